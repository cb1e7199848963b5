import pMap from 'p-map';
import type { CustomerCourse } from '../../../domain/kpis/customer-course.ts';
import {
  type AccountLink,
  type CustomerGroups,
  type CustomerLevel,
  customerGroups,
  groupedAccounts,
  summariesOfCustomers,
} from '../../../domain/kpis/customer-groups.ts';
import type { KpiSettings } from '../../../domain/kpis/kpi-settings.ts';
import { combined, type KpiSummary } from '../../../domain/kpis/kpi-summary.ts';
import { type SummaryRecord, summaryOfRecord } from '../../../domain/kpis/summary-record.ts';
import { OperatorError } from '../../../functions/operate/operator-error.ts';
import type { Screen } from '../../screen.ts';
import type { Session } from '../../session.ts';

export const BUCKETS_IN_FLIGHT = 8;
const ACCOUNTS_A_REQUEST = 250;

/** What each of the buckets of accounts answers. */
export async function ofAllBuckets<Answer extends { buckets: number }>(
  screen: Screen,
  ask: (bucket: number) => Promise<Answer>,
): Promise<[Answer, ...Answer[]]> {
  screen.status('reading the ledgers …');
  const first = await ask(0);
  const others = Array.from({ length: first.buckets - 1 }, (_, i) => i + 1);
  const answers = await pMap(others, ask, { concurrency: BUCKETS_IN_FLIGHT });
  return [first, ...answers];
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
  const courses = (await pMap(pages, read, { concurrency: BUCKETS_IN_FLIGHT })).flat();
  if (groups.inCircles.length > 0) {
    screen.note(`each counts for itself, since their parents lead in a circle: ${groups.inCircles.join(', ')}`);
  }
  return { groups, courses };
}

/** The summaries of all customers, period by period. */
export function addedUp(
  answers: readonly { summaries: SummaryRecord[] }[],
  { groups, courses }: Grouped,
): KpiSummary[] {
  const parts = answers.map(({ summaries }) => summaries.map(summaryOfRecord));
  const ofAccounts = parts.reduce((sum, part) => sum.map((one, i) => combined(one, part[i] as KpiSummary)));
  return courses.length === 0 ? ofAccounts : summariesOfCustomers(ofAccounts, courses, groups);
}

/** What amounts are told in, and the company's rates where they are of that currency. */
export function reportMoney(
  named: string | undefined,
  { exchange }: KpiSettings,
  summaries: readonly KpiSummary[],
): { currency: string; rates?: NonNullable<KpiSettings['exchange']>['rates'] } {
  const currency = named ?? exchange?.currency ?? onlyCurrency(summaries);
  return { currency, ...(exchange?.currency === currency && { rates: exchange.rates }) };
}

function onlyCurrency(summaries: readonly KpiSummary[]): string {
  const states = summaries.flatMap(({ changed }) =>
    changed.flatMap(({ opening, steps }) => [opening, ...steps.map(({ state }) => state)]),
  );
  const found = new Set([
    ...summaries.flatMap(({ opening }) => [...opening.paying.values()].flatMap(({ mrr }) => Object.keys(mrr ?? {}))),
    ...states.flatMap(({ mrr }) => Object.keys(mrr ?? {})),
  ]);
  const [only = ''] = found;
  if (found.size <= 1) return only;
  throw new OperatorError(
    'several-currencies',
    'Nothing was computed.',
    `The accounts pay in ${[...found].sort().join(', ')}.`,
    'Say which of them amounts are told in, with --currency, or give the rates in kpis.exchange of the stage’s config; accounts that pay in others are told apart.',
  );
}
