import type { Account, Product, Stage } from '../account/account.ts';
import type { ReportedFacts } from '../import/facts.ts';
import type { Day } from '../time/day.ts';
import type { LocalClock } from '../time/time-zone.ts';
import { factHistories } from './facts-as-of.ts';
import {
  type FactValue,
  historyKey,
  type LedgerEntry,
  type LedgerFact,
  type ProductFact,
  productFacts,
  type Recorder,
} from './ledger-entry.ts';

/** When something was written down, and by whom. */
interface Attribution {
  /** In milliseconds since 1970. */
  recordedAt: number;
  by: Recorder;
}

/** The same, and on whose clock. */
export interface Recording extends Attribution {
  clock: Pick<LocalClock, 'dayOf'>;
}

type AccountFact = keyof Account;

/** What an account's facts say of each fact of the ledger, and what they say it by. */
export const ledgerValues: {
  [Fact in LedgerFact]?: { of: AccountFact[]; read(account: Account): FactValue<Fact> | null };
} = {
  mrr: {
    of: ['mrr', 'currency'],
    read: ({ mrr, currency }) =>
      mrr === undefined ? null : { amount: mrr, ...(currency !== undefined && { currency }) },
  },
  plan: { of: ['plan'], read: ({ plan = null }) => plan },
  licenses: { of: ['licenses'], read: ({ licenses = null }) => licenses },
  recordLimit: { of: ['recordLimit'], read: ({ recordLimit = null }) => recordLimit },
  csm: { of: ['csm'], read: ({ csm = null }) => csm },
  segment: { of: ['segment'], read: ({ segment = null }) => segment },
  renewalDate: { of: ['renewalDate'], read: ({ renewalDate = null }) => renewalDate },
  parent: { of: ['parent'], read: ({ parent = null }) => parent },
  holds: { of: ['holds'], read: ({ holds = null }) => holds },
  goalName: { of: ['goalName'], read: ({ goalName = null }) => goalName },
  goalMeasure: { of: ['goalMeasure'], read: ({ goalMeasure = null }) => goalMeasure },
  goalStart: { of: ['goalStart'], read: ({ goalStart = null }) => goalStart },
  goalTarget: { of: ['goalTarget'], read: ({ goalTarget = null }) => goalTarget },
  goalDate: { of: ['goalDate'], read: ({ goalDate = null }) => goalDate },
  goalSince: { of: ['goalSince'], read: ({ goalSince = null }) => goalSince },
};

/**
 * The entries of a write of an account's facts. A fact is so from the day that it was reported for; where nobody said
 * one, from the day of the write. The stage that facts name is none of them: an evaluation decides what comes of it.
 */
export function entriesOfWrite(
  before: ReportedFacts<'accounts'> | undefined,
  after: ReportedFacts<'accounts'>,
  recording: Recording,
): LedgerEntry[] {
  const changed = Object.entries(ledgerValues).flatMap(([fact, { of, read }]) => {
    const value = read(after.facts);
    if (JSON.stringify(value) === JSON.stringify(before ? read(before.facts) : null)) return [];
    return [entryOf(recording, { fact: fact as LedgerFact, from: reportedDay(after, of, recording), value })];
  });
  return [
    ...changed,
    ...(changed.some(({ fact }) => fact === 'mrr') ? [] : backToWhole(before, after, recording)),
    ...entriesOfProducts(before, after, recording),
    ...startOf(before, after, recording),
    ...endOf(before, after, recording),
    ...reasonOfEnd(before, after, recording),
  ];
}

/** Who pays by product no more pays what is said of the whole, also where that was said before. */
function backToWhole(
  before: ReportedFacts<'accounts'> | undefined,
  after: ReportedFacts<'accounts'>,
  recording: Recording,
): LedgerEntry[] {
  const value = ledgerValues.mrr?.read(after.facts) ?? null;
  if (value === null || before === undefined || !paysByProduct(before) || paysByProduct(after)) return [];
  return [entryOf(recording, { fact: 'mrr', from: reportedDay(after, ['products'], recording), value })];
}

const paysByProduct = ({ facts: { products = [] } }: ReportedFacts<'accounts'>) =>
  products.some(({ mrr }) => mrr !== undefined);

/** What an account has not any more it pays nothing for: that is known of it. */
function entriesOfProducts(
  before: ReportedFacts<'accounts'> | undefined,
  after: ReportedFacts<'accounts'>,
  recording: Recording,
): LedgerEntry[] {
  const valuesOf = ({ facts: { products = [], currency } }: ReportedFacts<'accounts'>) =>
    new Map(products.map((product) => [product.name, productValues(product, currency)]));
  const was = before ? valuesOf(before) : new Map<string, ProductValues>();
  const is = valuesOf(after);
  const from = () => reportedDay(after, ['products'], recording);
  return [...new Set([...was.keys(), ...is.keys()])].flatMap((product) => {
    const then = was.get(product);
    const now = is.get(product) ?? { mrr: then?.mrr && { ...then.mrr, amount: 0 } };
    return productFacts.flatMap((fact) => {
      const value = now[fact] ?? null;
      if (JSON.stringify(value) === JSON.stringify(then?.[fact] ?? null)) return [];
      return [{ ...entryOf(recording, { fact, from: from(), value }), product } as LedgerEntry];
    });
  });
}

type ProductValues = { [Fact in ProductFact]?: FactValue<Fact> | null | undefined };

function productValues({ name: _, mrr, currency, ...rest }: Product, usualCurrency: string | undefined): ProductValues {
  if (mrr === undefined) return rest;
  const paidIn = currency ?? usualCurrency;
  return { ...rest, mrr: { amount: mrr, ...(paidIn !== undefined && { currency: paidIn }) } };
}

/** Of the entries of several writes that are written at once: of the same fact and day the last one. */
export function lastOfEachDay(entries: readonly LedgerEntry[]): LedgerEntry[] {
  return [...new Map(entries.map((entry) => [`${entry.from} ${historyKey(entry)}`, entry])).values()];
}

/** The day that the latest of these facts was reported for. */
export function reportedDay(
  { reportedAt }: ReportedFacts<'accounts'>,
  facts: readonly AccountFact[],
  { recordedAt, clock }: Pick<Recording, 'recordedAt' | 'clock'>,
): Day {
  const at = Math.max(...facts.map((fact) => reportedAt[fact] ?? 0));
  return clock.dayOf(at > 0 ? Math.min(at, recordedAt) : recordedAt);
}

/** It is a customer since its contract began. A contract that begins later is its next one: a renewal is no new start. */
function startOf(
  before: ReportedFacts<'accounts'> | undefined,
  { facts }: ReportedFacts<'accounts'>,
  recording: Recording,
): LedgerEntry[] {
  const was = before?.facts.contractStart;
  const { contractStart: is, churnedOn } = facts;
  if (is === undefined || (was !== undefined && was <= is) || (churnedOn !== undefined && churnedOn <= is)) return [];
  return [entryOf(recording, { fact: 'status', from: is, value: 'active' })];
}

/**
 * Another date of its end corrects the first one. Who had left and is said not to have is back, from the day that it is
 * said for; who was going to leave stays.
 */
function endOf(
  before: ReportedFacts<'accounts'> | undefined,
  after: ReportedFacts<'accounts'>,
  recording: Recording,
): LedgerEntry[] {
  const was = before?.facts.churnedOn;
  const is = after.facts.churnedOn;
  if (was === is) return [];
  const churn: LedgerEntry[] =
    is === undefined ? [] : [entryOf(recording, { fact: 'status', from: is, value: 'churned' })];
  if (was === undefined) return churn;
  const day = reportedDay(after, ['churnedOn'], recording);
  if (is === undefined && day > was) return [entryOf(recording, { fact: 'status', from: day, value: 'reactivated' })];
  return [entryOf(recording, { fact: 'status', from: was, value: null, withdrawn: true }), ...churn];
}

/** Said again with another end, it is the reason of that one. */
function reasonOfEnd(
  before: ReportedFacts<'accounts'> | undefined,
  after: ReportedFacts<'accounts'>,
  recording: Recording,
): LedgerEntry[] {
  const { churnReason, churnNote, churnedOn }: Partial<Account> = before?.facts ?? {};
  const is = after.facts;
  const isOfAnotherEnd = is.churnReason !== undefined && is.churnedOn !== undefined && is.churnedOn !== churnedOn;
  if (is.churnReason === churnReason && is.churnNote === churnNote && !isOfAnotherEnd) return [];
  const from = reportedDay(after, ['churnReason', 'churnNote', 'churnedOn'], recording);
  const { churnReason: value = null, churnNote: note } = is;
  const isTold = value !== null && note !== undefined;
  return [entryOf(recording, { fact: 'churnReason', from, value, ...(isTold && { note }) })];
}

/** The entry of an evaluation that moved the account to another stage, or found out in which it is. */
export function entriesOfStageMove(
  before: { stage: Stage } | null,
  after: { stage: Stage; since: Day } | null,
  asOf: Day,
  recording: Attribution,
): LedgerEntry[] {
  if (after === null || after.stage === before?.stage) return [];
  // Back from a renewal the stage is as old as before, but the account is in it again since today.
  const from = before === null ? after.since : asOf;
  return [entryOf(recording, { fact: 'stage', from, value: after.stage })];
}

/** The entries of a stage that was set by hand and is taken back, where an evaluation has written it down in between. */
export function entriesOfStageTakenBack(
  stands: { stage: Stage; since: Day } | null,
  back: { stage: Stage; since: Day } | null,
  today: Day,
  recording: Attribution,
): LedgerEntry[] {
  if (stands === null || back !== null) return entriesOfStageMove(stands, back, today, recording);
  return [entryOf(recording, { fact: 'stage', from: stands.since, value: null, withdrawn: true })];
}

/**
 * The entries of an account that is put back from a day to come: what an evaluation wrote of its stage on such days never
 * was so. What a file tells of them stays.
 */
export function entriesOfRewind(
  ledger: Iterable<LedgerEntry>,
  after: { stage: Stage; since: Day } | null,
  today: Day,
  recording: Attribution,
): LedgerEntry[] {
  const history = factHistories(ledger).get('stage') ?? [];
  const wrong = history.filter(({ from, door }) => from > today && door !== 'import');
  const stands = history.findLast(({ from }) => from <= today)?.value ?? null;
  const before = stands === null ? null : { stage: stands as Stage };
  return [
    ...wrong.map(({ from }) => entryOf(recording, { fact: 'stage', from, value: null, withdrawn: true })),
    ...(wrong.length === 0 ? [] : entriesOfStageMove(before, after, today, recording)),
  ];
}

function entryOf(
  { recordedAt, by }: Attribution,
  said: Pick<LedgerEntry, 'fact' | 'from' | 'value' | 'withdrawn' | 'note'>,
): LedgerEntry {
  return { ...said, recordedAt, ...by } as LedgerEntry;
}
