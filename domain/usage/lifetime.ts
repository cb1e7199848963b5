import { type Day, type Month, monthOf } from '../day.ts';
import { eachPair, encodePair, joinPairs } from './encoded-pairs.ts';
import type { UsageDay } from './usage-tally.ts';

/** The first day something was seen, and the month it was last seen in (a month, so that it rarely has to be rewritten). */
export interface Seen {
  first: Day;
  lastMonth: Month;
}

/**
 * What no window of recent days can tell: since when an account, an event or a user exists, and where to look for
 * its last appearance. Merging takes the earliest first and the latest last, so order and repetition don't matter.
 */
export interface Lifetime {
  events: Map<string, Seen>;
  users: Map<string, Seen>;
}

export function emptyLifetime(): Lifetime {
  return { events: new Map(), users: new Map() };
}

/** Adds a day to the lifetime in place; tells whether anything new was learnt. */
export function learnDay(lifetime: Lifetime, day: UsageDay): boolean {
  let changed = false;
  for (const name of day.names) changed = see(lifetime.events, name, day.day) || changed;
  for (const user of day.users) changed = see(lifetime.users, user, day.day) || changed;
  return changed;
}

/** Widens what is known of `key` by another sighting; for merging stored parts as well as for learning days. */
export function see(seen: Map<string, Seen>, key: string, first: Day, lastMonth: Month = monthOf(first)): boolean {
  const known = seen.get(key);
  if (known === undefined) {
    seen.set(key, { first, lastMonth });
    return true;
  }
  if (known.first <= first && known.lastMonth >= lastMonth) return false;
  if (first < known.first) known.first = first;
  if (lastMonth > known.lastMonth) known.lastMonth = lastMonth;
  return true;
}

/** `login=2024-04-01,2026-05&…` in the order of the keys, so that equal knowledge is equal bytes. */
export function encodeSeen(seen: ReadonlyMap<string, Seen>): string {
  const keys = [...seen.keys()].sort();
  return joinPairs(
    keys.map((key) => {
      const { first, lastMonth } = seen.get(key) as Seen;
      return encodePair(key, `${first},${lastMonth}`);
    }),
  );
}

/** Adds what is stored in `text` to `seen`. */
export function decodeSeenInto(seen: Map<string, Seen>, text: string): void {
  eachPair(text, (key, value) => {
    const comma = value.indexOf(',');
    see(seen, key, value.slice(0, comma), value.slice(comma + 1));
  });
}
