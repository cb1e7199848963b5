import { describe, expect, it } from 'vitest';
import { changesOfAccount, fleetLevelsOf } from '../../../domain/fleet/account-changes.ts';
import { type ChangeCounts, changesOf, countChange } from '../../../domain/fleet/change-counts.ts';
import { type Fleet, type FleetLevel, fleetOf } from '../../../domain/fleet/fleet.ts';
import { counterLevel } from '../../../domain/signals/kinds/counter-level.ts';
import type { SignalContext } from '../../../domain/signals/reading.ts';
import { type Interval, wilsonInterval } from '../../../domain/statistics/intervals.ts';
import { addDays, type Day, dayNumber } from '../../../domain/time/day.ts';
import type { UsageHistory } from '../../../domain/usage/usage-history.ts';
import { randomOf } from '../../support/seeded-random.ts';
import { businessDays } from '../../support/story.ts';

const FLEETS = 1000;
const ACCOUNTS = 20;
const DAYS = 112;

const fall = {
  kind: 'counter-level' as const,
  event: 'login',
  windowInDays: 28,
  baselineWindows: 3,
  minimumBaseline: 8,
  tripsAtOrBelow: 0.6,
  recoversAbove: 0.75,
};
const ways = {
  naive: fall,
  ours: { ...fall, per: 'businessDay' as const, against: 'fleet' as const },
};
const levels = fleetLevelsOf({ health: { indicators: {} }, signals: { fall: { when: ways.ours } } }) as FleetLevel[];

interface Truth {
  asOf: Day;
  /** What part of that day's log-ins reaches us, of everybody. */
  arrives(day: Day): number;
  /** So many of the first accounts really use it less, by so much, in the last four weeks. */
  fallers: number;
  left: number;
}

/** Log-ins on business days alone, as many as chance has it. */
function fleetOfTruth({ asOf, arrives, fallers, left }: Truth, random: () => number): UsageHistory[] {
  const first = dayNumber(asOf) - DAYS;
  const days = Array.from({ length: DAYS }, (_, n) => addDays(asOf, n - DAYS));
  return Array.from({ length: ACCOUNTS }, (_, account) => {
    const usual = 1 + 3 * random();
    const before = new Float64Array(DAYS + 1);
    days.forEach((day, n) => {
      const isOpen = businessDays.ago(day, 0, 0, 'JP') === 1;
      const isLess = account < fallers && n >= DAYS - fall.windowInDays;
      const mean = isOpen ? usual * arrives(day) * (isLess ? left : 1) : 0;
      before[n + 1] = (before[n] as number) + poisson(mean, random);
    });
    const at = (day: number) => before[Math.max(0, Math.min(DAYS, day - first))] as number;
    const today = dayNumber(asOf);
    return {
      asOf,
      firstEventDay: days[0],
      countAgo: (_: string, from: number, to: number) => at(today - to + 1) - at(today - from),
      recalled: () => undefined,
      remember: () => undefined,
    } as unknown as UsageHistory;
  });
}

function poisson(mean: number, random: () => number): number {
  if (mean === 0) return 0;
  const limit = Math.exp(-mean);
  let count = 0;
  for (let left = random(); left > limit; left *= random()) count += 1;
  return count;
}

const freshness = { staleness: () => null };

function fleetOn(usages: UsageHistory[], asOf: Day): Fleet {
  const counts: ChangeCounts = {};
  for (const usage of usages) {
    const known = { account: { id: 'a', name: 'A' }, usage, businessDays, freshness };
    for (const [level, change] of changesOfAccount(levels, known)) countChange(counts, level, change);
  }
  return fleetOf(new Map([[addDays(asOf, -1), changesOf(counts, asOf)]]));
}

/** How many of all accounts trip, of those that really fell and of the others. */
function tripped(truth: Truth, seed: number): Record<keyof typeof ways, { real: number; false: number }> {
  const random = randomOf(seed);
  const counted = { naive: { real: 0, false: 0 }, ours: { real: 0, false: 0 } };
  for (let n = 0; n < FLEETS; n += 1) {
    const usages = fleetOfTruth(truth, random);
    const fleet = fleetOn(usages, truth.asOf);
    usages.forEach((usage, account) => {
      const context = {
        account: {},
        usage,
        businessDays,
        fleet,
        freshness,
        open: new Map(),
      } as unknown as SignalContext;
      for (const [way, condition] of Object.entries(ways) as [keyof typeof ways, typeof fall][]) {
        const [reading] = counterLevel.read(condition, context);
        if (reading?.verdict === 'trips') counted[way][account < truth.fallers ? 'real' : 'false'] += 1;
      }
    });
  }
  return counted;
}

const everything = () => 1;
const shareOf = (count: number, of: number) => wilsonInterval(count, of) as Interval;

describe(`in ${FLEETS} fleets of which the truth is known`, () => {
  const unchanged = FLEETS * ACCOUNTS;
  // 9 March to 5 April: twenty Mondays to Fridays, one of them a holiday.
  const ordinary = tripped({ asOf: '2026-04-06', arrives: everything, fallers: 0, left: 1 }, 1).ours.false;

  it('Golden Week makes no more alarms than any other weeks, where calendar days make several times as many', () => {
    const golden = tripped({ asOf: '2026-05-11', arrives: everything, fallers: 0, left: 1 }, 2);
    const [fewest] = shareOf(golden.ours.false, unchanged);
    const [, most] = shareOf(ordinary, unchanged);
    expect(fewest).toBeLessThan(most);
    expect(golden.naive.false).toBeGreaterThan(4 * golden.ours.false);
  });

  it('a tracker that loses half of everything hides no real fall and raises few others, where most accounts by themselves would alarm', () => {
    const arrives = (day: Day) => (day >= '2026-03-09' ? 0.5 : 1);
    const outage = tripped({ asOf: '2026-04-06', arrives, fallers: 2, left: 0.3 }, 3);
    expect(outage.naive.false / (FLEETS * (ACCOUNTS - 2))).toBeGreaterThan(0.7);
    expect(outage.ours.false / (FLEETS * (ACCOUNTS - 2))).toBeLessThan(0.04);
    expect(outage.ours.real / (FLEETS * 2)).toBeGreaterThan(0.9);
  });
});
