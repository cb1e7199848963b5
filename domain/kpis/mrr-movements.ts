import type { Convert } from '../money/exchange-rates.ts';
import type { Money } from '../money/money.ts';
import { type Day, daysBetween } from '../time/day.ts';
import type { CourseStep, CustomerState } from './customer-course.ts';
import type { KpiRules } from './kpi-rules.ts';
import type { AccountChanges } from './kpi-summary.ts';

export const movementKinds = ['new', 'expansion', 'contraction', 'churn', 'reactivation'] as const;
export type MovementKind = (typeof movementKinds)[number];

/** What a day changed in what an account pays. */
export interface Movement {
  account: string;
  day: Day;
  kind: MovementKind;
  /** Never below 0, in the smallest unit of the currency of the report; `null` where it can't be told. */
  amount: number | null;
  /** How much of an expansion is paid for products that the account did not have. */
  crossSell?: number;
  /** Of who counts as new: it was a customer once. */
  isBack?: true;
  reason?: string;
}

type Rules = Pick<KpiRules, 'backWithinDays' | 'downgradeToFree'>;

export const isCustomer = ({ kind }: CustomerState, { downgradeToFree }: Pick<Rules, 'downgradeToFree'>) =>
  kind === 'paying' || kind === 'paused' || (kind === 'free' && downgradeToFree === 'contraction');

/** What the account pays, in the currency of the report; `null` where nobody knows, or there is no rate. */
export const worthOf = ({ mrr }: CustomerState, convert: Convert) => mrr && convert(mrr);

export function movementsOf({ account, opening, steps }: AccountChanges, rules: Rules, convert: Convert): Movement[] {
  let before = opening;
  return steps.flatMap((step) => {
    const movement = movementOf(before, step, rules, convert);
    before = step.state;
    if (movement === null) return [];
    const { reason, day } = step;
    return [{ account, day, ...movement, ...(reason !== undefined && { reason }) }];
  });
}

function movementOf(
  before: CustomerState,
  { day, state }: CourseStep,
  rules: Rules,
  convert: Convert,
): Pick<Movement, 'kind' | 'amount' | 'crossSell' | 'isBack'> | null {
  const [was, is] = [isCustomer(before, rules), isCustomer(state, rules)];
  const [paid, pays] = [worthOf(before, convert), worthOf(state, convert)];
  if (!was && !is) return null;
  if (was && !is) return { kind: 'churn', amount: paid };
  if (!was) {
    if (isBackInTime(before, day, rules)) return { kind: 'reactivation', amount: pays };
    return { kind: 'new', amount: pays, ...(before.kind !== 'none' && { isBack: true }) };
  }
  if (paid === null || pays === null || paid === pays) return null;
  if (pays < paid) return { kind: 'contraction', amount: paid - pays };
  const crossSell = Math.min(pays - paid, crossSold(before, state, convert));
  return { kind: 'expansion', amount: pays - paid, ...(crossSell > 0 && { crossSell }) };
}

/** Of what the company's ledger tells by product. */
function crossSold({ products: before }: CustomerState, { products: after }: CustomerState, convert: Convert): number {
  if (before === undefined || after === undefined) return 0;
  let sum = 0;
  for (const [product, paid] of Object.entries<Money>(after)) {
    if (!Object.hasOwn(before, product)) sum += convert(paid) ?? 0;
  }
  return sum;
}

/** Whether somebody who was a customer once is back before that counts as gone. */
function isBackInTime(away: CustomerState, day: Day, { backWithinDays, downgradeToFree }: Rules): boolean {
  const since = downgradeToFree === 'churn' ? away.unpaidSince : away.churnedSince;
  return since !== undefined && daysBetween(since, day) <= backWithinDays;
}

/** Whether a customer of the opening still is one at the end, and was never away for so long as to count as new. */
export function isRetained({ opening, steps }: AccountChanges, rules: Rules): boolean {
  let before = opening;
  for (const { day, state } of steps) {
    const isBack = !isCustomer(before, rules) && isCustomer(state, rules);
    if (isBack && !isBackInTime(before, day, rules)) return false;
    before = state;
  }
  return isCustomer(before, rules);
}
