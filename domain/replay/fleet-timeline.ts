import type { Account } from '../account/account.ts';
import { changesOfAccount, fleetLevelsOf } from '../fleet/account-changes.ts';
import { type ChangeCounts, changesOf, countChange } from '../fleet/change-counts.ts';
import { CHANGES_HOLD_DAYS, type Fleet, type FleetChanges, fleetOf } from '../fleet/fleet.ts';
import type { Playbook } from '../playbook/playbook.ts';
import type { Freshness } from '../sources/freshness.ts';
import type { BusinessDayCounts } from '../time/business-day-counts.ts';
import { addDays, type Day } from '../time/day.ts';
import type { UsageDay } from '../usage/tally/usage-tally.ts';
import { usageTimeline } from './timeline.ts';

export interface FleetPast {
  accounts: readonly { account: Account; usageDays: UsageDay[] }[];
  playbook: Playbook;
  businessDays: BusinessDayCounts;
  freshness: (asOf: Day) => Freshness;
  from: Day;
  to: Day;
}

/** The fleet of past days, out of every account's usage: what the nights of those days would have kept. */
export function fleetTimeline({ accounts, playbook, businessDays, freshness, from, to }: FleetPast): Fleet {
  const levels = fleetLevelsOf(playbook);
  const first = addDays(from, -CHANGES_HOLD_DAYS);
  const counts = new Map<Day, ChangeCounts>();
  for (const { account, usageDays } of levels.length === 0 ? [] : accounts) {
    const timeline = usageTimeline(usageDays, playbook, to);
    for (let day = first; day < to; day = addDays(day, 1)) {
      const ofDay = counts.get(day) ?? {};
      counts.set(day, ofDay);
      const known = { account, usage: timeline.asOf(day), businessDays, freshness: freshness(day) };
      for (const [level, change] of changesOfAccount(levels, known)) countChange(ofDay, level, change);
    }
  }
  const kept = new Map<Day, FleetChanges>();
  for (let day = first; day < to; day = addDays(day, 1)) {
    kept.set(day, changesOf(counts.get(day) ?? {}, day, kept.get(addDays(day, -1))));
  }
  return fleetOf(kept);
}
