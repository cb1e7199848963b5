import type { Command } from 'commander';
import type { CustomerCourse } from '../../../domain/kpis/customer-course.ts';
import { groupedCourses } from '../../../domain/kpis/customer-groups.ts';
import { definitionWords } from '../../../domain/kpis/definitions.ts';
import { kpiReport } from '../../../domain/kpis/kpi-report.ts';
import type { KpiSummary } from '../../../domain/kpis/kpi-summary.ts';
import { addLifeTables, lessLifeTable, lifeTable } from '../../../domain/kpis/life-table.ts';
import { type LifetimeRefusal, type LifetimeValue, lifetimeValue } from '../../../domain/kpis/lifetime-value.ts';
import { majorUnits } from '../../../domain/money/money.ts';
import type { LifeTable } from '../../../domain/statistics/shifted-beta-geometric.ts';
import { parseDay } from '../../arguments.ts';
import type { Act, Session } from '../../session.ts';
import { addedUp, type Grouped, ofAllBuckets, readGrouped, reportMoney } from './all-buckets.ts';

interface Options {
  asOf?: string;
  currency?: string;
  asKnownOn?: string;
}

export function addLtv(program: Command, act: Act): void {
  program
    .command('ltv')
    .description('what a customer is worth over the time that it is expected to stay, and how sure that is')
    .option('--as-of <date>', 'with the customers until the end of this day; today unless said', parseDay)
    .option(
      '--currency <code>',
      'what amounts are told in; needed where accounts pay in several and there are no rates',
    )
    .option('--as-known-on <date>', 'as it was known at the end of this day', parseDay)
    .action(act(showLifetimeValue));
}

async function showLifetimeValue(
  session: Session,
  { currency: named, asOf: day, asKnownOn: knownOn }: Options,
): Promise<undefined> {
  const { screen, installation } = session;
  const { operate } = installation();
  const answers = await ofAllBuckets(screen, (bucket) => operate('tabulate-lifetimes', { bucket, asOf: day, knownOn }));
  const [{ settings, asOf }] = answers;
  const { rules } = settings;
  const grouped = await readGrouped(session, answers, { level: 'account', knownOn });
  const table = tableOfCustomers(answers.map((answer) => answer.table).reduce(addLifeTables), grouped, (courses) =>
    lifeTable(courses, asOf, rules),
  );
  const [summary] = addedUp(answers, grouped) as [KpiSummary];
  const money = reportMoney(named, settings, [summary]);
  const { figures, apart } = kpiReport(summary, { rules, ...money });
  const averageMrr = figures.find(({ kpi }) => kpi === 'average-mrr')?.value ?? null;
  const major = (amount: number) => majorUnits(amount, money.currency);
  const found = lifetimeValue(table, averageMrr, rules);
  const inMajorUnits: LifetimeValue =
    found.value === null
      ? found
      : { ...found, value: major(found.value), interval: [major(found.interval[0]), major(found.interval[1])] };
  const shown = {
    asOf,
    currency: money.currency,
    averageMrr: averageMrr === null ? null : major(averageMrr),
    ...inMajorUnits,
    table,
    apart,
  };
  screen.show(shown, () =>
    [...ltvLines(inMajorUnits, money.currency), definitionWords(found.definition).en(rules)].join('\n'),
  );
}

/** Accounts that are one customer are taken out of the table of all accounts, and put in again as the one. */
function tableOfCustomers(
  ofAccounts: LifeTable,
  { courses, groups }: Grouped,
  tableOf: (courses: CustomerCourse[]) => LifeTable,
): LifeTable {
  const apart = tableOf(courses.map(([, course]) => course));
  const together = tableOf(groupedCourses(courses, groups).map(([, course]) => course));
  return addLifeTables(lessLifeTable(ofAccounts, apart), together);
}

function ltvLines(found: LifetimeValue, currency: string): string[] {
  if (found.value === null) return [`There is no lifetime value: ${refusalText(found.because)}`];
  const { value, interval, months, churned, customerMonths } = found;
  const [low, high] = interval;
  return [
    `A customer is worth ${[value, currency].join(' ').trim()}: by luck alone it may be ${low} to ${high} (95 %).`,
    `It is expected to stay ${months.toFixed(1)} months, by ${churned} customers who left in ${customerMonths} months of customers.`,
  ];
}

function refusalText(because: LifetimeRefusal): string {
  switch (because.code) {
    case 'too-few-churned':
      return `${because.churned} customers have left so far, and fewer than ${because.needed} say too little of how long one stays.`;
    case 'no-gross-margin':
      return 'nobody has said how much of the revenue is left once the customers are served: write kpis.rules.grossMargin in the stage’s config.';
    case 'no-average-mrr':
      return 'nobody pays.';
    case 'no-fit':
      return 'the rate of those who leave does not fall with age, so the model does not fit; kpis.rules.lifetimeValue: by-churn-rate takes it as the same at every age.';
  }
}
