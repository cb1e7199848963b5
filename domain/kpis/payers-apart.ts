import { addDays } from '../time/day.ts';
import { type CustomerCourse, stateOn } from './customer-course.ts';
import type { ApartAccount } from './kpi-report.ts';
import { attributeOf, type Cut, currenciesOf } from './kpi-summary.ts';
import type { Period } from './period.ts';

/** Who of these accounts paid in one of the currencies when each of the periods opened. Lists of different accounts add up. */
export function payersApart(
  accounts: Iterable<readonly [account: string, course: CustomerCourse]>,
  periods: readonly Period[],
  { currencies, cut }: { currencies: readonly string[]; cut?: Cut | undefined },
): ApartAccount[][] {
  const found = periods.map((): ApartAccount[] => []);
  for (const [account, course] of accounts) {
    for (const [i, { first }] of periods.entries()) {
      const state = stateOn(course, addDays(first, -1));
      if (state.kind !== 'paying') continue;
      const paidIn = currenciesOf(state);
      const isWithin = cut === undefined || attributeOf(state, cut.dimension) === cut.value;
      if (isWithin && currencies.includes(paidIn)) found[i]?.push({ account, currencies: paidIn });
    }
  }
  return found;
}
