import { describe, expect, it } from 'vitest';
import { changesOfAccount, fleetLevelsOf } from '../../../domain/fleet/account-changes.ts';
import { LOWEST_CHANGE } from '../../../domain/fleet/change-counts.ts';
import { type FleetChange, fleetOf, keyOfLevel } from '../../../domain/fleet/fleet.ts';
import type { Playbook, Signal } from '../../../domain/playbook/playbook.ts';
import { fleetTimeline } from '../../../domain/replay/fleet-timeline.ts';
import { addDays, type Day } from '../../../domain/time/day.ts';
import { businessDays, defaultPlaybook, Story } from '../../support/story.ts';

const D = '2026-06-01';
const YESTERDAY = '2026-05-31';
const level = { event: 'login', windowInDays: 28, baselineWindows: 3 };
const KEY = keyOfLevel(level);

/** Days as they are, so that only the fleet matters. */
function againstFleet(): Playbook {
  const { signals, health } = defaultPlaybook;
  const changed = ['logins-fell', 'usage-growing'].map((name) => {
    const signal = signals[name] as Signal;
    return [name, { ...signal, when: { ...signal.when, per: 'day', against: 'fleet' } } as Signal];
  });
  const only = { kind: 'counter-level', label: { en: 'L', ja: 'L' }, ...level, against: 'fleet', poor: 0, good: 1 };
  return {
    ...defaultPlaybook,
    signals: { ...signals, ...Object.fromEntries(changed) },
    health: { ...health, indicators: { only } as typeof health.indicators, weights: { default: { only: 1 } } },
  };
}

/** Twenty log-ins in each window of before, so many in the newest, and a fleet that changed so. */
function account(newest: number, change?: Partial<FleetChange>): Story {
  const story = new Story();
  for (const day of ['2026-02-09', '2026-03-09', '2026-04-06']) story.logins(day, 20);
  story.logins('2026-05-04', newest);
  story.playbook = againstFleet();
  story.fleet = fleetOf(new Map(change ? [[YESTERDAY, { [KEY]: { median: 1, accounts: 50, ...change } }]] : []));
  return story;
}

describe('a fall that the whole fleet shares', () => {
  it('is no account’s own: what is left of it is judged', () => {
    expect(account(10, { median: 0.5 }).reading('logins-fell', D)).toMatchObject({
      verdict: 'recovers',
      evidence: { window: 10, baseline: 20, fleet: 0.5, fleetAccounts: 50, ratio: 1 },
    });
  });

  it('hides no real fall', () => {
    expect(account(6, { median: 0.5 }).reading('logins-fell', D)).toMatchObject({
      verdict: 'trips',
      evidence: { ratio: 0.6 },
    });
  });

  it('is told of with how few accounts there are, and taken out of nothing, below ten', () => {
    const { verdict, evidence } = account(10, { median: 0.5, accounts: 9 }).reading('logins-fell', D);
    expect(verdict).toBe('trips');
    expect(evidence).toEqual({ window: 10, baseline: 20, ratio: 0.5, fleetAccounts: 9 });
    expect(account(10).reading('logins-fell', D).evidence).toEqual({
      window: 10,
      baseline: 20,
      ratio: 0.5,
      fleetAccounts: 0,
    });
  });

  it('is not made a fall of who stands still while others grow, nor a growth of who stands still while others fall', () => {
    expect(account(20, { median: 2 }).reading('logins-fell', D)).toMatchObject({ evidence: { ratio: 1, fleet: 2 } });
    expect(account(20, { median: 0.5 }).reading('usage-growing', D)).toMatchObject({ evidence: { ratio: 1 } });
  });

  it('leaves no account to be told from the others where next to nothing is left anywhere', () => {
    expect(account(0, { median: LOWEST_CHANGE }).reading('logins-fell', D)).toMatchObject({
      verdict: 'unknown',
      reason: 'fleet-silent',
    });
  });

  it('is no account’s in its score either', () => {
    const score = (change?: Partial<FleetChange>) => account(10, change).day(D).health?.score;
    expect([score(), score({ median: 0.8 }), score({ median: 0.5 })]).toEqual([500, 625, 1000]);
    expect(score({ median: LOWEST_CHANGE })).toBeUndefined();
  });
});

describe('a rise that the whole fleet shares', () => {
  it('is no account’s own growth, and hides no real one', () => {
    const growing = (newest: number) => account(newest, { median: 1.5 }).reading('usage-growing', D);
    expect(growing(30)).toMatchObject({ verdict: 'recovers', evidence: { ratio: 1 } });
    expect(growing(45)).toMatchObject({ verdict: 'trips', evidence: { ratio: 1.5 } });
  });
});

describe('what is known of the fleet', () => {
  const kept = (day: Day, median: number) => [day, { [KEY]: { median, accounts: 20 } }] as const;

  it('is of the newest day before the one that is looked at, and no older than a week', () => {
    const fleet = fleetOf(new Map([kept('2026-05-20', 0.7), kept('2026-05-31', 0.5), kept('2026-06-01', 0.4)]));
    const told = ['2026-05-20', '2026-05-21', '2026-05-27', '2026-05-28', '2026-06-01', '2026-06-02'].map(
      (day) => fleet.changeFor(level, day)?.median,
    );
    expect(told).toEqual([undefined, 0.7, 0.7, undefined, 0.5, 0.4]);
  });

  it('is asked once of all that look at the same windows, whatever their bounds', () => {
    expect(fleetLevelsOf(againstFleet()).map(keyOfLevel)).toEqual([KEY]);
  });

  it('is made of accounts that can be judged: of enough log-ins, with a source that sends, and still customers', () => {
    const levels = fleetLevelsOf(againstFleet());
    const adds = (story: Story) => changesOfAccount(levels, story.input(D));
    expect(adds(account(10))).toEqual([[KEY, 0.5]]);

    const few = new Story();
    for (const day of ['2026-02-09', '2026-03-09', '2026-04-06']) few.logins(day, 7);
    expect(adds(few)).toEqual([]);

    const silent = account(10);
    silent.sourceSendsUntil = '2026-05-20';
    expect(adds(silent)).toEqual([]);

    const left = account(10);
    left.account = { ...left.account, churnedOn: '2026-05-30' };
    expect(adds(left)).toEqual([]);
  });

  it('is of an account’s usual as it is now, not of the one that an open episode keeps', () => {
    const story = account(10, { median: 1 });
    story.day(D);
    expect(story.state?.episodes).toMatchObject([{ signal: 'logins-fell', baseline: 20 }]);
    story.logins('2026-04-05', 10);
    expect(changesOfAccount(fleetLevelsOf(story.playbook), story.input(D))).toEqual([[KEY, 0.5]]);
  });
});

describe('the fleet of past days', () => {
  it('is what the nights of those days would have kept', () => {
    const playbook = againstFleet();
    const accounts = Array.from({ length: 12 }, (_, n) => {
      const story = new Story();
      for (let day = '2026-01-05'; day <= '2026-06-30'; day = addDays(day, 1)) {
        // From 1 June on half of what everybody does gets lost.
        if (day < '2026-06-01' || (n + Number(day.slice(8))) % 2 === 0) story.logins(day, 2 + n);
      }
      return { account: { id: `a${n}`, name: 'A' }, usageDays: story.usageDays() };
    });
    const freshness = () => ({ staleness: () => null });
    const span = { from: '2026-06-10', to: '2026-06-30' };
    const fleet = fleetTimeline({ accounts, playbook, businessDays, freshness, ...span });
    const told = ['2026-06-10', '2026-06-16', '2026-06-30'].map((day) => fleet.changeFor(level, day));
    // As of 9 June 8 of 28 days are halved, then 14, then 28 (of the days of before 1 June all count).
    expect(told.map((one) => one?.accounts)).toEqual([12, 12, 12]);
    const medians = told.map((one) => one?.median as number);
    [1 - 4 / 28, 1 - 7 / 28, 1 - 14 / 28].forEach((expected, n) => {
      expect(Math.abs((medians[n] as number) / expected - 1)).toBeLessThan(0.006);
    });
    expect(told[2]?.moved).toMatchObject({ way: 'down' });
  });
});
