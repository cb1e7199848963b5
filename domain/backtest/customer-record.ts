import { BEFORE_ALL, type CourseStep, type CustomerCourse, courseOf } from '../kpis/customer-course.ts';
import { isCustomer, type Movement, movementsOf } from '../kpis/mrr-movements.ts';
import type { LedgerEntry } from '../ledger/ledger-entry.ts';
import { converting } from '../money/exchange-rates.ts';
import { type Day, daysBetween } from '../time/day.ts';
import type { AccountRecord, Span } from './account-record.ts';
import type { CustomerRules, Outcome } from './question.ts';

/** The last day of what goes on. */
const STILL = Number.MAX_SAFE_INTEGER;

/**
 * When the account was a customer and what happened to it, by its ledger as it is known now: what signals saw is judged
 * by what was known then, what came of it by what is known since.
 */
export function customerRecord(
  account: string,
  ledger: readonly LedgerEntry[],
  { outcome, from, rules }: { outcome: Outcome; from: Day; rules: CustomerRules },
): Pick<AccountRecord, 'customer' | 'outcomes' | 'csms'> {
  const course = courseOf(ledger);
  const movements = [...movementsOfCourse(account, course, rules)];
  const cameBack = new Set(movements.filter(({ kind }) => kind === 'reactivation').map(({ day }) => day));
  const dayOf = (day: Day) => daysBetween(from, day);
  const customer: Span[] = [];
  const left: number[] = [];
  course.forEach((step, i) => {
    if (!isCustomer(step.state, rules)) return;
    const last = lastDayOf(course, i, dayOf);
    const before = customer.at(-1);
    const first = dayOf(step.day);
    // Who is back in time counts as never gone.
    const isSameSpan = before !== undefined && (before[1] === first - 1 || cameBack.has(step.day));
    if (isSameSpan && left.at(-1) === before[1] + 1) left.pop();
    if (isSameSpan) customer[customer.length - 1] = [before[0], last];
    else customer.push([first, last]);
    const next = course[i + 1];
    if (next !== undefined && !isCustomer(next.state, rules)) left.push(last + 1);
  });
  const happened = movements.filter(({ kind }) => kind === outcome).map(({ day }) => dayOf(day));
  return {
    customer,
    outcomes: outcome === 'churn' ? left : [...new Set(happened)].sort((a, b) => a - b),
    csms: course.flatMap((step, i) => {
      const { csm } = step.state.attributes;
      if (csm === undefined || !isCustomer(step.state, rules)) return [];
      return [{ csm, span: [dayOf(step.day), lastDayOf(course, i, dayOf)] as const }];
    }),
  };
}

function lastDayOf(course: CustomerCourse, i: number, dayOf: (day: Day) => number): number {
  const next: CourseStep | undefined = course[i + 1];
  return next === undefined ? STILL : dayOf(next.day) - 1;
}

/** Amounts of one currency are held against each other as they are: a rate that moves is no expansion. */
function* movementsOfCourse(account: string, steps: CustomerCourse, rules: CustomerRules): Generator<Movement> {
  const [first] = steps;
  if (first === undefined) return;
  const currencies = new Set(steps.flatMap(({ state }) => Object.keys(state.mrr ?? {})));
  if (currencies.size === 0) currencies.add('JPY');
  for (const currency of currencies) {
    // The month matters to rates only, and there are none.
    yield* movementsOf({ account, opening: BEFORE_ALL, steps }, rules, converting({ currency }, first.day.slice(0, 7)));
  }
}
