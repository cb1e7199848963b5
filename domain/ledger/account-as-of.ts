import type { Account, Product, Stage } from '../account/account.ts';
import { withSumOfProducts } from '../account/products.ts';
import { goalFacts } from '../customer-page/goal-proposal.ts';
import { progressOf, type StageProgress } from '../stages/progress.ts';
import type { Day } from '../time/day.ts';
import { ledgerValues } from './entries-of-write.ts';
import { entriesAsOf, type FactsAsOf, factHistories, factsOf } from './facts-as-of.ts';
import type { LedgerEntry, LedgerFact, Mrr } from './ledger-entry.ts';
import { isWholePaid } from './whole-mrr.ts';

/** What a ledger says of a past day. */
export interface PastAccount {
  account: Account;
  /** Its way through the stages; `null` where the ledger knows no stage of that day. */
  stage: StageProgress | null;
  /** What is known of the account on another day, and not of that one. */
  unknownFacts: LedgerFact[];
}

/**
 * The account as it was on a day, as it was known before an instant, for who evaluates a past day. What the ledger does
 * not know is unknown, never today's value; facts that no ledger holds stay as they are.
 */
export function accountAsOf(account: Account, ledger: Iterable<LedgerEntry>, day: Day, knownBefore?: number): Account {
  return withSumOfProducts(recordAsOf(account, ledger, day, knownBefore));
}

/** The same as it would have been on record: what is paid for products is not summed up. */
export function recordAsOf(account: Account, ledger: Iterable<LedgerEntry>, day: Day, knownBefore?: number): Account {
  const entries = entriesAsOf(ledger, day, knownBefore);
  const { facts, products } = factsOf(entries);
  const { plan, licenses, recordLimit, stage, csm, segment, renewalDate, holds } = facts;
  const status = entries.find(({ fact }) => fact === 'status');
  const mrr = wholeMrr(entries);
  const hasLeft = status?.value === 'churned' || status?.value === 'free';
  return {
    ...account,
    products: productsOf(products),
    mrr: mrr?.amount,
    currency: mrr?.currency,
    plan: plan ?? undefined,
    licenses: licenses ?? undefined,
    recordLimit: recordLimit ?? undefined,
    stage: stage ?? undefined,
    csm: csm ?? undefined,
    segment: segment ?? undefined,
    renewalDate: renewalDate ?? undefined,
    holds: holds ?? undefined,
    churnedOn: hasLeft ? status.from : undefined,
    ...goalAsOf(facts, ledger),
  };
}

/** Its success goal. Of an account whose ledger holds none, as those that earlier releases began, it stays as it is. */
function goalAsOf(known: FactsAsOf['facts'], ledger: Iterable<LedgerEntry>): Partial<Account> {
  if (![...ledger].some(({ fact }) => isGoalFact(fact))) return {};
  return {
    goalName: known.goalName ?? undefined,
    goalMeasure: known.goalMeasure ?? undefined,
    goalStart: known.goalStart ?? undefined,
    goalTarget: known.goalTarget ?? undefined,
    goalDate: known.goalDate ?? undefined,
    goalSince: known.goalSince ?? undefined,
  };
}

const isGoalFact = (fact: LedgerFact) => (goalFacts as readonly string[]).includes(fact);

/** What is paid for the account as a whole; nothing, once nothing is paid for its products and nobody said otherwise since. */
function wholeMrr(entries: readonly LedgerEntry[]): Mrr | undefined {
  const whole = entries.find(({ fact, product }) => fact === 'mrr' && product === undefined);
  const ofProducts = entries.filter(({ fact, product }) => fact === 'mrr' && product !== undefined);
  const mrr = (whole?.value ?? undefined) as Mrr | undefined;
  const amounts = ofProducts.map(({ value }) => (value as Mrr | null)?.amount);
  if (whole === undefined || isWholePaid(whole, ofProducts) || amounts.some((amount) => amount)) return mrr;
  return amounts.includes(undefined) ? undefined : mrr && { ...mrr, amount: 0 };
}

/** What nothing more is known of than that nothing is paid for it, the account has not any more. */
function productsOf(known: FactsAsOf['products']): Product[] | undefined {
  const byName = [...known].sort(([a], [b]) => (a < b ? -1 : 1));
  const products = byName.flatMap(([name, { mrr, plan, licenses, recordLimit, renewalDate }]) => {
    const rest = { plan, licenses, recordLimit, renewalDate };
    const facts = Object.entries(rest).filter(([, value]) => value != null);
    if (facts.length === 0 && (mrr == null || mrr.amount === 0)) return [];
    const paid = mrr != null && { mrr: mrr.amount, ...(mrr.currency !== undefined && { currency: mrr.currency }) };
    return [{ name, ...paid, ...Object.fromEntries(facts) } as Product];
  });
  return products.length === 0 ? undefined : products;
}

/** An account on a past day, with what is not known of it: who evaluates the day has to say so. */
export function pastAccount(
  account: Account,
  ledger: readonly LedgerEntry[],
  day: Day,
  knownBefore?: number,
): PastAccount {
  const histories = factHistories(ledger, knownBefore);
  const isKnown = (fact: LedgerFact) => histories.get(fact)?.some(({ from }) => from <= day) ?? false;
  const isKnownOnAnother = (fact: LedgerFact) => histories.has(fact) || hasToday(account, fact);
  return {
    account: accountAsOf(account, ledger, day, knownBefore),
    stage: stageAsOf(histories.get('stage') ?? [], day),
    unknownFacts: evaluatedFacts.filter((fact) => !isKnown(fact) && isKnownOnAnother(fact)),
  };
}

/** Those that an evaluation may look at. */
const evaluatedFacts: readonly LedgerFact[] = [
  'status',
  'mrr',
  'plan',
  'licenses',
  'recordLimit',
  'stage',
  'csm',
  'segment',
  'renewalDate',
  'holds',
];

function hasToday(account: Account, fact: LedgerFact): boolean {
  if (fact === 'status') return account.churnedOn !== undefined;
  if (fact === 'stage') return account.stage !== undefined;
  return (ledgerValues[fact]?.read(account) ?? null) !== null;
}

function stageAsOf(history: readonly LedgerEntry[], day: Day): StageProgress | null {
  const begun = history.filter(({ from }) => from <= day);
  const forgotten = begun.findLastIndex(({ value }) => value === null);
  return progressOf(begun.slice(forgotten + 1).map(({ from, value }) => ({ stage: value as Stage, since: from })));
}
