import type { LoggedWork } from '../activities/work-log.ts';
import { groupedBy } from '../collections/grouped-by.ts';
import { addCounts, countsOfCluster, NO_COUNTS } from '../statistics/clustered-share.ts';
import type { Interval } from '../statistics/intervals.ts';
import { daysBetween } from '../time/day.ts';
import { costOfWork, type WorkPrice } from './cost-of-work.ts';
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
  /** Minutes a month; `null` where there are too few works to tell, or nobody wrote down how long one of them took. */
  saving: number | null;
  savingInterval: Interval | null;
  /** In money a month, where it is known what an hour costs. */
  inMoney: { cost: number; saving: number | null; savingInterval: Interval | null } | null;
}

const UNPRICED: WorkPrice = { costOf: () => 0 };

/**
 * Kinds of reactive work, by what would be saved of them: what is most surely saved first, in money where it is known what
 * an hour costs, else in minutes. Those with too few works come last, in no order but that of their names.
 * @param days how long the period was
 */
export function recurringWork(work: readonly LoggedWork[], days: number, price: WorkPrice = UNPRICED): RecurringWork[] {
  const reactive = work.filter(({ initiative }) => initiative === 'reactive');
  const kinds = [...groupedBy(reactive, ({ activity }) => activity ?? undefined)].map(([activity, some]) =>
    recurringOf(activity, some, { days, price }),
  );
  return kinds.sort(
    (a, b) =>
      Number(a.saving === null) - Number(b.saving === null) ||
      (a.saving === null ? 0 : surest(b) - surest(a)) ||
      (a.activity < b.activity ? -1 : 1),
  );
}

const surest = ({ savingInterval, inMoney }: RecurringWork) => (inMoney?.savingInterval ?? savingInterval)?.[0] ?? 0;

function recurringOf(
  activity: string,
  work: readonly LoggedWork[],
  { days, price }: { days: number; price: WorkPrice },
): RecurringWork {
  const byAccount = groupedBy(work, ({ account }) => account);
  let counts = NO_COUNTS;
  for (const some of byAccount.values()) counts = addCounts(counts, countsOfCluster(repeatedIn(some), some.length));
  const timed = work.filter(({ minutes }) => minutes !== undefined);
  const minutes = timed.reduce((sum, one) => sum + (one.minutes ?? 0), 0);
  const aMonth = (amount: number) => (days <= 0 ? 0 : (amount * DAYS_A_MONTH) / days);
  const minutesAMonth = aMonth(minutes);
  const repeated = toldClusteredShare(counts);
  const cost = costOfWork({ activity, works: work.length, minutes }, price);
  return {
    activity,
    works: work.length,
    accounts: byAccount.size,
    minutesAMonth,
    untimed: work.length - timed.length,
    repeated,
    ...savingOf(timed.length === 0 ? null : minutesAMonth, repeated),
    inMoney:
      cost === null ? null : { cost: aMonth(cost), ...savingOf(timed.length === 0 ? null : aMonth(cost), repeated) },
  };
}

const savingOf = (
  amount: number | null,
  { share, interval }: ToldShare,
): Pick<RecurringWork, 'saving' | 'savingInterval'> => ({
  saving: amount === null || share === null ? null : amount * share,
  savingInterval: amount === null ? null : interval && [amount * interval[0], amount * interval[1]],
});

function repeatedIn(work: readonly LoggedWork[]): number {
  const days = work.map(({ day }) => day).sort();
  return days.filter((day, i) => i > 0 && daysBetween(days[i - 1] as string, day) <= REPEATED_WITHIN_IN_DAYS).length;
}
