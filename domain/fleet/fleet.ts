import { type EventLevel, nameOfLevel } from '../indicators/counter-level.ts';
import { addDays, type Day } from '../time/day.ts';

/** A level that all accounts are asked for, so that one of them can be set against the others. */
export type FleetLevel = EventLevel;

/** How a level of all accounts changed: the median of what is 1 at an account that stands where it usually does. */
export interface FleetChange {
  median: number;
  /** So many could be judged. */
  accounts: number;
  /** Where the fleet as a whole stands elsewhere than usual: which way, and since when without a day between. */
  moved?: { way: 'down' | 'up'; since: Day };
}

/** The accounts of a company as one, day by day. */
export interface Fleet {
  /** What evaluations of the day set an account against; `undefined` where nothing is known of that time. */
  changeFor(level: FleetLevel, asOf: Day): FleetChange | undefined;
}

/** Level → how it changed, as of one day. */
export type FleetChanges = Record<string, FleetChange>;

/** Fewer are no fleet: one of them would move the median by itself. */
export const FEWEST_ACCOUNTS = 10;
/** What counted a night that ran is good for, where later ones did not: a fleet moves by little in a day. */
export const CHANGES_HOLD_DAYS = 7;

/** By which a level is known among those kept of a day. */
export const keyOfLevel = (level: FleetLevel): string => nameOfLevel(level);

/** Of what was kept day by day, evaluations of a day go by the newest before it. */
export function fleetOf(kept: ReadonlyMap<Day, FleetChanges>): Fleet {
  return {
    changeFor(level, asOf) {
      const key = keyOfLevel(level);
      for (let back = 1; back <= CHANGES_HOLD_DAYS; back += 1) {
        const changes = kept.get(addDays(asOf, -back));
        if (changes !== undefined) return changes[key];
      }
      return undefined;
    },
  };
}
