import { describe, expect, it } from 'vitest';
import { localClock } from '../../../domain/time/time-zone.ts';
import { Story } from '../../support/story.ts';
import { problemsOf, withSignal } from '../../support/with-signal.ts';

const D = '2026-06-15';
const SIGNAL = 'records-growing';
const MEASURE = 'records.total';
const when = { kind: 'measure-growth', measure: MEASURE, months: 3, tripsAtOrAbove: 0.05, recoversAtOrBelow: 0 };
const playbook = withSignal(
  SIGNAL,
  { side: 'opportunity', when, cooldownInDays: 90, offer: 'large-plan' },
  { measures: [MEASURE] },
);
const MONTH_ENDS = ['2026-02-28', '2026-03-31', '2026-04-30', '2026-05-31'];

function account(): Story {
  const story = new Story();
  story.playbook = playbook;
  story.known = ['login', MEASURE];
  return story;
}
const records = (story: Story, day: string, value: number) => story.tells(day, MEASURE, { value });

/** The values that February, March, April and May ended with. */
function endingWith(...values: (number | null)[]): Story {
  const story = account();
  values.forEach((value, i) => {
    if (value !== null) records(story, MONTH_ENDS[i] as string, value);
  });
  return story;
}

describe('records that grow month after month', () => {
  it.each([
    ['5 % each', [1000, 1050, 1102.5, 1157.625], 'trips', 0.05],
    ['just below 5 % in the first', [1000, 1049, 1200, 1400], 'holds', 0.049],
    ['just below 5 % in the last', [1000, 1200, 1400, 1469], 'holds', 69 / 1400],
    ['a little', [1000, 1001, 1200, 1400], 'holds', 0.001],
    ['one month without growth', [1000, 1100, 1100, 1400], 'recovers', 0],
    ['one month down', [1000, 1100, 1210, 1200], 'recovers', -10 / 1210],
    ['doubling', [1000, 2000, 4000, 8000], 'trips', 1],
  ])('%s: %j: %s', (_, values, verdict, share) => {
    const reading = endingWith(...values).reading(SIGNAL, D);
    expect(reading).toMatchObject({ verdict, evidence: { value: values.at(-1) } });
    expect(reading.evidence.share).toBeCloseTo(share, 12);
  });

  it('looks at complete months only: the last day of a month still belongs to the month before', () => {
    const story = endingWith(1000, 1100, 1210, 1331);
    const verdictOn = (day: string) => story.reading(SIGNAL, day).verdict;
    // On 31 May the last complete month is April, and January is not known.
    expect([verdictOn('2026-05-31'), verdictOn('2026-06-01'), verdictOn('2026-06-30')]).toEqual([
      'unknown',
      'trips',
      'trips',
    ]);
    records(story, '2026-06-30', 100);
    expect([verdictOn('2026-06-30'), verdictOn('2026-07-01')]).toEqual(['trips', 'recovers']);
  });

  it('takes the last value of a month for its end, at most 31 days before it', () => {
    const carried = (day: string) => records(endingWith(1000, 1100, 1210), day, 1331).reading(SIGNAL, D);
    expect(carried('2026-05-01')).toMatchObject({ verdict: 'trips', evidence: { value: 1331 } });
    // In a month without a value the one before goes on: 30 April is 31 days before 31 May.
    expect(endingWith(1000, 1100, 1210).reading(SIGNAL, D)).toMatchObject({
      verdict: 'recovers',
      evidence: { share: 0, value: 1210 },
    });
    const older = records(endingWith(1000, 1100), '2026-04-29', 1210);
    expect(older.reading(SIGNAL, D)).toMatchObject({ verdict: 'unknown', reason: 'no-value' });
  });

  it('keeps to the latest time of a month, however late and in whatever order values come', () => {
    const story = endingWith(1000, 1100, 1210, 1331);
    story.sendsAt('2026-04-30T10:00:00+09:00', MEASURE, { value: 5 });
    expect(story.reading(SIGNAL, D).verdict).toBe('trips');
    // Comes last and is dated after the one that stood for April.
    story.sendsAt('2026-04-30T23:59:59+09:00', MEASURE, { value: 1105 });
    expect(story.reading(SIGNAL, D)).toMatchObject({ verdict: 'holds' });
    expect(story.reading(SIGNAL, D).evidence.share).toBeCloseTo(5 / 1100, 12);
  });

  it('knows in which month a value lies where clocks change', () => {
    const berlin = (time: string) => {
      const story = account();
      story.clock = localClock('Europe/Berlin');
      for (const [day, value] of [
        ['2026-01-31', 1000],
        ['2026-02-28', 1100],
        ['2026-03-30', 1210],
        ['2026-04-30', 1331],
      ] as const) {
        records(story, day, value);
      }
      story.sendsAt(time, MEASURE, { value: 9999 });
      return story.reading(SIGNAL, '2026-05-15').evidence.share;
    };
    // 22:30 UTC on 31 March is past midnight in Berlin since 29 March.
    expect(berlin('2026-03-31T22:30:00Z')).toBeCloseTo(0.1, 12);
    expect(berlin('2026-03-31T21:30:00Z')).toBeLessThan(0);
  });

  it('opens with the third month, stays open while it grows, and recovers with a month that does not', () => {
    const story = account();
    const ends = { '2025-12-31': 1000, '2026-01-31': 1100, '2026-02-28': 1210, '2026-03-31': 1331 };
    for (const [day, value] of Object.entries(ends)) records(story, day, value);
    records(story, '2026-04-30', 1332);
    records(story, '2026-05-31', 1332);
    expect(story.history(SIGNAL, '2026-03-01', '2026-06-10')).toEqual([
      '2026-04-01 opened',
      '2026-06-01 closed recovered',
    ]);
  });

  it('keeps quiet for 90 days after', () => {
    const story = account();
    for (const [day, value] of Object.entries({
      '2025-11-30': 900,
      '2025-12-31': 1000,
      '2026-01-31': 1100,
      '2026-02-28': 1210,
      '2026-03-31': 1210,
      '2026-04-30': 1400,
      '2026-05-31': 1600,
      '2026-06-30': 1800,
    })) {
      records(story, day, value);
    }
    expect(story.history(SIGNAL, '2026-03-01', '2026-07-31')).toEqual([
      '2026-03-01 opened',
      '2026-04-01 closed recovered',
      '2026-07-01 opened',
    ]);
  });

  it('never trips where the account holds what is offered', () => {
    const story = endingWith(1000, 1100, 1210, 1331);
    story.account = { ...story.account, holds: ['large-plan'] };
    expect(story.reading(SIGNAL, D)).toMatchObject({ verdict: 'recovers', reason: 'already-held' });
    expect(story.history(SIGNAL, D, D)).toEqual([]);
  });

  it.each([
    ['the first month-end is missing', [null, 1100, 1210, 1331], 'unknown', 'no-value'],
    ['all are missing', [null, null, null, null], 'unknown', 'no-value'],
    ['there was nothing to grow from', [0, 1100, 1210, 1331], 'unknown', 'baseline-zero'],
    ['it was below nothing', [-5, 1100, 1210, 1331], 'unknown', 'baseline-zero'],
    ['one is missing, and another month is without growth', [null, 1100, 1100, 1331], 'recovers', undefined],
    ['it fell to nothing', [1000, 1100, 1210, 0], 'recovers', undefined],
    ['it fell below nothing', [1000, 1100, 1210, -3], 'recovers', undefined],
    ['it is huge', [1e99, 1.1e99, 1.3e99, 1e100], 'trips', undefined],
  ])('%s: %j: %s', (_, values, verdict, reason) => {
    const reading = endingWith(...values).reading(SIGNAL, D);
    expect([reading.verdict, reading.reason]).toEqual([verdict, reason]);
    expect(Object.values(reading.evidence).every(Number.isFinite)).toBe(true);
  });

  it('is unknown while no source sends the measure, and does not take a silent one for an end of growth', () => {
    const never = account().logins('2026-05-01', 1);
    never.known = ['login'];
    expect(never.reading(SIGNAL, D)).toMatchObject({ verdict: 'unknown', reason: 'no-source', evidence: {} });

    const silent = endingWith(1000, 1100, 1210, 1210);
    silent.sourceSendsUntil = '2026-06-10';
    expect(silent.reading(SIGNAL, D)).toMatchObject({ verdict: 'unknown', reason: 'source-stale' });
  });
});

describe('its check', () => {
  const problems = (changed: object) =>
    problemsOf(withSignal(SIGNAL, { when: { ...when, ...changed } }, { measures: [MEASURE] }), SIGNAL);

  it.each([
    [
      { measure: 'records' },
      'measure `records` is not listed under measures; add it there: `measures: [records.total, records]`',
    ],
    [
      { recoversAtOrBelow: 0.05 },
      'recoversAtOrBelow must be below tripsAtOrAbove (0.05): it would be over as it begins',
    ],
  ])('refuses %j', (changed, message) => {
    expect(problems(changed)).toEqual([message]);
  });

  it('has nothing against the condition as it stands, and refuses a fall of more than everything', () => {
    expect(problems({})).toEqual([]);
    expect(() => problems({ recoversAtOrBelow: -1.1 })).toThrow();
  });
});
