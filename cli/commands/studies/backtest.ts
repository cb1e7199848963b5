import { type Command, InvalidArgumentError, Option } from 'commander';
import type { BacktestAnswer, Share, SignalAnswer } from '../../../domain/backtest/backtest-answer.ts';
import {
  type Outcome,
  outcomes,
  USUAL_HORIZON_IN_DAYS,
  USUAL_LEAD_IN_DAYS,
} from '../../../domain/backtest/question.ts';
import { counted } from '../../../functions/operate/commands/installation/counted.ts';
import { OperatorError } from '../../../functions/operate/operator-error.ts';
import { parseDay } from '../../arguments.ts';
import type { Screen } from '../../screen.ts';
import type { Act, Session } from '../../session.ts';
import type { Cell } from '../../table.ts';
import { inPercent } from './share-text.ts';
import { type AnsweredStudy, outcomeOf } from './study-outcome.ts';

interface Options {
  signal?: string;
  outcome?: Outcome;
  lead?: number;
  horizon?: number;
  from?: string;
  to?: string;
}

export function addBacktest(program: Command, act: Act): void {
  program
    .command('backtest')
    .description('say whether the signals would have warned of who left, how early, and how sure that is')
    .option('--signal <name>', 'only this one; all of them unless given')
    .addOption(new Option('--outcome <what>', 'what they are to warn of; churn unless given').choices([...outcomes]))
    .option('--lead <days>', `later warnings are too late; ${USUAL_LEAD_IN_DAYS} unless given`, parseDays)
    .option(
      '--horizon <days>',
      `for so long after the lead a warning stands; ${USUAL_HORIZON_IN_DAYS} unless given`,
      parseDays,
    )
    .option('--from <date>', 'the first day; a year before the last one unless given', parseDay)
    .option('--to <date>', 'the last day; yesterday unless given', parseDay)
    .action(act(showBacktest));
}

function parseDays(text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It is not a whole number of days.');
}

async function showBacktest(session: Session, options: Options): Promise<undefined> {
  const { screen, installation } = session;
  const { signal, outcome, lead: leadInDays, horizon: horizonInDays, from, to } = options;
  const asked = { signal, outcome, leadInDays, horizonInDays, from, to };
  const study = await outcomeOf(session, async () => (await installation().operate('start-backtest', asked)).study);
  if (study.answer.accounts === 0) throw nobodyThere(study);
  const shown = study.answer.signals.filter((one) => signal === undefined || one.signal === signal);
  screen.show(
    shown.map((one) => forScripts(one, study)),
    () => backtestText(screen, study, shown),
  );
}

const nobodyThere = ({ question: { from, to } }: AnsweredStudy<'backtest'>) =>
  new OperatorError(
    'before-the-ledger',
    'Nothing can be told.',
    `From ${from} to ${to} no account was a customer, as far as the ledger knows.`,
    'Ask about later days, or import what was so before: sakimawari import ledger FILE',
  );

/** As scripts read it: beside the signal's own figures what they have to be read with. */
function forScripts(
  { signal, precision, lift, daysAhead, catchRate, ...rest }: SignalAnswer,
  { question, answer, playbook, failed = [] }: AnsweredStudy<'backtest'>,
) {
  const { signals: _, isEnough, ...among } = answer;
  return {
    signal,
    ...rest,
    precision,
    catchRate,
    lift: lift?.value ?? null,
    liftInterval: lift?.interval ?? null,
    medianLeadDays: daysAhead?.median ?? null,
    leadDays: daysAhead,
    enough: isEnough,
    ...among,
    ...question,
    playbook,
    failed,
  };
}

const happened: Record<Outcome, string> = {
  churn: 'left',
  expansion: 'paid more',
  contraction: 'paid less',
};

function backtestText(screen: Screen, study: AnsweredStudy<'backtest'>, shown: readonly SignalAnswer[]): string {
  const { question, answer, playbook, failed = [] } = study;
  const { outcome, leadInDays, horizonInDays, from, to } = question;
  const { isEnough, outcomesNeeded: needed } = answer;
  const silent = shown.length > 1 ? shown.filter(isSilent) : [];
  const told = shown.filter((one) => !silent.includes(one));
  const blind = shown.filter(({ unknownDays }) => unknownDays > 0 && unknownDays === answer.accountDays);
  return [
    `${from} to ${to}, playbook ${playbook}: ${counted(answer.accounts, 'customer')}, ${counted(answer.outcomes, 'time')} one ${happened[outcome]}`,
    `A warning counts from ${leadInDays + 1} to ${leadInDays + horizonInDays} days ahead, an alarm once these days are over.`,
    'Each day is judged by what was known then; history that was loaded counts as known on its days.',
    baseLine(answer, outcome),
    isEnough ? rateTable(screen, told) : countTable(screen, told),
    isEnough
      ? bestLine(answer)
      : screen.tint(
          `Too few to tell a rate or to rank: ${counted(needed, 'more outcome')} ${needed === 1 ? 'is' : 'are'} needed.`,
          'warn',
        ),
    ...namesLine('Raised nothing', silent, blind),
    ...namesLine('Had no data on any day, so that silence says nothing', blind),
    ...failed.map(({ accounts, examples, reason }) =>
      screen.tint(`Left out: ${counted(accounts, 'account')} (${examples.join(', ')}): ${reason}`, 'warn'),
    ),
  ].join('\n');
}

const isSilent = ({ caught, tooLate, earlier, alarms, tooLateAlarms, unfinishedAlarms }: SignalAnswer) =>
  caught + tooLate + earlier + alarms + tooLateAlarms + unfinishedAlarms === 0;

function namesLine(what: string, those: readonly SignalAnswer[], but: readonly SignalAnswer[] = []): string[] {
  const names = those.filter((one) => !but.includes(one)).map(({ signal }) => signal);
  return names.length === 0 ? [] : [`${what}: ${names.join(', ')}`];
}

function baseLine({ baseRate, csms, csmMonths }: BacktestAnswer, outcome: Outcome): string {
  const csmLine = csms === 0 ? '' : ` ${counted(csms, 'CSM')} had customers for ${counted(csmMonths, 'month')} in all.`;
  return `Base rate: ${withInterval(baseRate)} of customers ${happened[outcome]} within the horizon, seen from any day.${csmLine}`;
}

const verdictCells = {
  'better-than-chance': { text: 'better than chance', tone: 'good' },
  'no-better': { text: 'no better', tone: 'bad' },
  'cant-tell': { text: "can't tell", tone: 'quiet' },
} as const satisfies Record<SignalAnswer['verdict'], Cell>;

function rateTable(screen: Screen, shown: readonly SignalAnswer[]): string {
  const rows = shown.map((one): (string | Cell)[] => [
    one.signal,
    `${one.catchRate.count} of ${one.catchRate.of}`,
    String(one.tooLate || '·'),
    one.daysAhead === null
      ? '–'
      : `${days(one.daysAhead.median)} (${days(one.daysAhead.lower)}–${days(one.daysAhead.upper)})`,
    String(one.alarms || '·'),
    String(one.falseAlarms || '·'),
    withInterval(one.precision),
    liftText(one.lift),
    one.q === null ? '–' : one.q.toFixed(3),
    verdictCells[one.verdict],
  ]);
  const head = ['SIGNAL', 'CAUGHT', 'TOO LATE', 'DAYS AHEAD', 'ALARMS', 'FALSE', 'RIGHT', 'LIFT', 'Q', ''];
  return screen.table(head, rows);
}

function countTable(screen: Screen, shown: readonly SignalAnswer[]): string {
  const rows = shown.map((one) => [
    one.signal,
    `${one.catchRate.count} of ${one.catchRate.of}`,
    String(one.tooLate || '·'),
    String(one.alarms || '·'),
    String(one.falseAlarms || '·'),
    one.precision.interval === null ? '–' : inPercent(one.precision.interval),
  ]);
  return screen.table(['SIGNAL', 'CAUGHT', 'TOO LATE', 'ALARMS', 'FALSE', 'RIGHT (95 %)'], rows);
}

function bestLine({ best, signals }: BacktestAnswer): string {
  if (best === null) return '';
  const chance = best.p < 0.001 ? 'less than 0.1' : (best.p * 100).toFixed(1);
  return `The best of ${counted(signals.length, 'signal')} is ${best.signal}: by luck alone the best of so many looks as good in ${chance} of 100 cases.`;
}

const days = (number: number) => String(Math.round(number));

function withInterval({ value, interval }: Share): string {
  if (interval === null) return '–';
  return value === null ? inPercent(interval) : `${Math.round(value * 100)} % (${inPercent(interval)})`;
}

const liftText = (lift: SignalAnswer['lift']) =>
  lift === null ? '–' : `${(lift.value ?? 0).toFixed(1)} (${lift.interval.map((bound) => bound.toFixed(1)).join('–')})`;
