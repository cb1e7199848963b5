import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AccountRecord, Alarm } from '../../../domain/backtest/account-record.ts';
import { SINCE_BEFORE } from '../../../domain/backtest/account-record.ts';
import { answerOf } from '../../../domain/backtest/backtest-answer.ts';
import { addParts, nothingFound, partOfAccount } from '../../../domain/backtest/backtest-part.ts';
import { fateOf } from '../../../domain/backtest/windows.ts';
import { seededRandom } from '../../../domain/statistics/random.ts';
import { customerUntil, frame, partOf, simulatedAccount } from './simulated-fleet.ts';

const STAYS = frame.last + 1;
const alarm = (day: number, given: Partial<Alarm> = {}): Alarm => ({
  signal: 0,
  day,
  openUntil: day + 5,
  isActedOn: false,
  ...given,
});
const ids = Array.from({ length: 1000 }, (_, i) => `account-${i}`).values();
const account = (left: number, ...alarms: Alarm[]) => customerUntil(ids.next().value as string, left, alarms);
const times = (count: number, one: () => AccountRecord) => Array.from({ length: count }, one);
const answerTo = (fleet: AccountRecord[], signals = ['fell']) =>
  answerOf(partOf(fleet, signals.length), frame, signals, seededRandom(1));
const ofOnly = (...fleet: AccountRecord[]) => answerTo(fleet).signals[0];

describe('a backtest of a signal', () => {
  it('has caught who left where it warned longer ahead than the lead, and within the horizon', () => {
    expect(ofOnly(account(200, alarm(150)))).toMatchObject({
      outcomes: 1,
      caught: 1,
      tooLate: 0,
      earlier: 0,
      missed: 0,
    });
    expect(ofOnly(account(200, alarm(200 - 15)))).toMatchObject({ caught: 1 });
    expect(ofOnly(account(200, alarm(200 - 14)))).toMatchObject({ caught: 0, tooLate: 1 });
    expect(ofOnly(account(200, alarm(200 - 104)))).toMatchObject({ caught: 1 });
    expect(ofOnly(account(200, alarm(200 - 105, { openUntil: 95 })))).toMatchObject({ caught: 0, missed: 1 });
    expect(ofOnly(account(200))).toMatchObject({ caught: 0, missed: 1 });
  });

  it('has told earlier of who left where it was open since before, and said nothing new', () => {
    expect(ofOnly(account(200, alarm(50, { openUntil: 199 })))).toMatchObject({ caught: 0, earlier: 1 });
    expect(ofOnly(account(200, alarm(SINCE_BEFORE, { openUntil: 199 })))).toMatchObject({ earlier: 1, alarms: 0 });
  });

  it('counts an alarm only where the days that it warns of are over, also where it happened already', () => {
    const lastCounted = frame.last - 104;
    expect(ofOnly(account(STAYS, alarm(lastCounted)))).toMatchObject({
      alarms: 1,
      falseAlarms: 1,
      unfinishedAlarms: 0,
    });
    expect(ofOnly(account(STAYS, alarm(lastCounted + 1)))).toMatchObject({ alarms: 0, unfinishedAlarms: 1 });
    expect(ofOnly(account(340, alarm(lastCounted + 1)))).toMatchObject({ alarms: 0, unfinishedAlarms: 1, caught: 1 });
  });

  it('sets apart alarms after which it was too late', () => {
    expect(ofOnly(account(160, alarm(150)))).toMatchObject({ alarms: 0, tooLateAlarms: 1, falseAlarms: 0 });
  });

  it('sets apart alarms of who paid more within the lead, or left within it before that could happen', () => {
    const grows: AccountRecord = { ...account(STAYS, alarm(150)), outcomes: [160] };
    expect(ofOnly(grows)).toMatchObject({ outcomes: 1, alarms: 0, tooLateAlarms: 1 });
    const growsAgain = { ...grows, outcomes: [160, 200] };
    expect(ofOnly(growsAgain)).toMatchObject({ outcomes: 2, alarms: 1, hits: 1, tooLateAlarms: 0 });
    const leaves = { ...account(160, alarm(150)), outcomes: [] };
    expect(ofOnly(leaves)).toMatchObject({ alarms: 0, tooLateAlarms: 1 });
  });

  it('calls no alarm false that was worked on and whose customer stayed', () => {
    const fleet = [account(STAYS, alarm(10)), account(STAYS, alarm(10, { isActedOn: true }))];
    expect(ofOnly(...fleet)).toMatchObject({
      alarms: 2,
      falseAlarms: 1,
      keptAfterAction: 1,
      ifActedOn: { count: 0, of: 1 },
      ifNotActedOn: { count: 0, of: 1 },
    });
  });

  it('says of fewer than ten outcomes only counts and intervals, how many more it takes, and ranks nothing', () => {
    const leavers = () => account(200, alarm(150, { signal: 1 }));
    const stayers = times(80, () => account(STAYS, alarm(20)));
    const few = answerTo([...times(9, leavers), ...stayers], ['useless', 'good']);
    expect(few).toMatchObject({ isEnough: false, outcomesNeeded: 1, best: null, baseRate: { value: null } });
    expect(few.signals.map(({ signal }) => signal)).toEqual(['useless', 'good']);
    expect(few.signals[1]).toMatchObject({
      caught: 9,
      precision: { count: 9, of: 9, value: null, interval: [expect.closeTo(0.7, 1), 1] },
      lift: { value: null },
      daysAhead: null,
      q: null,
      halfGoneAfter: null,
      verdict: 'cant-tell',
    });
    const enough = answerTo([...times(10, leavers), ...stayers], ['useless', 'good']);
    expect(enough).toMatchObject({ isEnough: true, outcomesNeeded: 0, best: { signal: 'good' } });
    expect(enough.signals.map(({ signal, verdict }) => [signal, verdict])).toEqual([
      ['good', 'better-than-chance'],
      ['useless', 'no-better'],
    ]);
    expect(enough.best?.p).toBeLessThan(0.01);
    expect(enough.signals[0]).toMatchObject({
      daysAhead: { lower: 50, median: 50, upper: 50 },
      precision: { value: 1 },
    });
  });

  it('holds alarms against every day that counts, of those who stayed and of those who left', () => {
    const grown: AccountRecord = { ...account(150), outcomes: [] };
    const paused: AccountRecord = {
      ...account(STAYS),
      customer: [
        [0, 50],
        [60, STAYS],
      ],
    };
    for (const one of [grown, paused, account(200), account(STAYS), { ...paused, outcomes: [300] }]) {
      const fates = Array.from({ length: frame.last }, (_, day) => fateOf(one, day, frame));
      const happened = fates.filter((fate) => fate === 'happened').length;
      const counted = happened + fates.filter((fate) => fate === 'nothing').length;
      expect(answerTo([one]).baseRate).toMatchObject({ count: happened, of: counted });
    }
    expect(answerTo([grown]).baseRate.of).toBe(150 - 14);
  });

  it('neither caught nor missed who left while it had no data, and holds alarms against the days on which it had', () => {
    const blindUntil = (day: number, one: AccountRecord) => ({ ...one, unknown: { 0: [[-110, day] as const] } });
    expect(ofOnly(blindUntil(185, account(200)))).toMatchObject({ missed: 0, unknown: 1, catchRate: { of: 0 } });
    expect(ofOnly(blindUntil(184, account(200)))).toMatchObject({ missed: 1, unknown: 0, unknownDays: 185 });
    // Of those of whom it has data as many leave after an alarm as after any day: what the others do is not its merit.
    const seen = times(30, () => account(200, alarm(120)));
    const stayed = times(30, () => account(STAYS, alarm(120)));
    const unseen = times(300, () => blindUntil(STAYS, account(STAYS)));
    const withUnseen = ofOnly(...seen, ...stayed, ...unseen);
    expect(withUnseen?.lift).toEqual(ofOnly(...seen, ...stayed)?.lift);
  });

  it('tells how many had been warned at least so many days ahead', () => {
    const fleet = [account(200, alarm(150)), account(200, alarm(120)), account(200, alarm(195)), account(200)];
    expect(ofOnly(...fleet)?.leadCurve).toEqual([
      { days: 80, warned: 1 },
      { days: 50, warned: 2 },
      { days: 5, warned: 3 },
    ]);
  });

  it('tells how many days ahead those were warned who were caught, not those for whom it was too late', () => {
    const caught = times(6, () => account(200, alarm(150)));
    const late = times(6, () => account(200, alarm(195)));
    expect(ofOnly(...caught, ...late)).toMatchObject({
      caught: 6,
      tooLate: 6,
      daysAhead: { lower: 50, median: 50, upper: 50 },
    });
  });

  it('tells how long customers stayed after their first alarm, and that the half was not reached', () => {
    const left = times(10, () => account(200, alarm(150)));
    const stayed = times(11, () => account(STAYS, alarm(330)));
    expect(ofOnly(...left, ...stayed)).toMatchObject({ halfGoneAfter: 50, quarterGoneAfter: 50 });
    const more = times(20, () => account(STAYS, alarm(100)));
    expect(ofOnly(...left, ...more)).toMatchObject({ halfGoneAfter: null, quarterGoneAfter: 50 });
    const eachDay = Array.from({ length: 70 }, (_, i) => account(101 + i, alarm(100)));
    expect(ofOnly(...eachDay)?.survival.map(({ days }) => days)).toEqual([6, 13, 20, 27, 34, 41, 48, 55, 62, 69, 70]);
  });

  it('tells how many false alarms each CSM had a month', () => {
    const csms = [{ csm: 'aoi', span: [0, STAYS] as const }];
    const monthOf = (day: number) => Math.floor(day / 30);
    const fleet = times(20, () => ({ ...account(STAYS, alarm(10)), csms }));
    const left = times(10, () => account(200));
    const part = [...fleet, ...left].map((one) => partOfAccount(one, frame, 1, monthOf)).reduce(addParts, nothingFound);
    const answer = answerOf(part, frame, ['fell'], seededRandom(1));
    // 260 days that count lie in nine such months.
    expect(answer).toMatchObject({ csms: 1, csmMonths: 9 });
    expect(answer.signals[0]?.falseAlarmsPerCsmAndMonth).toBeCloseTo(20 / 9);
    const spans: [number, number][] = [
      [0, 40],
      [100, 130],
      [20, 50],
    ];
    const both = spans.map((span) => ({ ...account(STAYS), csms: [{ csm: 'aoi', span }] }));
    expect(both.map((one) => partOfAccount(one, frame, 1, monthOf)).reduce(addParts).csmMonths).toEqual({
      aoi: 0b11011,
    });
  });

  it('comes out the same however the accounts are grouped, and through storage', () => {
    const kinds = [{ share: 1, leaves: 0.003, warns: 0.01 }];
    const random = seededRandom(3);
    const parts = Array.from({ length: 30 }, (_, i) => partOf([simulatedAccount(`a${i}`, kinds, 3, random)], 3));
    const whole = parts.reduce(addParts, nothingFound);
    fc.assert(
      fc.property(fc.shuffledSubarray(parts, { minLength: 30 }), fc.nat(29), (shuffled, cut) => {
        const stored = (some: typeof parts) => JSON.parse(JSON.stringify(some.reduce(addParts, nothingFound)));
        expect(addParts(stored(shuffled.slice(0, cut)), stored(shuffled.slice(cut)))).toEqual(whole);
      }),
      { numRuns: 30 },
    );
  });
});
