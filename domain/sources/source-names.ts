import { addDays, type Day } from '../time/day.ts';
import type { IsUsed } from '../usage/tally/limit-tally.ts';

/** The event names of a source, with the first and the last day that each is dated. */
export interface SourceNames {
  names: Map<string, Day>;
  lastDays: Map<string, Day>;
  /** On the day named last: how many names that the playbook does not live on were new. */
  newOn?: { day: Day; count: number };
  /** The days from the first to the last of those, without a day between, on which names of the day had no place. */
  fullFrom?: Day;
  fullOn?: Day;
}

/** What events tell of a source's names. */
export interface NamesSeen {
  /** Event name → the earliest day of those seen. */
  names: Map<string, Day>;
  /** Event name → the latest day of those seen. */
  lastDays: Map<string, Day>;
}

export interface NamesRule {
  isUsed: IsUsed;
  today: Day;
  mostNewADay: number;
}

/** A source that puts ids into the names of its events has names without end; an item has not. */
const MOST_NAMES = 850;
/** A name that did not come for so long makes room, and nobody needs to know. */
const RECENT_IN_DAYS = 35;

/**
 * Adds what was seen, in place; tells whether anything changed, and how many names had no place. Names that the playbook lives on always have a place. Of
 * the others those stay that came last, and of equals the first by name; only so many of them are new in a day.
 */
export function learnNames(
  known: SourceNames,
  seen: NamesSeen,
  { isUsed, today, mostNewADay }: NamesRule,
): { isChanged: boolean; leftOut: number } {
  const { names, lastDays } = known;
  let newToday = known.newOn?.day === today ? known.newOn.count : 0;
  let isChanged = false;
  let leftOut = 0;
  for (const [name, day] of seen.names) {
    const first = names.get(name);
    if (first !== undefined && first <= day) continue;
    if (first === undefined && !isUsed(name)) {
      if (newToday >= mostNewADay || !hasPlace(known, name, seen.lastDays.get(name) ?? day, isUsed)) {
        leftOut += 1;
        continue;
      }
      newToday += 1;
      known.newOn = { day: today, count: newToday };
    }
    names.set(name, day);
    lastDays.set(name, lastDays.get(name) ?? day);
    isChanged = true;
  }
  for (const [name, day] of seen.lastDays) {
    if (!names.has(name) || (lastDays.get(name) ?? '') >= day) continue;
    lastDays.set(name, day);
    isChanged = true;
  }
  const recent = addDays(today, -RECENT_IN_DAYS);
  for (const name of beyondRoom(known, isUsed)) {
    if ((lastDays.get(name) ?? '') >= recent) leftOut += 1;
    names.delete(name);
    lastDays.delete(name);
    isChanged = true;
  }
  if (leftOut > 0 && known.fullOn !== today) {
    known.fullFrom = known.fullOn === addDays(today, -1) ? (known.fullFrom ?? today) : today;
    known.fullOn = today;
    isChanged = true;
  }
  return { isChanged, leftOut };
}

/** One that would leave again at once is not written down first. */
function hasPlace({ names, lastDays }: SourceNames, name: string, lastDay: Day, isUsed: IsUsed): boolean {
  if (names.size < MOST_NAMES) return true;
  for (const known of names.keys()) {
    if (isUsed(known)) continue;
    const theirs = lastDays.get(known) ?? '';
    if (theirs < lastDay || (theirs === lastDay && known > name)) return true;
  }
  return false;
}

function beyondRoom({ names, lastDays }: SourceNames, isUsed: IsUsed): string[] {
  if (names.size <= MOST_NAMES) return [];
  const rankOf = (name: string) => (isUsed(name) ? 1 : 0);
  const lastDayOf = (name: string) => lastDays.get(name) ?? '';
  return [...names.keys()]
    .sort((a, b) => {
      if (rankOf(a) !== rankOf(b)) return rankOf(b) - rankOf(a);
      if (lastDayOf(a) !== lastDayOf(b)) return lastDayOf(a) > lastDayOf(b) ? -1 : 1;
      return a < b ? -1 : 1;
    })
    .slice(MOST_NAMES);
}
