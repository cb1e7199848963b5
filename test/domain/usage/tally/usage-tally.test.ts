import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  decodeTally,
  type EventDetails,
  encodeTally,
  mergeTallies,
  TallyBuilder,
} from '../../../../domain/usage/tally/usage-tally.ts';

interface Act {
  event: string;
  user: string | undefined;
  details?: EventDetails;
}

const nameArbitrary = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 5 });
const actArbitrary: fc.Arbitrary<Act> = fc.record({
  event: fc.oneof(
    nameArbitrary,
    fc.constantFrom('login', '__proto__', 'a=b', 'a&b', '100%', 'nps.answered', 'invoice.failed'),
  ),
  user: fc.option(fc.oneof(nameArbitrary, fc.constantFrom('u1', 'u2')), { nil: undefined }),
});

const detailsArbitrary = fc.record(
  {
    time: fc.integer({ min: 0, max: 3 }),
    value: fc
      .oneof(fc.integer({ min: -1, max: 11 }), fc.double({ noNaN: true, noDefaultInfinity: true }))
      .map((value) => value + 0),
    subject: fc.constantFrom('pricing', 'a\nb', 'お問い合わせ', ''),
    comment: fc.string({ unit: 'grapheme', maxLength: 20 }),
    currency: fc.constantFrom('JPY', 'USD'),
  },
  { requiredKeys: ['time'] },
);
/** Events as they are stored: each with an identity of its own. */
const actsArbitrary: fc.Arbitrary<Act[]> = fc
  .array(fc.tuple(actArbitrary, detailsArbitrary))
  .map((acts) => acts.map(([act, details], i) => ({ ...act, details: { ...details, id: `e=${i}`, source: 'app' } })));

function tallyOf(acts: Act[]) {
  const builder = new TallyBuilder();
  for (const { event, user, details } of acts) builder.add(event, user, details);
  return builder.build();
}

describe('a tally', () => {
  it('says how often each event happened and who did what', () => {
    const acts = [
      { event: 'page.viewed', user: 'u2' },
      { event: 'login', user: 'u1' },
      { event: 'login', user: 'u2' },
      { event: 'records.total', user: undefined },
    ];
    expect(tallyOf(acts)).toEqual({
      total: 4,
      names: ['login', 'page.viewed', 'records.total'],
      counts: [2, 1, 1],
      users: ['u1', 'u2'],
      did: [[0], [0, 1]],
      values: [],
      subjects: [],
      replies: [],
    });
  });

  it('counts a survey without making anybody active', () => {
    expect(tallyOf([{ event: 'nps.answered', user: 'u1' }])).toMatchObject({ total: 1, counts: [1], users: [] });
  });

  it('is the same in any order of the events, and however they are split and merged again', () => {
    fc.assert(
      fc.property(actsArbitrary, fc.array(fc.nat()), fc.nat(), (acts, keys, cut) => {
        const shuffled = acts
          .map((act, i) => ({ act, key: keys[i] ?? 0 }))
          .sort((a, b) => a.key - b.key)
          .map(({ act }) => act);
        const at = acts.length === 0 ? 0 : cut % acts.length;
        const whole = encodeTally(tallyOf(acts));
        expect(encodeTally(tallyOf(shuffled))).toEqual(whole);
        expect(encodeTally(mergeTallies([tallyOf(acts.slice(at)), tallyOf(acts.slice(0, at))]))).toEqual(whole);
      }),
      { seed: 1, numRuns: 2_000 },
    );
  });

  it('comes back from its stored form, which is plain ASCII', () => {
    fc.assert(
      fc.property(actsArbitrary, (acts) => {
        const tally = tallyOf(acts);
        const encoded = encodeTally(tally);
        expect(decodeTally(encoded)).toEqual(tally);
        expect(`${encoded.events}${encoded.users}`).toMatch(/^[!-~]*$/);
        expect(encoded.leftOut).toBe(0);
      }),
      { seed: 1, numRuns: 2_000 },
    );
  });

  it('holds the latest value of a day: by time, then by id', () => {
    const at = (time: number, id: string, value: number) => ({
      event: 'records.total',
      user: undefined,
      details: { id, source: 'app', time, value },
    });
    const latest = (...acts: Act[]) => tallyOf(acts).values[0]?.value;
    expect(latest(at(2, 'a', 20), at(1, 'b', 10))).toBe(20);
    expect(latest(at(1, 'b', 10), at(1, 'a', 20))).toBe(10);
  });

  it('counts what an event was about, and keeps what persons answered', () => {
    const about = (id: string, subject: string) => ({
      event: 'page.viewed',
      user: 'u1',
      details: { id, source: 'app', time: 1, subject },
    });
    const answer = { id: 'a1', source: 'app', time: 2, value: 9, comment: 'x'.repeat(600) };
    const tally = tallyOf([
      about('1', 'b'),
      about('2', 'a'),
      about('3', 'b'),
      { event: 'nps.answered', user: 'u1', details: answer },
    ]);
    expect(tally.subjects).toEqual([
      { name: 'page.viewed', subject: 'a', count: 1 },
      { name: 'page.viewed', subject: 'b', count: 2 },
    ]);
    expect(tally.replies).toEqual([
      { name: 'nps.answered', id: 'app#a1', time: 2, user: 'u1', value: 9, comment: 'x'.repeat(500) },
    ]);
  });

  it('keeps of an invoice when it was reported first and last, and with which amount then', () => {
    const reported = (time: number, value: number) => ({
      event: 'invoice.failed',
      user: 'stripe:cus_1',
      details: { id: `e${time}`, source: 'billing', time, subject: 'in_1', value, currency: 'JPY' },
    });
    const tally = tallyOf([reported(2, 30), reported(3, 10), reported(1, 20)]);
    expect(tally).toMatchObject({ users: [], values: [], subjects: [] });
    expect(tally.cases).toEqual([
      { name: 'invoice.failed', subject: 'in_1', first: 1, last: 3, value: 10, currency: 'JPY' },
    ]);
    expect(decodeTally(encodeTally(tally)).cases).toEqual(tally.cases);
  });

  it('keeps with the amount what people call the invoice; rows of before are read as they are', () => {
    const details = { id: 'e1', source: 'billing', time: 1, subject: 'in_1', value: 30, currency: 'JPY' };
    const reported = (more: object) =>
      tallyOf([{ event: 'invoice.failed', user: undefined, details: { ...details, ...more } }]);
    const called = reported({ reference: 'AC-0012' });
    expect(called.cases).toMatchObject([{ subject: 'in_1', value: 30, currency: 'JPY', reference: 'AC-0012' }]);
    expect(decodeTally(encodeTally(called)).cases).toEqual(called.cases);
    const { cases } = encodeTally(reported({}));
    expect(cases).toBe('invoice.failed%0Ain_1=1,1,30,JPY');
    expect(encodeTally(called).cases).toBe(`${cases},AC-0012`);
    const without = reported({ reference: 'AC-0012', currency: undefined });
    expect(decodeTally(encodeTally(without)).cases).toEqual(without.cases);
  });

  it('keeps who did which of a hundred different events', () => {
    const acts = Array.from({ length: 100 }, (_, i) => ({ event: `feature-${i}`, user: `u${i % 3}` }));
    const tally = tallyOf(acts);
    expect(decodeTally(encodeTally(tally))).toEqual(tally);
    expect(tally.did.map(({ length }) => length)).toEqual([34, 33, 33]);
  });

  it('of names and users without end keeps what can be stored, and counts the rest', () => {
    const builder = new TallyBuilder();
    for (let i = 0; i < 200_000; i += 1) builder.add(`viewed-page-${i % 40_000}`, `user-${i}@example.com`);
    const encoded = encodeTally(builder.build());
    expect(encoded.events.length + encoded.users.length).toBeLessThan(3_900_000);
    const kept = decodeTally(encoded);
    expect(kept.total).toBe(200_000);
    expect(encoded.leftOut).toBe(240_000 - kept.names.length - kept.users.length);
    expect(kept.did.flat().every((index) => index < kept.names.length)).toBe(true);
  });
});
