import { groupedBy } from '../collections/grouped-by.ts';
import type { FactsAsOf } from '../ledger/facts-as-of.ts';
import { addMoney, type Money, NO_MONEY } from '../money/money.ts';
import type { Day } from '../time/day.ts';
import { BEFORE_ALL, CourseBuilder, type CustomerCourse, type CustomerFacts } from './customer-course.ts';
import type { CustomerKind } from './customer-kind.ts';
import { combined, type KpiSummary, summaryOf, without } from './kpi-summary.ts';

/** What is counted as one customer: each account, or all that belong to one parent. */
export const customerLevels = ['account', 'parent'] as const;
export type CustomerLevel = (typeof customerLevels)[number];

export interface AccountLink {
  account: string;
  parent?: string;
  mergedInto?: string;
}

export const linkOf = (account: string, { facts: { parent, mergedInto } }: Pick<FactsAsOf, 'facts'>): AccountLink => ({
  account,
  ...(parent != null && { parent }),
  ...(mergedInto != null && { mergedInto }),
});

export interface CustomerGroups {
  /** What the account is counted under. */
  customerOf(account: string): string;
  /** Accounts whose parents lead in a circle: each counts for itself. */
  inCircles: string[];
}

/**
 * Which accounts are one customer. An account that was merged into another is counted with it, before the merge too:
 * they were one all along. At the level of parents a child of a child belongs to the topmost one, and is in it once.
 */
export function customerGroups(links: Iterable<AccountLink>, level: CustomerLevel): CustomerGroups {
  const above = new Map<string, string>();
  for (const { account, parent, mergedInto } of links) {
    const next = mergedInto ?? (level === 'parent' ? parent : undefined);
    if (next !== undefined && next !== account) above.set(account, next);
  }
  const inCircles: string[] = [];
  const tops = new Map<string, string>();
  for (const account of above.keys()) {
    const top = topOf(account, above);
    if (top === undefined) inCircles.push(account);
    else tops.set(account, top);
  }
  return { customerOf: (account) => tops.get(account) ?? account, inCircles: inCircles.sort() };
}

function topOf(account: string, above: ReadonlyMap<string, string>): string | undefined {
  const passed = new Set<string>();
  let top = account;
  for (let next = above.get(top); next !== undefined; next = above.get(top)) {
    if (passed.has(top)) return undefined;
    passed.add(top);
    top = next;
  }
  return top;
}

/** The accounts that are not customers by themselves, and those that they are counted under. */
export function groupedAccounts(
  links: Iterable<AccountLink>,
  { customerOf }: Pick<CustomerGroups, 'customerOf'>,
): string[] {
  const grouped = [...links].flatMap(({ account }) => {
    const customer = customerOf(account);
    return customer === account ? [] : [account, customer];
  });
  return [...new Set(grouped)].sort();
}

/**
 * The summary of customers out of that of all accounts: accounts that are one customer are taken out, and put in again as
 * the one.
 * @param grouped the ways of all grouped accounts (`groupedAccounts`), from their first step on
 */
export function summaryOfCustomers(
  summary: KpiSummary,
  grouped: readonly (readonly [account: string, course: CustomerCourse])[],
  groups: Pick<CustomerGroups, 'customerOf'>,
): KpiSummary {
  const apart = summaryOf(grouped, summary.period);
  const together = summaryOf(groupedCourses(grouped, groups), summary.period);
  return combined([without(summary, apart), together]);
}

/** The ways of customers, each the sum of its accounts: what they pay together, and gone once all of them are. */
export function groupedCourses(
  accounts: Iterable<readonly [account: string, course: CustomerCourse]>,
  { customerOf }: Pick<CustomerGroups, 'customerOf'>,
): [customer: string, course: CustomerCourse][] {
  const groups = groupedBy(accounts, ([account]) => customerOf(account));
  return [...groups].map(([customer, members]) => {
    const [[account, course], ...more] = members;
    if (more.length === 0 && account === customer) return [customer, course];
    // The topmost one says by what the customer is cut, where it is one itself.
    const inOrder = members.sort(([a], [b]) => Number(b === customer) - Number(a === customer) || (a < b ? -1 : 1));
    return [customer, summedCourse(inOrder.map(([, course]) => course))];
  });
}

function summedCourse(courses: readonly CustomerCourse[]): CustomerCourse {
  const steps = courses.flatMap((course, member) => course.map((step) => ({ ...step, member })));
  const byDay = groupedBy(
    steps.sort((a, b) => (a.day < b.day ? -1 : Number(a.day > b.day))),
    ({ day }) => day,
  );
  const now: CustomerFacts[] = courses.map(() => BEFORE_ALL);
  const summed = new CourseBuilder();
  for (const [day, ofDay] of byDay as Map<Day, typeof steps>) {
    for (const { member, state } of ofDay) now[member] = state;
    summed.add(day, sumOf(now), ofDay.find(({ reason }) => reason !== undefined)?.reason);
  }
  return summed.steps;
}

/** The first of these that an account of the group is, the group is. */
const strongest: CustomerKind[] = ['paying', 'paused', 'free', 'churned'];

function sumOf(members: readonly CustomerFacts[]): CustomerFacts {
  const kind = strongest.find((one) => members.some((member) => member.kind === one)) ?? 'none';
  const attributes = (members.find((member) => member.kind !== 'none') ?? BEFORE_ALL).attributes;
  let mrr: Money | null = NO_MONEY;
  let products: Record<string, Money> | undefined;
  for (const member of members) {
    mrr = mrr && member.mrr && addMoney(mrr, member.mrr);
    for (const [product, paid] of Object.entries(member.products ?? {})) {
      products = { ...products, [product]: addMoney(products?.[product] ?? NO_MONEY, paid) };
    }
  }
  return { kind, mrr, ...(products && { products }), attributes };
}
