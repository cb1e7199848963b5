import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '../../../domain/time/day.ts';
import { Story } from '../../support/story.ts';
import { problemsOf, withSignal } from '../../support/with-signal.ts';

const D = '2026-06-01';
const SIGNAL = 'records-near-limit';
const MEASURE = 'records.total';
const when = {
  kind: 'measure-share',
  measure: MEASURE,
  limit: 'recordLimit',
  tripsAtOrAbove: 0.8,
  recoversBelow: 0.7,
};
const playbook = withSignal(
  SIGNAL,
  { side: 'opportunity', when, cooldownInDays: 30, offer: 'large-plan' },
  { measures: [MEASURE] },
);

function withLimit(recordLimit?: number): Story {
  const story = new Story();
  story.playbook = playbook;
  story.known = ['login', MEASURE];
  story.account = { ...story.account, recordLimit };
  return story;
}
const records = (value: number, day = D, story = withLimit(1000)) => story.tells(day, MEASURE, { value });

describe('records near the limit of the plan', () => {
  it.each([
    [800, 'trips'],
    [799, 'holds'],
    [700, 'holds'],
    [699, 'recovers'],
    [0, 'recovers'],
    [2500, 'trips'],
    [-800, 'recovers'],
  ])('%i of 1,000: %s', (value, verdict) => {
    expect(records(value).reading(SIGNAL, D)).toMatchObject({
      verdict,
      evidence: { value, limit: 1000, share: value / 1000 },
    });
  });

  it('counts the latest value of the day, whatever the order in which they come', () => {
    const story = withLimit(1000)
      .sendsAt('2026-06-01T18:00:00+09:00', MEASURE, { value: 900 })
      .sendsAt('2026-06-01T09:00:00+09:00', MEASURE, { value: 100 });
    expect(story.reading(SIGNAL, D).evidence.value).toBe(900);
  });

  it('counts the greatest id of values that have the same time', () => {
    const at = (id: string, value: number, story: Story) =>
      story.sendsAt('2026-06-01T09:00:00+09:00', MEASURE, { id, value });
    expect(at('a', 100, at('b', 900, withLimit(1000))).reading(SIGNAL, D).evidence.value).toBe(900);
    expect(at('b', 900, at('a', 100, withLimit(1000))).reading(SIGNAL, D).evidence.value).toBe(900);
  });

  it.each([
    [31, 'trips', undefined],
    [32, 'unknown', 'no-value'],
  ])('takes a value %i days old: %s', (days, verdict, reason) => {
    expect(records(900, addDays(D, -days)).reading(SIGNAL, D)).toMatchObject({ verdict });
    expect(records(900, addDays(D, -days)).reading(SIGNAL, D).reason).toBe(reason);
  });

  it('takes the newer of two values, even where it is the smaller one', () => {
    expect(records(100, D, records(900, addDays(D, -1))).reading(SIGNAL, D)).toMatchObject({ verdict: 'recovers' });
  });

  it('opens at 80 %, stays open down to 70 %, and keeps quiet for 30 days after', () => {
    const story = records(800, '2026-03-01');
    records(700, '2026-03-05', story);
    records(699, '2026-03-10', story);
    records(950, '2026-03-20', story);
    expect(story.history(SIGNAL, '2026-03-01', '2026-04-15')).toEqual([
      '2026-03-01 opened',
      '2026-03-10 closed recovered',
      '2026-04-09 opened',
    ]);
  });

  it('recovers with a larger plan', () => {
    const story = records(900);
    story.day(D);
    story.account = { ...story.account, recordLimit: 5000 };
    expect(story.history(SIGNAL, '2026-06-02', '2026-06-02')).toEqual(['2026-06-02 closed recovered']);
  });

  it('never trips where the account holds what is offered', () => {
    const story = records(990);
    story.account = { ...story.account, holds: ['large-plan'] };
    expect(story.reading(SIGNAL, D)).toMatchObject({ verdict: 'recovers', reason: 'already-held' });
    expect(story.history(SIGNAL, D, '2026-06-05')).toEqual([]);
  });

  it.each([undefined, 0])('is unknown with a limit of %s', (limit) => {
    expect(records(900, D, withLimit(limit)).reading(SIGNAL, D)).toMatchObject({
      verdict: 'unknown',
      reason: 'no-limit',
      evidence: { value: 900 },
    });
  });

  it('is unknown while the account has no value, and says whether any source sends one', () => {
    const story = withLimit(1000).logins('2026-05-01', 1);
    expect(story.reading(SIGNAL, D)).toMatchObject({
      verdict: 'unknown',
      reason: 'no-value',
      evidence: { limit: 1000 },
    });
    // The event came, but said no number.
    expect(story.tells(D, MEASURE).reading(SIGNAL, D)).toMatchObject({ verdict: 'unknown', reason: 'no-value' });
    story.known = ['login'];
    expect(story.reading(SIGNAL, D)).toMatchObject({ verdict: 'unknown', reason: 'no-source' });
  });

  it('does not recover on the last word of a silent source', () => {
    const story = records(900, addDays(D, -10));
    story.day(addDays(D, -10));
    records(100, addDays(D, -5), story);
    story.sourceSendsUntil = addDays(D, -4);
    expect(story.reading(SIGNAL, D)).toMatchObject({ verdict: 'unknown', reason: 'source-stale', state: 'open' });
  });

  it('gives one verdict and finite evidence for any number that can be sent', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -1e100, max: 1e100, noNaN: true }),
        fc.integer({ min: 1, max: 2 ** 53 - 1 }),
        (value, limit) => {
          const { verdict, evidence } = records(value, D, withLimit(limit)).reading(SIGNAL, D);
          const share = value / limit;
          expect(verdict).toBe(share >= 0.8 ? 'trips' : share < 0.7 ? 'recovers' : 'holds');
          expect(Object.values(evidence).every(Number.isFinite)).toBe(true);
        },
      ),
      { seed: 5, numRuns: 100 },
    );
  });
});

describe('its check', () => {
  const problems = (changed: object, measures = [MEASURE], aliases = {}) =>
    problemsOf(withSignal(SIGNAL, { when: { ...when, ...changed } }, { measures, aliases }), SIGNAL);

  it('refuses a measure that the playbook does not list', () => {
    expect(problems({ measure: 'record.total' })).toEqual([
      'measure `record.total` is not listed under measures; did you mean `records.total`?',
    ]);
    expect(problems({}, [])).toEqual([
      'measure `records.total` is not listed under measures; add it there: `measures: [records.total]`',
    ]);
  });

  it('refuses a product’s own name for one', () => {
    expect(problems({ measure: 'rows' }, [MEASURE], { rows: MEASURE })).toEqual([
      'measure `rows` is renamed by aliases: write `records.total`',
    ]);
  });

  it('refuses to recover above the level at which it trips', () => {
    expect(problems({ recoversBelow: 0.9 })).toEqual([
      'recoversBelow must be at most tripsAtOrAbove (0.8): it recovers on the way down',
    ]);
    expect(problems({})).toEqual([]);
  });
});
