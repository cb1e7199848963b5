import { type Command, Option } from 'commander';
import pMap from 'p-map';
import {
  type CustomerLevel,
  customerGroups,
  customerLevels,
  groupedAccounts,
  summariesOfCustomers,
} from '../../../domain/kpis/customer-groups.ts';
import { definitionWords, type KpiName, kpiUnit, kpiWords } from '../../../domain/kpis/definitions.ts';
import { type Figure, type KpiReport, kpiReport } from '../../../domain/kpis/kpi-report.ts';
import { usualKpiRules } from '../../../domain/kpis/kpi-rules.ts';
import { type Cut, combined, type Dimension, dimensions, type KpiSummary } from '../../../domain/kpis/kpi-summary.ts';
import { type PeriodUnit, periodUnits } from '../../../domain/kpis/period.ts';
import { summaryOfRecord } from '../../../domain/kpis/summary-record.ts';
import { majorUnits } from '../../../domain/money/money.ts';
import { OperatorError } from '../../../functions/operate/operator-error.ts';
import { parseDay } from '../../arguments.ts';
import type { Screen } from '../../screen.ts';
import type { Act, Session } from '../../session.ts';

const BUCKETS_IN_FLIGHT = 8;
const ACCOUNTS_A_REQUEST = 250;

interface Options {
  from: string;
  until: string;
  by: PeriodUnit;
  currency?: string;
  cut?: Cut;
  knownOn?: string;
  product?: string;
  level: CustomerLevel;
}

export function addKpis(program: Command, act: Act): void {
  program
    .command('kpis')
    .description('retention, churn and what moved the MRR, each with its definition and the accounts behind it')
    .requiredOption('--from <date>', 'from the period of this day on', parseDay)
    .requiredOption('--until <date>', 'to the period of this day', parseDay)
    .addOption(new Option('--by <unit>', 'day, week or month').choices(periodUnits).default('month'))
    .option('--currency <code>', 'what amounts are told in; needed where accounts pay in several')
    .option('--cut <what=value>', `only a part of the customers: ${dimensions.join(', ')}`, parseCut)
    .option('--known-on <date>', 'as it was known at the end of this day', parseDay)
    .option('--product <name>', 'what is paid for this product alone')
    .addOption(new Option('--level <level>', 'what is one customer').choices(customerLevels).default('account'))
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

async function showKpis(session: Session, options: Options): Promise<undefined> {
  const { by: unit, currency: named, cut, level, ...asked } = options;
  const { screen, installation } = session;
  const { operate } = installation();
  const summarise = (bucket: number) => operate('summarise-kpis', { bucket, unit, ...asked });
  screen.status('reading the ledgers …');
  const { buckets, ...first } = await summarise(0);
  const others = await pMap(
    Array.from({ length: buckets - 1 }, (_, i) => i + 1),
    summarise,
    { concurrency: BUCKETS_IN_FLIGHT },
  );
  const answers = [first, ...others];
  const parts = answers.map(({ summaries }) => summaries.map(summaryOfRecord));
  const ofAccounts = parts.reduce((sum, part) => sum.map((one, i) => combined(one, part[i] as KpiSummary)));
  const links = answers.flatMap((answer) => answer.links);
  const groups = customerGroups(links, level);
  const courses = await coursesOf(session, groupedAccounts(links, groups), options);
  const summaries = courses.length === 0 ? ofAccounts : summariesOfCustomers(ofAccounts, courses, groups);
  screen.clearStatus();
  if (groups.inCircles.length > 0) {
    screen.note(`each counts for itself, since their parents lead in a circle: ${groups.inCircles.join(', ')}`);
  }
  const currency = named ?? onlyCurrency(summaries);
  const reports = summaries.map((summary) =>
    kpiReport(summary, { rules: usualKpiRules, currency, ...(cut && { cut }) }),
  );
  screen.show(
    reports.map((report) => ({ ...report, figures: report.figures.map((figure) => inMajorUnits(figure, currency)) })),
    () => reports.map((report) => reportText(screen, report)).join('\n\n'),
  );
}

async function coursesOf({ installation }: Session, accounts: string[], { knownOn, product }: Options) {
  const pages = Array.from({ length: Math.ceil(accounts.length / ACCOUNTS_A_REQUEST) }, (_, i) =>
    accounts.slice(i * ACCOUNTS_A_REQUEST, (i + 1) * ACCOUNTS_A_REQUEST),
  );
  const read = (page: string[]) => installation().operate('read-courses', { accounts: page, knownOn, product });
  return (await pMap(pages, read, { concurrency: BUCKETS_IN_FLIGHT })).flat();
}

/** Amounts as people write them. */
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
    'Say which of them amounts are told in, with --currency; accounts that pay in others are told apart.',
  );
}

function reportText(screen: Screen, { period, currency, figures, apart }: KpiReport): string {
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
    ...definitions.map((name) => `  ${definitionWords(name).en(usualKpiRules)}`),
    ...(others === 0
      ? []
      : [screen.tint(`  In no amount: ${others} customers whose MRR is not known in ${currency}.`, 'warn')]),
  ].join('\n');
}

const ACCOUNTS_SHOWN = 5;

function valueText(kpi: KpiName, value: number | null, currency: string): string {
  if (value === null) return '–';
  if (kpiUnit(kpi) === 'share') return `${(100 * value).toFixed(1)} %`;
  return kpiUnit(kpi) === 'money' ? `${majorUnits(value, currency)} ${currency}`.trim() : String(value);
}
