import type { Day } from '../time/day.ts';
import type { CustomerState } from './customer-course.ts';
import type { KpiSummary } from './kpi-summary.ts';

/** How many customers there were on a day, those who pay nothing among them; of days before the summary as it opened. */
export function customersByDay({ opening, changed }: KpiSummary): (day: Day) => number {
  const changes = new Map<Day, number>();
  for (const { opening: before, steps } of changed) {
    let was = isCustomer(before);
    for (const { day, state } of steps) {
      const is = isCustomer(state);
      if (is !== was) changes.set(day, (changes.get(day) ?? 0) + (is ? 1 : -1));
      was = is;
    }
  }
  let count = opening.paused + opening.free;
  for (const { customers } of opening.paying.values()) count += customers;
  const courses = [...changes].sort(([a], [b]) => (a < b ? -1 : 1));
  const first = count;
  const after = courses.map(([day, change]) => {
    count += change;
    return { day, count };
  });
  return (day) => after.findLast((one) => one.day <= day)?.count ?? first;
}

const isCustomer = ({ kind }: CustomerState) => kind !== 'none' && kind !== 'churned';
