import { LOWEST_CHANGE } from './change-counts.ts';
import { FEWEST_ACCOUNTS, type FleetChange } from './fleet.ts';

/** What an account shares with the fleet, to be divided out of its own change. */
export type Side = 'fall' | 'rise';

/** Whether there are enough accounts to set one of them against. */
export const isFleet = (change: FleetChange | undefined): change is FleetChange =>
  change !== undefined && change.accounts >= FEWEST_ACCOUNTS;

/**
 * The part of the fleet's change that an account's own is divided by. Of a fall only a fall of the fleet, of a rise only
 * a rise: who stands still while others grow has not fallen. `null` where next to nothing is left anywhere, so that an
 * account of its own could not be told from the others.
 */
export function sharedWithFleet({ median }: FleetChange, side: Side): number | null {
  if (side === 'rise') return Math.max(1, median);
  return median <= LOWEST_CHANGE ? null : Math.min(1, median);
}

/** What all accounts did alike, and what is left of an account's own change without it; in percent. */
export interface FleetSeen {
  percent: number;
  beyond: number;
  /** So many accounts the fleet is made of. */
  accounts: number;
}

/** Of less nobody needs to be told. */
const LEAST_SHARED_IN_PERCENT = 5;

/** @param ratio the account's own change with the fleet's divided out */
export function fleetSeen(change: FleetChange, ratio: number, side: Side): FleetSeen | null {
  const percent = ((sharedWithFleet(change, side) ?? 1) - 1) * 100;
  if (Math.abs(percent) < LEAST_SHARED_IN_PERCENT) return null;
  return { percent, beyond: (ratio - 1) * 100, accounts: change.accounts };
}
