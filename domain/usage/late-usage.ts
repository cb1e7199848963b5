import { groupedBy } from '../collections/grouped-by.ts';
import { addDays, type Day, LAST_DAY } from '../time/day.ts';
import type { UsageDay } from './tally/usage-tally.ts';

/** A usage day is expected to be whole by the end of the day after it: what changes it then was not known in time. */
export const isChangedLate = (day: Day, today: Day) => today > addDays(day, 1);

/** What stood of a usage day until it changed late. */
export interface OvertakenDay {
  before: UsageDay;
  /** The day on which it changed. */
  changedOn: Day;
}

/** What came late of a usage day. */
export interface LateChange {
  day: Day;
  changedOn: Day;
  /** Events whose counts changed, by name; none where as many events tell otherwise. */
  events: { event: string; before: number; after: number }[];
}

/**
 * Usage as it was known at the end of a day: what came later is not in it.
 *
 * @param overtaken of these days, in any order
 */
export function usageAsKnownOn(
  days: readonly UsageDay[],
  overtaken: readonly OvertakenDay[],
  knownOn: Day,
): UsageDay[] {
  const isKnown = ({ changedOn = '' }: UsageDay) => changedOn <= knownOn;
  return versionsOf(days, overtaken).flatMap((versions) => versions.findLast(isKnown) ?? []);
}

/**
 * Usage with what was loaded of the time before any of it came in time: nobody listened then, so nothing of it was late. It
 * counts as known on its own days.
 *
 * @param overtaken of these days, in any order
 */
export function withLoadedHistory(days: readonly UsageDay[], overtaken: readonly OvertakenDay[]): UsageDay[] {
  const versions = [...days, ...overtaken.map(({ before }) => before)];
  const inTime = versions.flatMap(({ day, changedOn }) => (changedOn === undefined ? [day] : []));
  const first = inTime.reduce((a, b) => (a < b ? a : b), LAST_DAY);
  return days.map((day) => {
    const { changedOn: _, ...asKnown } = day;
    return day.day < first ? asKnown : day;
  });
}

/** What came of the days up to one once that one was over, the earliest usage first. */
export function lateChanges(days: readonly UsageDay[], overtaken: readonly OvertakenDay[], asOf: Day): LateChange[] {
  const past = days.filter(({ day }) => day <= asOf);
  return versionsOf(past, overtaken).flatMap((versions) =>
    versions.flatMap((after, i) => {
      const { day, changedOn } = after;
      if (changedOn === undefined || changedOn <= asOf) return [];
      return [{ day, changedOn, events: changedCounts(versions[i - 1], after) }];
    }),
  );
}

/** Of each day what stood of it, one after the other; the last one stands. */
function versionsOf(days: readonly UsageDay[], overtaken: readonly OvertakenDay[]): UsageDay[][] {
  const ofDay = groupedBy(overtaken, ({ before }) => before.day);
  return days.map((day) => {
    const inOrder = (ofDay.get(day.day) ?? []).toSorted((a, b) => (a.changedOn < b.changedOn ? -1 : 1));
    return [...inOrder.map(({ before }) => before), day];
  });
}

function changedCounts(before: UsageDay | undefined, after: UsageDay): LateChange['events'] {
  const [was, is] = [countsOf(before), countsOf(after)];
  return [...new Set([...was.keys(), ...is.keys()])]
    .sort()
    .map((event) => ({ event, before: was.get(event) ?? 0, after: is.get(event) ?? 0 }))
    .filter((change) => change.before !== change.after);
}

const countsOf = (day: UsageDay | undefined) => new Map(day?.names.map((name, i) => [name, day.counts[i] as number]));
