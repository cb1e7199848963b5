import { type Command, Option } from 'commander';
import { type CustomerLevel, customerLevels } from '../../../domain/kpis/customer-groups.ts';
import { definitionWords, type KpiName, kpiUnit, kpiWords } from '../../../domain/kpis/definitions.ts';
import { type Figure, type KpiReport, kpiReport } from '../../../domain/kpis/kpi-report.ts';
import type { KpiRules } from '../../../domain/kpis/kpi-rules.ts';
import { type Cut, type Dimension, dimensions } from '../../../domain/kpis/kpi-summary.ts';
import { type TargetProgress, targetProgress } from '../../../domain/kpis/kpi-targets.ts';
import { type PeriodUnit, periodUnits } from '../../../domain/kpis/period.ts';
import { majorUnits } from '../../../domain/money/money.ts';
import { OperatorError } from '../../../functions/operate/operator-error.ts';
import { parseDay } from '../../arguments.ts';
import type { Screen } from '../../screen.ts';
import type { Act, Session } from '../../session.ts';
import { addedUp, ofAllBuckets, readGrouped, reportMoney } from './all-buckets.ts';
import { kpiCsv } from './kpi-csv.ts';

interface Options {
  from: string;
  until: string;
  by: PeriodUnit;
  currency?: string;
  cut?: Cut;
  asKnownOn?: string;
  product?: string;
  level: CustomerLevel;
  csv?: boolean;
}

/** Amounts as people write them, and how far the company is with what it wants of the month. */
interface ShownReport extends KpiReport {
  targets: TargetProgress[];
}

export function addKpis(program: Command, act: Act): void {
  program
    .command('kpis')
    .description('retention, churn and what moved the MRR, each with its definition and the accounts behind it')
    .requiredOption('--from <date>', 'from the period of this day on', parseDay)
    .requiredOption('--until <date>', 'to the period of this day', parseDay)
    .addOption(new Option('--by <unit>', 'day, week or month').choices(periodUnits).default('month'))
    .option(
      '--currency <code>',
      'what amounts are told in; needed where accounts pay in several and there are no rates',
    )
    .option('--cut <what=value>', `only a part of the customers: ${dimensions.join(', ')}`, parseCut)
    .option('--as-known-on <date>', 'as it was known at the end of this day', parseDay)
    .option('--product <name>', 'what is paid for this product alone')
    .addOption(new Option('--level <level>', 'what is one customer').choices(customerLevels).default('account'))
    .option('--csv', 'as CSV, a row a figure')
    .action(act(showKpis));
}

function parseCut(text: string): Cut {
  const [dimension = '', ...value] = text.split('=');
  if ((dimensions as readonly string[]).includes(dimension) && value.length > 0) {
    return { dimension: dimension as Dimension, value: value.join('=') };
  }
  throw new OperatorError(
    'bad-cut',
    'Nothing was computed.',
    `"${text}" is no part of the customers.`,
    `Write what it is cut by and the value, like segment=smb. It can be cut by ${dimensions.join(', ')}.`,
  );
}

async function showKpis(
  session: Session,
  { by: unit, currency: named, cut, level, csv, asKnownOn: knownOn, ...days }: Options,
): Promise<undefined> {
  const { screen, installation } = session;
  const { operate } = installation();
  const asked = { ...days, knownOn };
  const answers = await ofAllBuckets(screen, (bucket) => operate('summarise-kpis', { bucket, unit, ...asked }));
  const [{ settings }] = answers;
  const { rules, targets } = settings;
  const summaries = addedUp(answers, await readGrouped(session, answers, { level, ...asked }));
  const money = reportMoney(named, settings, summaries);
  // They are of months, and of the company as a whole.
  const isOfTargets = unit === 'month' && cut === undefined && asked.product === undefined && level === 'account';
  const reports = summaries.map((summary): ShownReport => {
    const report = kpiReport(summary, { rules, ...money, ...(cut && { cut }) });
    const figures = report.figures.map((figure) => inMajorUnits(figure, money.currency));
    const valueOfKpi = (kpi: KpiName) => figures.find((figure) => figure.kpi === kpi)?.value ?? null;
    return { ...report, figures, targets: isOfTargets ? targetProgress(targets, valueOfKpi) : [] };
  });
  screen.show(reports, () =>
    csv ? kpiCsv(reports) : reports.map((report) => reportText(screen, report, rules)).join('\n\n'),
  );
}

function inMajorUnits(figure: Figure, currency: string): Figure {
  const { value, accounts, part, whole } = figure;
  const unit = kpiUnit(figure.kpi);
  const major = (amount: number) => majorUnits(amount, currency);
  const isOfMoney = unit === 'money' || isShareOfMoney(figure.kpi);
  return {
    ...figure,
    ...(unit === 'money' && value !== null && { value: major(value) }),
    ...(isOfMoney && part !== undefined && { part: major(part) }),
    ...(isShareOfMoney(figure.kpi) && whole !== undefined && { whole: major(whole) }),
    accounts: accounts.map((one) => (one.amount === undefined ? one : { ...one, amount: major(one.amount) })),
  };
}

const isShareOfMoney = (kpi: KpiName) => kpi.startsWith('gross-revenue') || kpi.startsWith('net-revenue');

function reportText(screen: Screen, report: ShownReport, rules: KpiRules): string {
  const { period, currency, figures, apart, targets } = report;
  const rows = figures.map(({ kpi, value, customers, accounts }) => [
    kpiWords(kpi).en,
    valueText(kpi, value, currency),
    customers === undefined ? '–' : String(customers),
    accounts
      .slice(0, ACCOUNTS_SHOWN)
      .map(({ account }) => account)
      .join(', ') || '–',
  ]);
  const definitions = [...new Set(figures.map(({ definition }) => definition))];
  const others = apart.opening.reduce((sum, { customers }) => sum + customers, 0);
  return [
    `${period.first} to ${period.last}`,
    screen.table(['FIGURE', 'VALUE', 'OF CUSTOMERS', 'ACCOUNTS'], rows),
    ...definitions.map((name) => `  ${definitionWords(name).en(rules)}`),
    ...targets.map((progress) => targetText(screen, progress, currency)),
    ...(others === 0
      ? []
      : [screen.tint(`  In no amount: ${others} customers whose MRR is not known in ${currency}.`, 'warn')]),
  ].join('\n');
}

const ACCOUNTS_SHOWN = 5;

function targetText(screen: Screen, { target, isReached, missing }: TargetProgress, currency: string): string {
  const { kpi, role, atLeast, atMost } = target;
  const bound =
    atLeast === undefined
      ? `at most ${valueText(kpi, atMost ?? null, currency)}`
      : `at least ${valueText(kpi, atLeast, currency)}`;
  const wanted = `  Target of ${role}: ${kpiWords(kpi).en} ${bound}`;
  if (isReached === null) return `${wanted}: there is no figure`;
  if (isReached) return screen.tint(`${wanted}: reached`, 'good');
  return screen.tint(`${wanted}: ${valueText(kpi, missing, currency)} to go`, 'warn');
}

/** @param value amounts as people write them */
function valueText(kpi: KpiName, value: number | null, currency: string): string {
  if (value === null) return '–';
  if (kpiUnit(kpi) === 'share') return `${(100 * value).toFixed(1)} %`;
  return kpiUnit(kpi) === 'money' ? `${value} ${currency}`.trim() : String(value);
}
