import pMap from 'p-map';
import type { CustomerCourse } from '../../../domain/kpis/customer-course.ts';
import {
  type AccountLink,
  type CustomerGroups,
  type CustomerLevel,
  customerGroups,
  groupedAccounts,
  summaryOfCustomers,
} from '../../../domain/kpis/customer-groups.ts';
import type { KpiSettings } from '../../../domain/kpis/kpi-settings.ts';
import { combined, type KpiSummary } from '../../../domain/kpis/kpi-summary.ts';
import { type SummaryRecord, summaryOfRecord } from '../../../domain/kpis/summary-record.ts';
import type { Money } from '../../../domain/money/money.ts';
import { OperatorError } from '../../../functions/operate/operator-error.ts';
import { ACCOUNT_BUCKETS } from '../../../functions/store/keys.ts';
import type { Screen } from '../../screen.ts';
import type { Session } from '../../session.ts';

/** Each of them takes a process of the function, which may have to start first. */
const CALLS_IN_FLIGHT = 2;
const ACCOUNTS_A_REQUEST = 250;

/** What is answered of all buckets of accounts, by as many as an answer holds. */
export async function ofAllBuckets<Answer extends { left: number[] }>(
  screen: Screen,
  ask: (buckets: number[]) => Promise<Answer>,
  status = 'reading the ledgers …',
): Promise<[Answer, ...Answer[]]> {
  screen.status(status);
  const shares = Array.from({ length: CALLS_IN_FLIGHT }, (_, share) =>
    Array.from({ length: ACCOUNT_BUCKETS }, (_, bucket) => bucket).filter(
      (bucket) => bucket % CALLS_IN_FLIGHT === share,
    ),
  );
  const answers = await Promise.all(
    shares.map(async (share) => {
      const found: Answer[] = [];
      for (let left = share; left.length > 0; left = (found.at(-1) as Answer).left) found.push(await ask(left));
      return found;
    }),
  );
  return answers.flat() as [Answer, ...Answer[]];
}

/** Accounts that are not customers by themselves, and what they are counted under. */
export interface Grouped {
  groups: CustomerGroups;
  courses: readonly (readonly [account: string, course: CustomerCourse])[];
}

export async function readGrouped(
  { screen, installation }: Session,
  answers: readonly { links: AccountLink[] }[],
  { level, knownOn, product }: { level: CustomerLevel; knownOn: string | undefined; product?: string },
): Promise<Grouped> {
  const links = answers.flatMap((answer) => answer.links);
  const groups = customerGroups(links, level);
  const accounts = groupedAccounts(links, groups);
  const pages = Array.from({ length: Math.ceil(accounts.length / ACCOUNTS_A_REQUEST) }, (_, i) =>
    accounts.slice(i * ACCOUNTS_A_REQUEST, (i + 1) * ACCOUNTS_A_REQUEST),
  );
  const read = (page: string[]) => installation().operate('read-courses', { accounts: page, knownOn, product });
  const courses = (await pMap(pages, read, { concurrency: CALLS_IN_FLIGHT })).flat();
  if (groups.inCircles.length > 0) {
    screen.note(`each counts for itself, since their parents lead in a circle: ${groups.inCircles.join(', ')}`);
  }
  return { groups, courses };
}

/** The summary of all customers. */
export function addedUp(
  answers: readonly [{ summary: SummaryRecord }, ...{ summary: SummaryRecord }[]],
  { groups, courses }: Grouped,
): KpiSummary {
  const [first, ...others] = answers;
  const ofAccounts = combined([
    summaryOfRecord(first.summary),
    ...others.map(({ summary }) => summaryOfRecord(summary)),
  ]);
  return courses.length === 0 ? ofAccounts : summaryOfCustomers(ofAccounts, courses, groups);
}

/** What amounts are told in, and the company's rates where they are of that currency. */
export function reportMoney(
  named: string | undefined,
  { exchange }: KpiSettings,
  summary: KpiSummary,
): { currency: string; rates?: NonNullable<KpiSettings['exchange']>['rates'] } {
  const currency = named ?? exchange?.currency ?? onlyCurrency(summary);
  return { currency, ...(exchange?.currency === currency && { rates: exchange.rates }) };
}

function onlyCurrency({ opening, changed }: KpiSummary): string {
  const found = new Set<string>();
  const add = ({ mrr }: { mrr: Money | null }) => {
    for (const currency in mrr) found.add(currency);
  };
  for (const payers of opening.paying.values()) add(payers);
  for (const { steps } of changed) for (const { state } of steps) add(state);
  const [only = ''] = found;
  if (found.size <= 1) return only;
  throw new OperatorError(
    'several-currencies',
    'Nothing was computed.',
    `The accounts pay in ${[...found].sort().join(', ')}.`,
    'Say which of them amounts are told in, with --currency, or give the rates in kpis.exchange of the stage’s config; accounts that pay in others are told apart.',
  );
}
