import type { LifeTable } from '../statistics/shifted-beta-geometric.ts';
import { addDays, addMonths, type Day, LAST_DAY, monthOf } from '../time/day.ts';
import { type AccountCourse, linksOn } from './course-days.ts';
import type { AccountLink } from './customer-groups.ts';
import type { KpiRules } from './kpi-rules.ts';
import { combined, type KpiSummary, split, summaryOf } from './kpi-summary.ts';
import { addLifeTables, lifeTable } from './life-table.ts';

type Rules = Pick<KpiRules, 'backWithinDays' | 'downgradeToFree'>;

/**
 * What the KPIs of twelve months and of the days since are made of, of some accounts; those of different accounts add up.
 * Nothing in it depends on the day before the month is over: it stays as it is while no ledger changes.
 */
export interface YearSummary {
  /** Without an end: what is known of days to come is in it. */
  summary: KpiSummary;
  /** How long customers had stayed when the month began, by the company's own rules. */
  lifeTable: LifeTable;
  /** Which of the accounts belong to others. */
  links: AccountLink[];
}

/** The first of twelve months that are over. */
export const yearBegin = (today: Day): Day => addMonths(`${monthOf(today)}-01`, -12);

/** The day of which lifetimes are told. */
export const lastMonthsEnd = (today: Day): Day => addDays(`${monthOf(today)}-01`, -1);

/** Says of which days and by which rules a year was summed up; equal where it needs not be done anew. */
export const yearMark = (today: Day, { backWithinDays, downgradeToFree }: Rules): string =>
  `${yearBegin(today)} ${backWithinDays} ${downgradeToFree}`;

/** So many accounts have room in a row, however long what is said of each. */
const ACCOUNTS_A_PART = 1000;

/** In parts, by account; at least one. */
export function yearParts(accounts: readonly AccountCourse[], today: Day, rules: Rules): YearSummary[] {
  const inOrder = [...accounts].sort((a, b) => (a.account < b.account ? -1 : 1));
  return Array.from({ length: Math.max(1, Math.ceil(inOrder.length / ACCOUNTS_A_PART)) }, (_, part) =>
    yearSummary(inOrder.slice(part * ACCOUNTS_A_PART, (part + 1) * ACCOUNTS_A_PART), today, rules),
  );
}

function yearSummary(accounts: readonly AccountCourse[], today: Day, rules: Rules): YearSummary {
  return {
    summary: summaryOf(
      accounts.map(({ account, course }) => [account, course]),
      { first: yearBegin(today), last: LAST_DAY },
    ),
    lifeTable: lifeTable(
      accounts.map(({ course }) => course),
      lastMonthsEnd(today),
      rules,
    ),
    links: accounts.flatMap((one) => linksOn(one, LAST_DAY)),
  };
}

/** Of all of these accounts, from the latest of the beginnings on: a night may have done some of them only. */
export function addYears(years: readonly [YearSummary, ...YearSummary[]]): YearSummary {
  const first = years.map(({ summary }) => summary.period.first).reduce((a, b) => (a > b ? a : b));
  const [one, ...others] = years.map(({ summary }) => beginningOn(first, summary));
  return {
    summary: combined([one as KpiSummary, ...others]),
    lifeTable: years.map(({ lifeTable }) => lifeTable).reduce(addLifeTables),
    links: years.flatMap(({ links }) => links),
  };
}

function beginningOn(first: Day, summary: KpiSummary): KpiSummary {
  const { period } = summary;
  if (period.first === first) return summary;
  const [, later] = split(summary, [
    { first: period.first, last: addDays(first, -1) },
    { first, last: period.last },
  ]);
  return later as KpiSummary;
}
