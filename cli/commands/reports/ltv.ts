import type { Command } from 'commander';
import type { CustomerCourse } from '../../../domain/kpis/customer-course.ts';
import { groupedCourses } from '../../../domain/kpis/customer-groups.ts';
import { definitionWords } from '../../../domain/kpis/definitions.ts';
import { averageMrrOf, kpiReport } from '../../../domain/kpis/kpi-report.ts';
import { addLifeTables, lessLifeTable, lifeTable } from '../../../domain/kpis/life-table.ts';
import {
  type Lifetime,
  type LifetimeRefusal,
  type LifetimeValue,
  lifetimeValue,
} from '../../../domain/kpis/lifetime-value.ts';
import { majorUnits } from '../../../domain/money/money.ts';
import type { Interval } from '../../../domain/statistics/intervals.ts';
import type { LifeTable } from '../../../domain/statistics/shifted-beta-geometric.ts';
import { parseCurrency, parseDay, parseShare } from '../../arguments.ts';
import type { Act, Session } from '../../session.ts';
import { addedUp, type Grouped, ofAllBuckets, readGrouped, reportMoney } from './all-buckets.ts';
import { apartAccounts } from './apart-accounts.ts';

interface Options {
  asOf?: string;
  currency?: string;
  grossMargin?: number;
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
      parseCurrency,
    )
    .option(
      '--gross-margin <share>',
      'what is left of the revenue once the customers are served, 0.8 for 80 %; kpis.rules of the config unless said',
      parseShare,
    )
    .option('--as-known-on <date>', 'as it was known at the end of this day', parseDay)
    .action(act(showLifetimeValue));
}

async function showLifetimeValue(session: Session, options: Options): Promise<undefined> {
  const { currency: named, grossMargin, asKnownOn: knownOn } = options;
  const { screen, installation } = session;
  const { operate } = installation();
  const asOf = options.asOf ?? (await operate('describe', {})).today;
  const answers = await ofAllBuckets(screen, (buckets) => operate('tabulate-lifetimes', { buckets, asOf, knownOn }));
  const [{ settings }] = answers;
  const rules = grossMargin === undefined ? settings.rules : { ...settings.rules, grossMargin };
  const grouped = await readGrouped(session, answers, { level: 'account', knownOn });
  const table = tableOfCustomers(answers.map((answer) => answer.table).reduce(addLifeTables), grouped, (courses) =>
    lifeTable(courses, asOf, rules),
  );
  const summary = addedUp(answers, grouped);
  const money = reportMoney(named, settings, summary);
  const report = kpiReport(summary, { rules, ...money });
  const day = { unit: 'day', from: asOf, until: asOf, knownOn } as const;
  const [apart] = await apartAccounts(session, [report], day, grouped);
  const averageMrr = averageMrrOf(report);
  const found = lifetimeValue(table, averageMrr, rules);
  const major = (amount: number) => majorUnits(amount, money.currency);
  const of = {
    asOf,
    currency: money.currency,
    averageMrr: averageMrr === null ? null : major(averageMrr),
    definition: found.definition,
    table,
    apart,
  };
  const row = { ...ltvRow(found, major), ...of };
  screen.show(row, () => [...ltvLines(row), definitionWords(found.definition).en(rules)].join('\n'));
}

interface ShownLifetime {
  alpha: number | null;
  beta: number | null;
  /** In months. */
  lifetime: number;
  churned: number;
  customerMonths: number;
}

/** As scripts read it: the value, or in words why there is none, with as much of the lifetime as is known. */
type LtvRow =
  | ({ ltv: number; interval: Interval } & ShownLifetime)
  | ({ refused: string; code: LifetimeRefusal['code'] } & Partial<ShownLifetime>);

function ltvRow(found: LifetimeValue, major: (amount: number) => number): LtvRow {
  if (found.value === null) {
    const { because, lifetime } = found;
    return { refused: refusalText(because), code: because.code, ...(lifetime && shownLifetime(lifetime)) };
  }
  const [low, high] = found.interval;
  return { ltv: major(found.value), interval: [major(low), major(high)], ...shownLifetime(found.lifetime) };
}

const shownLifetime = ({ months, churned, customerMonths, model }: Lifetime): ShownLifetime => ({
  alpha: model?.alpha ?? null,
  beta: model?.beta ?? null,
  lifetime: months,
  churned,
  customerMonths,
});

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

function ltvLines(row: LtvRow & { currency: string }): string[] {
  const stays =
    row.lifetime === undefined
      ? []
      : [
          `A customer is expected to stay ${row.lifetime.toFixed(1)} months, by ${row.churned} customers who left in ${row.customerMonths} months of customers.`,
        ];
  if ('refused' in row) return [`There is no lifetime value: ${row.refused}`, ...stays];
  const [low, high] = row.interval;
  const worth = `${row.ltv} ${row.currency}`.trim();
  return [`A customer is worth ${worth}: by luck alone it may be ${low} to ${high} (95 %).`, ...stays];
}

function refusalText(because: LifetimeRefusal): string {
  switch (because.code) {
    case 'too-few-churned':
      return `${because.churned} ${because.churned === 1 ? 'customer has' : 'customers have'} left so far, and fewer than ${because.needed} say too little of how long one stays.`;
    case 'no-gross-margin':
      return 'nobody has said how much of the revenue is left once the customers are served: write kpis.rules.grossMargin in the stage’s config, or say it with --gross-margin.';
    case 'no-average-mrr':
      return 'nobody pays.';
    case 'no-fit':
      return 'the rate of those who leave does not fall with age, so the model does not fit; kpis.rules.lifetimeValue: by-churn-rate takes it as the same at every age.';
  }
}
