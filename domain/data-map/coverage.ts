import type { Account, Contact } from '../account/account.ts';
import { renewalDatesOf, withSumOfProducts } from '../account/products.ts';
import type { Month } from '../time/day.ts';
import type { Lifetime } from '../usage/lifetime.ts';
import { Meanings, type Vocabulary } from '../usage/meanings.ts';

/** What has arrived, counted over accounts: plain numbers, so that pages of accounts add up. */
export interface Coverage {
  accounts: number;
  /** Event, by the playbook's name → accounts that ever sent it, and the month of the latest. */
  events: Record<string, { accounts: number; lastMonth: Month }>;
  /** The same of events that carried a value. */
  measures: Record<string, { accounts: number; lastMonth: Month }>;
  /** Field of an account → accounts that have it. */
  accountFields: Record<string, number>;
  /** `field`, or `field=value` for a role → accounts with at least one such contact. */
  contactFields: Record<string, number>;
  /** Accounts with anything on record of the kind. */
  records: Record<string, number>;
}

export interface AccountData {
  account: Account;
  contacts: Contact[];
  lifetime: Pick<Lifetime, 'events' | 'values'>;
  /** Kinds of records that the account has any of. */
  records: string[];
}

export function emptyCoverage(): Coverage {
  return {
    accounts: 0,
    events: byName(),
    measures: byName(),
    accountFields: byName(),
    contactFields: byName(),
    records: byName(),
  };
}

/** Without a prototype: a product may call an event `constructor`. */
const byName = () => Object.create(null);

/** Adds an account to the coverage in place. */
export function cover(
  coverage: Coverage,
  { account, contacts, lifetime, records }: AccountData,
  vocabulary: Vocabulary,
): void {
  const meanings = new Meanings(vocabulary);
  coverage.accounts += 1;
  const lastMonths = new Map<string, Month>();
  for (const [name, { lastMonth }] of lifetime.events) {
    const { event } = meanings.of(name);
    if (lastMonth > (lastMonths.get(event) ?? '')) lastMonths.set(event, lastMonth);
  }
  for (const [event, lastMonth] of lastMonths) countSeen(coverage.events, event, 1, lastMonth);
  const measured = new Map<string, Month>();
  for (const [name, months] of lifetime.values) {
    const { event } = meanings.of(name);
    for (const month of months.keys()) if (month > (measured.get(event) ?? '')) measured.set(event, month);
  }
  for (const [measure, lastMonth] of measured) countSeen(coverage.measures, measure, 1, lastMonth);
  const facts = { ...withSumOfProducts(account), renewalDate: renewalDatesOf(account)[0] };
  for (const [field, value] of Object.entries(facts)) if (isThere(value)) count(coverage.accountFields, field, 1);
  const fields = new Set(
    contacts.flatMap((contact) =>
      Object.entries(contact).flatMap(([field, value]) =>
        isThere(value) ? [field, ...(field === 'role' ? [`role=${value}`] : [])] : [],
      ),
    ),
  );
  for (const field of fields) count(coverage.contactFields, field, 1);
  for (const kind of records) count(coverage.records, kind, 1);
}

/** The coverage of two sets of accounts together. */
export function addCoverage(into: Coverage, other: Coverage): void {
  into.accounts += other.accounts;
  for (const kind of ['events', 'measures'] as const) {
    for (const [name, { accounts, lastMonth }] of Object.entries(other[kind])) {
      countSeen(into[kind], name, accounts, lastMonth);
    }
  }
  for (const kind of ['accountFields', 'contactFields', 'records'] as const) {
    for (const [name, accounts] of Object.entries(other[kind])) count(into[kind], name, accounts);
  }
}

const isThere = (value: unknown) =>
  value !== undefined && value !== null && value !== false && !(Array.isArray(value) && value.length === 0);

function count(counts: Record<string, number>, name: string, by: number): void {
  counts[name] = (Object.hasOwn(counts, name) ? (counts[name] as number) : 0) + by;
}

function countSeen(seen: Coverage['events'], name: string, accounts: number, lastMonth: Month): void {
  const known = Object.hasOwn(seen, name) ? seen[name] : undefined;
  if (known === undefined) seen[name] = { accounts, lastMonth };
  else {
    known.accounts += accounts;
    if (lastMonth > known.lastMonth) known.lastMonth = lastMonth;
  }
}
