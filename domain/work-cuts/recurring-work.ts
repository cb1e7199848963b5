import type { LoggedWork } from '../activities/work-log.ts';
import { groupedBy } from '../collections/grouped-by.ts';
import { addCounts, countsOfCluster, NO_COUNTS } from '../statistics/clustered-share.ts';
import type { Interval } from '../statistics/intervals.ts';
import { daysBetween } from '../time/day.ts';
import { type ToldShare, toldClusteredShare } from './told-share.ts';

/** What an account asks again within so many days could have been told the first time, before it had to ask. */
export const REPEATED_WITHIN_IN_DAYS = 90;
const DAYS_A_MONTH = 365.25 / 12;

/** Reactive work of one kind, and what it would save to do it before anybody asks. */
export interface RecurringWork {
  activity: string;
  works: number;
  accounts: number;
  minutesAMonth: number;
  /** Of how many works that is not known. */
  untimed: number;
  /** How many of them repeat one for the same account. */
  repeated: ToldShare;
  /** Minutes a month; `null` where there are too few works to tell. */
  saving: number | null;
  savingInterval: Interval | null;
}

/**
 * Kinds of reactive work, by what would be saved of them: what is most surely saved first. Those with too few works come
 * last, in no order but that of their names.
 * @param days how long the period was
 */
export function recurringWork(work: readonly LoggedWork[], days: number): RecurringWork[] {
  const reactive = work.filter(({ initiative }) => initiative === 'reactive');
  const kinds = [...groupedBy(reactive, ({ activity }) => activity ?? undefined)].map(([activity, some]) =>
    recurringOf(activity, some, days),
  );
  return kinds.sort(
    (a, b) =>
      Number(a.saving === null) - Number(b.saving === null) ||
      (a.saving === null ? 0 : surest(b) - surest(a)) ||
      (a.activity < b.activity ? -1 : 1),
  );
}

const surest = ({ savingInterval }: RecurringWork) => savingInterval?.[0] ?? 0;

function recurringOf(activity: string, work: readonly LoggedWork[], days: number): RecurringWork {
  const byAccount = groupedBy(work, ({ account }) => account);
  let counts = NO_COUNTS;
  for (const some of byAccount.values()) counts = addCounts(counts, countsOfCluster(repeatedIn(some), some.length));
  const timed = work.filter(({ minutes }) => minutes !== undefined);
  const minutes = timed.reduce((sum, one) => sum + (one.minutes ?? 0), 0);
  const minutesAMonth = days <= 0 ? 0 : (minutes * DAYS_A_MONTH) / days;
  const repeated = toldClusteredShare(counts);
  const { share, interval } = repeated;
  return {
    activity,
    works: work.length,
    accounts: byAccount.size,
    minutesAMonth,
    untimed: work.length - timed.length,
    repeated,
    saving: share === null ? null : minutesAMonth * share,
    savingInterval: interval && [minutesAMonth * interval[0], minutesAMonth * interval[1]],
  };
}

function repeatedIn(work: readonly LoggedWork[]): number {
  const days = work.map(({ day }) => day).sort();
  return days.filter((day, i) => i > 0 && daysBetween(days[i - 1] as string, day) <= REPEATED_WITHIN_IN_DAYS).length;
}
