import { type Account, hasChurned } from '../account/account.ts';
import { type BusinessDaysLookedAt, changeOf, eventLevelAt } from '../indicators/counter-level.ts';
import type { Freshness } from '../sources/freshness.ts';
import type { UsageHistory } from '../usage/usage-history.ts';
import { type FleetLevel, keyOfLevel } from './fleet.ts';

/** What of a playbook says which levels are set against the fleet. */
interface Watching {
  health: { indicators: Record<string, { kind: string }> };
  signals: Record<string, { when: { kind: string } }>;
}

/** Of less in the usual window a change says nothing: by chance alone it is half or double. */
const FEWEST_IN_USUAL_WINDOW = 8;

/** Every level that a playbook sets against the fleet, once each. */
export function fleetLevelsOf({ health, signals }: Watching): FleetLevel[] {
  const all = [...Object.values(health.indicators), ...Object.values(signals).map(({ when }) => when)];
  const levels = all.filter(isAgainstFleet);
  return [...new Map(levels.map((level) => [keyOfLevel(level), level])).values()];
}

function isAgainstFleet<One extends { kind: string }>(one: One): one is One & FleetLevel {
  return one.kind === 'counter-level' && 'against' in one && one.against === 'fleet';
}

/** What an account adds to the fleet: how each of the levels changed that can be judged, whatever is open of it. */
export function changesOfAccount(
  levels: readonly FleetLevel[],
  known: BusinessDaysLookedAt & { account: Account; usage: UsageHistory; freshness: Freshness },
): [level: string, change: number][] {
  const { account, usage, freshness } = known;
  if (hasChurned(account, usage.asOf)) return [];
  return levels.flatMap((level): [string, number][] => {
    if (freshness.staleness([level.event]) !== null) return [];
    const { window, baseline } = eventLevelAt(level, known);
    const change = changeOf(window, baseline);
    if (change === null || (baseline?.count ?? 0) < FEWEST_IN_USUAL_WINDOW) return [];
    return [[keyOfLevel(level), change]];
  });
}
