import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { idSchema } from '../../../domain/account/account.ts';
import { isRefusal, readUsageEvent } from '../../../domain/usage/read-usage-event.ts';
import { anyCharacter } from '../../support/any-character.ts';

const NOW = Date.parse('2026-06-01T03:00:00Z');
const context = { source: 'demo', accepted: { earliest: NOW - 1_000_000, latest: NOW + 3_600_000 } };
const raw = (over: Record<string, unknown> = {}) => ({ id: 'e1', account: 'koa', event: 'login', time: NOW, ...over });
const reasonOf = (value: unknown) => {
  const read = readUsageEvent(value, context);
  return isRefusal(read) ? read.reason : null;
};

const codeUnit = fc.nat(0xffff).map((code) => String.fromCharCode(code));
const idLikeArbitrary = fc.oneof(
  fc.string(),
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: anyCharacter }),
  fc.string({ unit: codeUnit }),
);

describe('one event of a delivery', () => {
  it('is read with all it says; what is null is absent', () => {
    const full = raw({ user: 'u1', value: 1.5, subject: '/docs', comment: 'nice\n👍🏽' });
    expect(readUsageEvent(full, context)).toEqual({ ...full, source: 'demo' });
    expect(readUsageEvent(raw({ user: null, value: null, subject: null, comment: null }), context)).toEqual({
      ...raw(),
      source: 'demo',
    });
  });

  it('keeps the fields it does not know, as they came', () => {
    expect(readUsageEvent(raw({ plan: 'pro', nested: { a: [1, null] } }), context)).toEqual({
      ...raw(),
      source: 'demo',
      extra: '{"plan":"pro","nested":{"a":[1,null]}}',
    });
  });

  it('may hold at most 8 KB of those', () => {
    const fill = (length: number) => raw({ x: 'a'.repeat(length - '{"x":""}'.length) });
    expect(reasonOf(fill(8_192))).toBeNull();
    expect(reasonOf(fill(8_193))).toBe('too-much-extra');
  });

  it('takes its time as ISO 8601 or as milliseconds', () => {
    for (const time of ['2026-06-01T12:00:00+09:00', '2026-06-01T03:00:00Z', NOW]) {
      expect(readUsageEvent(raw({ time }), context)).toMatchObject({ time: NOW });
    }
  });

  it('is accepted from the earliest to the latest time, both included', () => {
    const { earliest, latest } = context.accepted;
    expect([earliest, latest].map((time) => reasonOf(raw({ time })))).toEqual([null, null]);
    expect([earliest - 1, latest + 1].map((time) => reasonOf(raw({ time })))).toEqual(['too-old', 'in-the-future']);
  });

  it.each([
    [null, 'not-an-object'],
    ['login', 'not-an-object'],
    [[raw()], 'not-an-object'],
    [raw({ id: undefined }), 'no-id'],
    [raw({ id: 7 }), 'bad-id'],
    [raw({ id: '' }), 'bad-id'],
    [raw({ id: 'x'.repeat(129) }), 'bad-id'],
    [raw({ account: null }), 'no-account'],
    [raw({ account: 'a\nb' }), 'bad-account'],
    [raw({ user: ' u' }), 'bad-user'],
    [raw({ event: undefined }), 'no-event'],
    [raw({ event: {} }), 'bad-event'],
    [raw({ time: undefined }), 'no-time'],
    [raw({ time: '2026-06-01' }), 'bad-time'],
    [raw({ time: 1780282800.5 }), 'bad-time'],
    [raw({ time: true }), 'bad-time'],
    [raw({ time: Math.floor(NOW / 1000) }), 'too-old'],
    [raw({ value: '1' }), 'bad-value'],
    [raw({ value: 1e101 }), 'bad-value'],
    [raw({ value: 1e-101 }), 'bad-value'],
    [raw({ subject: 'x'.repeat(1_001) }), 'bad-subject'],
    [raw({ comment: 'x'.repeat(10_001) }), 'bad-comment'],
    [raw({ comment: ['x'] }), 'bad-comment'],
  ])('%j is refused as %s', (value, reason) => {
    expect(reasonOf(value)).toBe(reason);
  });

  it('answers a survey with a whole number from 0 to 10', () => {
    const answer = (value: unknown) => readUsageEvent(raw({ event: 'nps.answered', user: 'u1', value }), context);
    for (const value of [0, 6, 10]) expect(answer(value)).toMatchObject({ value });
    for (const value of [-1, 11, 7.5, '9', null, undefined])
      expect(answer(value)).toMatchObject({ reason: 'bad-value' });
    expect(answer(11)).toMatchObject({ detail: 'Give "nps.answered" its "value": a whole number from 0 to 10.' });
    expect(reasonOf(raw({ event: 'nps.sent' }))).toBeNull();
  });

  it.each(['.', '..', 'a/..', './b', 'a/../b'])(
    'names no account %j, which no page could have in its address',
    (id) => {
      expect([reasonOf(raw({ account: id })), idSchema.safeParse(id).success]).toEqual(['bad-account', false]);
    },
  );

  it.each(['...', '.a', 'a.', 'a/.b', '..a/b..'])('names an account %j', (id) => {
    expect([reasonOf(raw({ account: id })), idSchema.safeParse(id).success]).toEqual([null, true]);
  });

  it('has ids exactly where an import would take them, so that events find their account and contact', () => {
    fc.assert(
      fc.property(idLikeArbitrary, (id) => {
        expect(reasonOf(raw({ account: id })) === null).toBe(idSchema.safeParse(id).success);
      }),
      { seed: 1, numRuns: 5_000 },
    );
  });
});
