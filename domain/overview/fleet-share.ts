import { fleetSeen, isFleet } from '../fleet/beyond-fleet.ts';
import type { Fleet } from '../fleet/fleet.ts';
import type { HealthIndicator } from '../health/health-rules.ts';
import type { UsageHistory } from '../usage/usage-history.ts';

/** How all customers moved, in percent, by each indicator of the score that their fall is taken out of; of less than it takes to be told, nothing. */
export function sharedByIndicator(
  indicators: Readonly<Record<string, HealthIndicator>>,
  { usage, fleet }: { usage: Pick<UsageHistory, 'asOf'>; fleet?: Fleet | undefined },
): Map<string, number> {
  const shared = Object.entries(indicators).flatMap(([name, rule]): [string, number][] => {
    if (rule.kind !== 'counter-level' || rule.against !== 'fleet') return [];
    const change = fleet?.changeFor(rule, usage.asOf);
    const seen = isFleet(change) ? fleetSeen(change, 1, 'fall') : null;
    return seen === null ? [] : [[name, seen.percent]];
  });
  return new Map(shared);
}
