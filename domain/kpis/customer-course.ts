import { type FactHistory, factHistories } from '../ledger/facts-as-of.ts';
import type { CustomerStatus, LedgerEntry, LedgerFact, Mrr } from '../ledger/ledger-entry.ts';
import { isWholePaid } from '../ledger/whole-mrr.ts';
import { addMoney, isSameMoney, type Money, moneyOf, NO_MONEY, smallestUnits } from '../money/money.ts';
import type { Day } from '../time/day.ts';
import { withChurnReasons } from './churn-reasons.ts';
import type { CustomerKind } from './customer-kind.ts';

/** By what KPIs can be cut. */
export const attributes = ['segment', 'stage', 'plan', 'csm'] as const;
export type Attribute = (typeof attributes)[number];
type Attributes = { readonly [Name in Attribute]?: string };

/** What an account is on a day, before it is said since when. */
export interface CustomerFacts {
  kind: CustomerKind;
  /** What it pays a month; `null` where that is not known. Of others than paying customers nothing. */
  mrr: Money | null;
  /** By product, where the ledger tells products apart. */
  products?: Readonly<Record<string, Money>>;
  attributes: Attributes;
}

export interface CustomerState extends CustomerFacts {
  /** Of who is no paying customer any more: the day on which that began. */
  unpaidSince?: Day;
  /** Of who has left: the day. */
  churnedSince?: Day;
}

/** A day on which something changed that KPIs look at. */
export interface CourseStep {
  day: Day;
  state: CustomerState;
  /** Why, as the ledger says it. */
  reason?: string;
}

/** An account's way as a customer, the oldest step first; before the first step it is nothing to us. */
export type CustomerCourse = readonly CourseStep[];

export const BEFORE_ALL: CustomerState = { kind: 'none', mrr: NO_MONEY, attributes: {} };

/** What of an account's ledger is looked at. */
export interface CourseView {
  /** As it was known before this instant (ms); as it is known now unless said. */
  knownBefore?: number;
  /** What it pays for this product alone. */
  product?: string;
}

/** The facts of a ledger that a course is made of. */
const looksAt: ReadonlySet<LedgerFact> = new Set(['status', 'mrr', ...attributes]);

/** Of what was said of a product's plan and the like nothing is looked at but what is paid. */
const isLookedAt = ({ fact, product }: LedgerEntry) => looksAt.has(fact) && (product === undefined || fact === 'mrr');

export function courseOf(entries: Iterable<LedgerEntry>, { knownBefore, product }: CourseView = {}): CustomerCourse {
  const all = factHistories(entries, knownBefore);
  const histories = [...all.values()].filter(([first]) => isLookedAt(first));
  const changes = histories.flatMap((history) => history.map((entry) => ({ entry, history })));
  changes.sort((a, b) => (a.entry.from < b.entry.from ? -1 : Number(a.entry.from > b.entry.from)));
  const now = new Map<FactHistory, LedgerEntry>();
  const steps = new CourseBuilder();
  const recordedAt = new Map<Day, number>();
  for (let i = 0; i < changes.length; ) {
    const day = (changes[i] as (typeof changes)[number]).entry.from;
    let reason: string | undefined;
    for (; changes[i]?.entry.from === day; i += 1) {
      const { entry, history } = changes[i] as (typeof changes)[number];
      now.set(history, entry);
      if ((entry.fact !== 'status' && entry.fact !== 'mrr') || entry.reason === undefined) continue;
      reason = entry.reason;
      recordedAt.set(day, entry.recordedAt);
    }
    steps.add(day, factsOn(now.values(), product, steps.last), reason);
  }
  const reasons = all.get('churnReason');
  if (reasons === undefined) return steps.steps;
  return withChurnReasons(steps.steps, { reasons, renewals: all.get('renewalDate'), recordedAt });
}

/** What the entries of a day make of an account that was something before. */
function factsOn(
  entries: Iterable<LedgerEntry>,
  onlyProduct: string | undefined,
  before: CustomerState,
): CustomerFacts {
  let status: CustomerStatus | null = null;
  let whole: LedgerEntry | undefined;
  const ofProducts: LedgerEntry[] = [];
  const found: Record<string, string> = {};
  for (const entry of entries) {
    const { fact, product, value } = entry;
    if (fact === 'status') status = value;
    else if (fact !== 'mrr') {
      if (value !== null) found[fact] = value as string;
    } else if (product === undefined) whole = entry;
    else ofProducts.push(entry);
  }
  const byProduct = ofProducts.map(({ product, value }): [string, Mrr | null] => [
    product as string,
    value as Mrr | null,
  ]);
  const ofWhole = whole && isWholePaid(whole, ofProducts) ? (whole.value as Mrr | null) : undefined;
  const paid = onlyProduct === undefined ? paidFor(ofWhole, byProduct) : paidForOne(onlyProduct, byProduct);
  const kind = kindOf(status, paid, before);
  const inOrder: Record<string, string> = {};
  for (const name of attributes) if (found[name] !== undefined) inOrder[name] = found[name] as string;
  if (kind !== 'paying') return { kind, mrr: NO_MONEY, attributes: inOrder };
  const products = onlyProduct === undefined ? productsOf(byProduct) : undefined;
  return { kind, mrr: paid ?? null, ...(products && { products }), attributes: inOrder };
}

const amountOf = ({ amount, currency = '' }: Mrr): Money => moneyOf(smallestUnits(amount, currency), currency);

/**
 * `undefined`: the ledger says nothing of it.
 *
 * @param whole what is paid for the account as a whole, where that counts
 */
function paidFor(whole: Mrr | null | undefined, byProduct: [string, Mrr | null][]): Money | null | undefined {
  if (whole !== undefined || byProduct.length === 0) return whole && amountOf(whole);
  let sum: Money = NO_MONEY;
  for (const [, mrr] of byProduct) {
    if (mrr === null) return null;
    sum = addMoney(sum, amountOf(mrr));
  }
  return sum;
}

/** Who has never had the product pays nothing for it. */
function paidForOne(product: string, byProduct: [string, Mrr | null][]): Money | null {
  const mrr = byProduct.find(([name]) => name === product)?.[1];
  return mrr === undefined ? NO_MONEY : mrr && amountOf(mrr);
}

function productsOf(byProduct: [string, Mrr | null][]): Record<string, Money> | undefined {
  const paid = byProduct.flatMap(([product, mrr]) =>
    mrr === null || mrr.amount === 0 ? [] : [[product, amountOf(mrr)]],
  );
  return paid.length === 0 ? undefined : Object.fromEntries(paid);
}

/**
 * Who pays is a customer, and who is said to be one. Who pays nothing any more has gone over to a free plan, whether
 * somebody says so or the amount does. Nobody leaves who never came.
 */
function kindOf(
  status: CustomerStatus | null,
  paid: Money | null | undefined,
  { kind: before }: CustomerState,
): CustomerKind {
  const isCustomer = before === 'paying' || before === 'paused' || before === 'free';
  const wasCustomer = before !== 'none';
  switch (status) {
    case 'churned':
      return wasCustomer ? 'churned' : 'none';
    case 'free':
      return isCustomer ? 'free' : before;
    case 'paused':
      return isCustomer ? 'paused' : before;
    case 'active':
    case 'reactivated':
      return paysNothing(paid) ? (isCustomer ? 'free' : before) : 'paying';
    case null:
      if (paysNothing(paid)) return isCustomer ? 'free' : before;
      return paid == null && before !== 'paused' ? before : 'paying';
  }
}

const paysNothing = (paid: Money | null | undefined) => paid != null && Object.keys(paid).length === 0;

/** Puts a course together, day by day, and leaves out days on which nothing changed. */
export class CourseBuilder {
  readonly steps: CourseStep[] = [];

  get last(): CustomerState {
    return this.steps.at(-1)?.state ?? BEFORE_ALL;
  }

  add(day: Day, facts: CustomerFacts, reason?: string): void {
    const state = withDates(this.last, facts, day);
    if (isSameState(this.last, state)) return;
    this.steps.push({ day, state, ...(reason !== undefined && { reason }) });
  }
}

function withDates(before: CustomerState, facts: CustomerFacts, day: Day): CustomerState {
  const { kind } = facts;
  if (kind !== 'free' && kind !== 'churned') return facts;
  const unpaidSince = before.unpaidSince ?? day;
  return { ...facts, unpaidSince, ...(kind === 'churned' && { churnedSince: day }) };
}

/** Of those who are no customers it doesn't matter what else they are. */
function isSameState(a: CustomerState, b: CustomerState): boolean {
  if (a.kind !== b.kind) return false;
  if (a.kind === 'none' || a.kind === 'churned') return true;
  if (a.mrr === null || b.mrr === null ? a.mrr !== b.mrr : !isSameMoney(a.mrr, b.mrr)) return false;
  if (attributes.some((name) => a.attributes[name] !== b.attributes[name])) return false;
  return a.products === b.products || JSON.stringify(a.products) === JSON.stringify(b.products);
}

/** What the account was at the end of a day. */
export function stateOn(course: CustomerCourse, day: Day): CustomerState {
  return course.findLast((step) => step.day <= day)?.state ?? BEFORE_ALL;
}
