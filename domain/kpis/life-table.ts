import type { LifeTable } from '../statistics/shifted-beta-geometric.ts';
import { addDays, addMonths, type Day, daysBetween, twoDigits } from '../time/day.ts';
import type { CustomerCourse, CustomerState } from './customer-course.ts';
import type { KpiRules } from './kpi-rules.ts';
import { isCustomer } from './mrr-movements.ts';

type Rules = Pick<KpiRules, 'backWithinDays' | 'downgradeToFree'>;

/** A customer's time with the company; without an end it lasts. */
interface Tenure {
  from: Day;
  until?: Day;
}

/**
 * By months of being a customer, how many came so far and how many of those left: of all customers until the end of a
 * day, those included who have left long ago. Tables of different accounts add up.
 */
export function lifeTable(courses: Iterable<CustomerCourse>, asOf: Day, rules: Rules): LifeTable {
  const atRisk: number[] = [];
  const left: number[] = [];
  for (const course of courses) {
    for (const { from, until } of tenures(course, asOf, rules)) {
      // Who leaves on the day that a month is full leaves at its end, not at the beginning of the next.
      const month = until === undefined ? undefined : fullMonths(from, addDays(until, -1));
      const months = month === undefined ? fullMonths(from, addDays(asOf, 1)) : month + 1;
      for (let age = 0; age < months; age += 1) atRisk[age] = (atRisk[age] ?? 0) + 1;
      if (month !== undefined) left[month] = (left[month] ?? 0) + 1;
    }
  }
  return { atRisk, left: atRisk.map((_, age) => left[age] ?? 0) };
}

/** Who is back in time was never gone; who comes back later begins anew. */
function tenures(course: CustomerCourse, asOf: Day, rules: Rules): Tenure[] {
  const found: Tenure[] = [];
  let was = false;
  for (const { day, state } of course) {
    if (day > asOf) break;
    const is: boolean = isCustomer(state as CustomerState, rules);
    const last = found.at(-1);
    if (is && !was) {
      const isBack = last?.until !== undefined && daysBetween(last.until, day) <= rules.backWithinDays;
      if (isBack) delete last.until;
      else found.push({ from: day });
    }
    if (!is && was && last !== undefined) last.until = day;
    was = is;
  }
  return found;
}

/** How many whole months lie between two days, the last one left out. */
function fullMonths(from: Day, until: Day): number {
  const monthNumber = (day: Day) => (twoDigits(day, 0) * 100 + twoDigits(day, 2)) * 12 + twoDigits(day, 5);
  const months = monthNumber(until) - monthNumber(from);
  return addMonths(from, months) > until ? months - 1 : months;
}

/** The table of the accounts of both. */
export const addLifeTables = (a: LifeTable, b: LifeTable): LifeTable => byAge(a, b, (x, y) => x + y);

/** The table without some of its accounts, whose own table is `part`. */
export const lessLifeTable = (whole: LifeTable, part: LifeTable): LifeTable => byAge(whole, part, (x, y) => x - y);

function byAge(a: LifeTable, b: LifeTable, of: (x: number, y: number) => number): LifeTable {
  const sums = (x: readonly number[], y: readonly number[]) =>
    Array.from({ length: Math.max(x.length, y.length) }, (_, age) => of(x[age] ?? 0, y[age] ?? 0));
  const atRisk = sums(a.atRisk, b.atRisk);
  const ages = atRisk.findLastIndex((customers) => customers > 0) + 1;
  return { atRisk: atRisk.slice(0, ages), left: sums(a.left, b.left).slice(0, ages) };
}
