import { isDeepStrictEqual } from 'node:util';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { type CustomerLevel, customerLevels } from '../../../domain/kpis/customer-groups.ts';
import {
  definitionWords,
  type KpiName,
  kpiUnit,
  kpiWords,
  LEAST_ANSWERS_OF_NPS,
  NPS_WINDOW_IN_DAYS,
} from '../../../domain/kpis/definitions.ts';
import { type ApartAccount, kpiReport } from '../../../domain/kpis/kpi-report.ts';
import { type KpiRules, kpiRulesSchema } from '../../../domain/kpis/kpi-rules.ts';
import { type Cut, type Dimension, dimensions, split } from '../../../domain/kpis/kpi-summary.ts';
import type { TargetProgress } from '../../../domain/kpis/kpi-targets.ts';
import type { ReasonShare } from '../../../domain/kpis/movement-reasons.ts';
import { addNpsTallies, type NpsTally } from '../../../domain/kpis/net-promoter-score.ts';
import {
  daysAsked,
  isTooLong,
  type Period,
  type PeriodUnit,
  periodsOf,
  periodUnits,
  spanOf,
} from '../../../domain/kpis/period.ts';
import { counted } from '../../../functions/operate/commands/installation/counted.ts';
import { OperatorError } from '../../../functions/operate/operator-error.ts';
import { parseCurrency, parseDay } from '../../arguments.ts';
import type { Screen } from '../../screen.ts';
import type { Act, Session } from '../../session.ts';
import type { Cell } from '../../table.ts';
import { addedUp, ofAllBuckets, readGrouped, reportMoney } from './all-buckets.ts';
import { apartAccounts } from './apart-accounts.ts';
import { kpiCsv } from './kpi-csv.ts';
import { type KpiRow, kpiRow, type NpsRow } from './kpi-row.ts';

interface Definitions {
  grr?: KpiRules['grossRetention'];
  logo?: KpiRules['customerChurn'];
  free?: KpiRules['downgradeToFree'];
  backWithin?: number;
}

interface Options extends Definitions {
  from?: string;
  to?: string;
  by: PeriodUnit;
  currency?: string;
  cut?: Cut;
  asKnownOn?: string;
  product?: string;
  level: CustomerLevel;
  nps?: boolean;
  csv?: boolean;
}

export function addKpis(program: Command, act: Act): void {
  const { customerChurn, grossRetention, downgradeToFree } = kpiRulesSchema.shape;
  const asConfigured = 'kpis.rules of the config unless said';
  const kpis: Command = program
    .command('kpis')
    .description('retention, churn and what moved the MRR, each with its definition and the accounts behind it')
    .option('--from <date>', 'from the period of this day on; unless said, twelve periods', parseDay)
    .option('--to <date>', 'to the period of this day; unless said, the last one that is over', parseDay)
    .addOption(new Option('--by <unit>', 'day, week or month').choices(periodUnits).default('month'))
    .option(
      '--currency <code>',
      'what amounts are told in; needed where accounts pay in several and there are no rates',
      parseCurrency,
    )
    .addOption(choice('--grr <how>', `gross retention; ${asConfigured}`, grossRetention.unwrap().options))
    .addOption(choice('--logo <how>', `customer churn; ${asConfigured}`, customerChurn.unwrap().options))
    .addOption(choice('--free <how>', `a downgrade to free; ${asConfigured}`, downgradeToFree.unwrap().options))
    .option('--back-within <days>', `who is back in time was never gone; ${asConfigured}`, parseBackWithin)
    .option('--cut <what=value>', `only a part of the customers: ${dimensions.join(', ')}`, parseCut)
    .option('--as-known-on <date>', 'as it was known at the end of this day', parseDay)
    .option('--product <name>', 'what is paid for this product alone')
    .addOption(new Option('--level <level>', 'what is one customer').choices(customerLevels).default('account'))
    .option(
      '--nps',
      'with the NPS of the product at the end of each period; reads what all people of all accounts answered, from ' +
        `${NPS_WINDOW_IN_DAYS} days before the end of the first period on`,
    )
    .option('--csv', 'as CSV, a row a figure')
    .action(
      act(async (session: Session, options: Options) => {
        const days = await daysOf(session, options);
        if (days.from > days.to) kpis.error(`error: --from ${days.from} is after --to ${days.to}`, { exitCode: 2 });
        if (isTooLong(options.by, days.from, days.to)) {
          const span = `${days.from} to ${days.to}`;
          kpis.error(`error: ${span} is too long to be told by ${options.by}`, { exitCode: 2 });
        }
        refuseNpsOfPart(options);
        await showKpis(session, { ...options, ...days });
      }),
    );
}

const choice = (flags: string, description: string, values: readonly string[]) =>
  new Option(flags, description).choices(values);

function parseBackWithin(text: string): number {
  const days = kpiRulesSchema.shape.backWithinDays.safeParse(/^\d+$/.test(text) ? Number(text) : text);
  if (days.success) return days.data;
  throw new InvalidArgumentError('It is not a number of days from 0 to 180.');
}

async function daysOf({ installation }: Session, { by, from, to }: Options): Promise<{ from: string; to: string }> {
  if (from !== undefined && to !== undefined) return { from, to };
  const { today } = await installation().operate('describe', {});
  return daysAsked(by, { from, to }, today);
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

/** Of a survey's answer nobody knows the product, nor when it became known. */
function refuseNpsOfPart({ nps, product, asKnownOn }: Options): void {
  if (!nps || (product === undefined && asKnownOn === undefined)) return;
  throw new OperatorError(
    'no-such-nps',
    'Nothing was computed.',
    'The NPS is one of all products together, by the answers as they are known now.',
    'Ask for it without --product and --as-known-on.',
  );
}

async function showKpis(
  session: Session,
  { from, to, by: unit, cut, level, ...options }: Options & { from: string; to: string },
): Promise<undefined> {
  const { screen, installation } = session;
  const { operate } = installation();
  const { product, asKnownOn: knownOn } = options;
  const periods = periodsOf(unit, from, to);
  const { first, last } = spanOf(periods) as Period;
  const asked = { from: first, until: last, product, knownOn };
  const answers = await ofAllBuckets(screen, (buckets) => operate('summarise-kpis', { buckets, ...asked }));
  const [{ settings }] = answers;
  const rules = rulesAsked(settings.rules, options);
  const grouped = await readGrouped(session, answers, { level, ...asked });
  const summary = addedUp(answers, grouped);
  const money = reportMoney(options.currency, settings, summary);
  // They are of months, of the company as a whole, and by its own definitions.
  const isOfTargets =
    unit === 'month' && cut === undefined && product === undefined && level === 'account' && rules === settings.rules;
  const targets = isOfTargets ? settings.targets : [];
  const reports = split(summary, periods).map((one) => kpiReport(one, { rules, ...money, ...(cut && { cut }) }));
  const apart = await apartAccounts(session, reports, { unit, ...asked, cut }, grouped);
  const nps = options.nps ? await npsOfAllBuckets(session, { unit, from: first, until: last, cut }) : [];
  const rows = reports.map((report, i) => kpiRow(report, { rules, apart: apart[i] ?? [], targets, nps: nps[i] }));
  screen.show(rows, () => (options.csv ? kpiCsv(rows) : rows.map((row) => rowText(screen, row, rules)).join('\n\n')));
}

async function npsOfAllBuckets(
  { screen, installation }: Session,
  asked: { unit: PeriodUnit; from: string; until: string; cut: Cut | undefined },
): Promise<NpsTally[]> {
  const answers = await ofAllBuckets(
    screen,
    (buckets) => installation().operate('tally-nps', { buckets, ...asked }),
    'reading what people answered …',
  );
  return answers.map(({ tallies }) => tallies).reduce(addNpsTallies);
}

/** The company's own definitions where no other is asked for. */
function rulesAsked(own: KpiRules, { grr, logo, free, backWithin }: Definitions): KpiRules {
  const rules: KpiRules = {
    ...own,
    ...(grr && { grossRetention: grr }),
    ...(logo && { customerChurn: logo }),
    ...(free && { downgradeToFree: free }),
    ...(backWithin !== undefined && { backWithinDays: backWithin }),
  };
  return isDeepStrictEqual(rules, own) ? own : rules;
}

function rowText(screen: Screen, row: KpiRow, rules: KpiRules): string {
  const { from, to, currency, figures, nps, apart, targets, reasons } = row;
  const rows = figures.map(({ kpi, value, whole, customers, accounts }) => [
    kpiWords(kpi).en,
    valueText(kpi, value, currency),
    kpi === 'nps' ? counted(whole ?? 0, 'answer') : customers === undefined ? '–' : String(customers),
    accounts
      .slice(0, ACCOUNTS_SHOWN)
      .map(({ account }) => account)
      .join(', ') || '–',
  ]);
  const definitions = [...new Set(figures.map(({ definition }) => definition))];
  return [
    `${from} to ${to}`,
    screen.table(['FIGURE', 'VALUE', 'OF CUSTOMERS', 'ACCOUNTS'], rows),
    ...(nps === null ? [] : [npsText(nps)]),
    ...definitions.map((name) => `  ${definitionWords(name).en(rules)}`),
    ...reasonTable(screen, reasons, currency),
    ...targets.map((progress) => targetText(screen, progress, currency)),
    ...(apart.length === 0
      ? []
      : [screen.tint(`  In no amount, for want of a rate or of their MRR: ${apartText(apart)}`, 'warn')]),
  ].join('\n');
}

const ACCOUNTS_SHOWN = 5;

function npsText({ value, interval, answers, promoters, detractors }: NpsRow): string {
  const counts = `  Of ${counted(answers, 'answer')} ${promoters} are 9 or 10, and ${detractors} are 0 to 6`;
  if (interval === null) return '  Nobody answered the NPS question.';
  const [low, high] = interval.map((bound) => valueText('nps', bound, ''));
  const tooFew = value === null ? `; of fewer than ${LEAST_ANSWERS_OF_NPS} the NPS is not told` : '';
  return `${counts}: by luck alone an NPS from ${low} to ${high}${tooFew}.`;
}

function reasonTable(screen: Screen, reasons: readonly ReasonShare[], currency: string): string[] {
  if (reasons.length === 0) return [];
  const rows = reasons.map(({ movement, reason, customers, amount, accounts }): (string | Cell)[] => [
    movement,
    reason ?? { text: 'none given yet', tone: 'warn' },
    String(customers),
    `${amount} ${currency}`.trim(),
    [...new Set(accounts.map(({ account }) => account))].slice(0, ACCOUNTS_SHOWN).join(', '),
  ]);
  return [screen.table(['MOVEMENT', 'REASON', 'CUSTOMERS', 'MRR', 'ACCOUNTS'], rows)];
}

function apartText(apart: readonly ApartAccount[]): string {
  const shown = apart
    .slice(0, ACCOUNTS_SHOWN)
    .map(({ account, currencies }) => `${account} (${currencies || 'no currency'})`);
  const others = apart.length - shown.length;
  return `${shown.join(', ')}${others === 0 ? '' : `, and ${others} more (--json lists them all)`}`;
}

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
  if (kpiUnit(kpi) === 'points') return String(Math.round(10 * value) / 10 || 0);
  return kpiUnit(kpi) === 'money' ? `${value} ${currency}`.trim() : String(value);
}
