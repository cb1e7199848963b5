import { bestOfMany } from '../statistics/best-of-many.ts';
import { type ClusteredCounts, clusteredInterval, liftOf } from '../statistics/clustered-share.ts';
import { type CountedValues, type Quartiles, quartilesOf } from '../statistics/counted-values.ts';
import { falseDiscoveryRates } from '../statistics/false-discovery.ts';
import { type Interval, wilsonInterval } from '../statistics/intervals.ts';
import { reachedAfter, type SurvivalStep, survivalCurve } from '../statistics/kaplan-meier.ts';
import type { Random } from '../statistics/random.ts';
import { type BacktestPart, noSignalPart, type SignalPart } from './backtest-part.ts';
import { OutcomeDealer } from './dealt-accounts.ts';
import { LEAST_OUTCOMES } from './question.ts';
import type { Frame } from './windows.ts';

/**
 * `better-than-chance`: more than luck, also as the best of many. `no-better`: whatever it adds to the base rate, it is
 * less than a half more. `cant-tell`: the numbers leave both open, or are too few to say.
 */
export const verdicts = ['better-than-chance', 'no-better', 'cant-tell'] as const;
export type Verdict = (typeof verdicts)[number];

/** A share with what it is a share of. */
export interface Share {
  count: number;
  of: number;
  /** `null` where there are too few outcomes to tell a rate, or it is a share of nothing. */
  value: number | null;
  /** At 95 %; `null` of nothing. */
  interval: Interval | null;
}

/** How many of those to whom it happened had been warned of at least so many days ahead. */
export interface LeadStep {
  days: number;
  warned: number;
}

/** What one signal would have said of the outcome. */
export interface SignalAnswer {
  signal: string;
  /** To how many it happened: the same of every signal. Each was caught, warned of too late or earlier, missed or unknown. */
  outcomes: number;
  caught: number;
  tooLate: number;
  /** Opened before the horizon and still open in it: no news any more. */
  earlier: number;
  missed: number;
  /** Before them it had no data, so it neither warned nor missed. */
  unknown: number;
  /** Of those before which it had data. */
  catchRate: Share;
  /** Of the caught; `null` where there are too few outcomes, or none was caught. */
  daysAhead: Quartiles | null;
  /** Of the caught and those warned too late, by days ahead, the most first: the curve of the page. */
  leadCurve: readonly LeadStep[];
  /** Whose days are over and whose customer was still there after the lead. */
  alarms: number;
  /** After so many of them it happened in time. */
  hits: number;
  /** It did not happen, and nobody had acted on it. */
  falseAlarms: number;
  /** It did not happen, and somebody had: no false alarm, and no proof either. */
  keptAfterAction: number;
  /** After so many it happened within the lead, or the customer was gone by its end. */
  tooLateAlarms: number;
  /** The days that they warn of are not over. */
  unfinishedAlarms: number;
  precision: Share;
  /** The precision of alarms that somebody acted on within the lead, and of the others. */
  ifActedOn: Share;
  ifNotActedOn: Share;
  /** `null` where no CSM had customers, or there are too few outcomes. */
  falseAlarmsPerCsmAndMonth: number | null;
  /** How many times as often it happened after an alarm as after any day on which the signal had data. */
  lift: { value: number | null; interval: Interval } | null;
  /** How often chance alone catches as many; `null` where there are too few outcomes, or it never warned. */
  p: number | null;
  /** The same among all signals, by Benjamini and Hochberg: of those up to 0.05 one in twenty is luck. */
  q: number | null;
  verdict: Verdict;
  /** Days of accounts on which it could tell of nothing, for want of data. */
  unknownDays: number;
  /** To which share of accounts it had not happened so long after the first alarm, by Kaplan and Meier: a step a week. */
  survival: readonly Omit<SurvivalStep, 'happened'>[];
  /** In days after the first alarm; `null`: not reached. */
  halfGoneAfter: number | null;
  quarterGoneAfter: number | null;
}

export interface BacktestAnswer {
  /** That were there, whether they left since or not. */
  accounts: number;
  outcomes: number;
  /** Days of accounts that were looked at. */
  accountDays: number;
  /** Whether there are outcomes enough for rates and a ranking, and how many more it takes. */
  isEnough: boolean;
  outcomesNeeded: number;
  /** How often it happens anyway within a horizon that begins after the lead; of days of accounts. */
  baseRate: Share;
  /** What caught best, and how often chance alone makes the best of so many look as good. */
  best: { signal: string; p: number } | null;
  csms: number;
  csmMonths: number;
  /** What tells the most first; where there are too few outcomes, as in the playbook. */
  signals: readonly SignalAnswer[];
}

/** Below it a signal is more than luck. */
const LEVEL = 0.05;
/** A signal whose lift is below this for sure is not worth its tasks. */
const LEAST_LIFT = 1.5;
/** Enough for a q of 0.05 among a hundred signals. */
const ROUNDS = 1999;

export function answerOf(part: BacktestPart, frame: Frame, signals: readonly string[], random: Random): BacktestAnswer {
  const isEnough = part.outcomes >= LEAST_OUTCOMES;
  const luck = isEnough && signals.length > 0 ? luckOf(part, frame, signals.length, random) : null;
  const csmMonths = Object.values(part.csmMonths).reduce((sum, bits) => sum + bitsIn(bits), 0);
  const among: Among = { part, lead: frame.lead, csmMonths, isEnough };
  const answers = signals.map((signal, i) =>
    signalAnswer(signal, part.signals[i] ?? noSignalPart, among, luck && luckOfOne(luck, i)),
  );
  return {
    accounts: part.accounts,
    outcomes: part.outcomes,
    accountDays: part.daysSeen,
    isEnough,
    outcomesNeeded: Math.max(0, LEAST_OUTCOMES - part.outcomes),
    baseRate: shareOf(part.days, isEnough),
    best: luck && { signal: signals[luck.best] as string, p: luck.p },
    csms: Object.keys(part.csmMonths).length,
    csmMonths,
    signals: isEnough ? answers.sort((a, b) => surestLift(b) - surestLift(a) || (a.p ?? 1) - (b.p ?? 1)) : answers,
  };
}

interface Luck {
  best: number;
  /** Of the best of all. */
  p: number;
  pOfEach: (number | null)[];
  q: (number | null)[];
}

function luckOf({ dealt }: BacktestPart, frame: Frame, signals: number, random: Random): Luck {
  const dealer = new OutcomeDealer(dealt, frame, signals);
  const luck = bestOfMany(dealer.found, () => dealer.deal(random), ROUNDS);
  // What never warned of anything can't be found by chance either: it is none of the many.
  const rates = falseDiscoveryRates(luck.pOfEach.filter((p) => p !== null)).values();
  return { ...luck, q: luck.pOfEach.map((p) => (p === null ? null : (rates.next().value as number))) };
}

/** The best was picked because it is the best: its own p says too much, that of the best of many doesn't. */
const luckOfOne = ({ best, p, pOfEach, q }: Luck, i: number) => ({
  p: pOfEach[i] ?? null,
  q: q[i] ?? null,
  isMore: (q[i] ?? 1) <= LEVEL && (i !== best || p <= LEVEL),
});

/** What the answer of a signal looks at beside what the signal did. */
interface Among {
  part: BacktestPart;
  lead: number;
  csmMonths: number;
  isEnough: boolean;
}

function signalAnswer(
  signal: string,
  of: SignalPart,
  { part, lead, csmMonths, isEnough }: Among,
  luck: ReturnType<typeof luckOfOne> | null,
): SignalAnswer {
  const { caught, tooLate, earlier, unknown, alarms, actedOn, notActedOn } = of;
  const { outcomes } = part;
  const known = outcomes - unknown;
  const lift = liftOf(alarms, of.days);
  const survival = survivalCurve(of.untilOutcome);
  const falseAlarms = notActedOn.trials - notActedOn.successes;
  return {
    signal,
    outcomes,
    caught,
    tooLate,
    earlier,
    missed: known - caught - tooLate - earlier,
    unknown,
    catchRate: {
      count: caught,
      of: known,
      value: isEnough && known > 0 ? caught / known : null,
      interval: wilsonInterval(caught, known),
    },
    daysAhead: isEnough ? quartilesOf(inTime(of.daysAhead, lead)) : null,
    leadCurve: leadCurveOf(of.daysAhead),
    alarms: alarms.trials,
    hits: alarms.successes,
    falseAlarms,
    keptAfterAction: actedOn.trials - actedOn.successes,
    tooLateAlarms: of.tooLateAlarms,
    unfinishedAlarms: of.unfinished,
    precision: shareOf(alarms, isEnough),
    ifActedOn: shareOf(actedOn, isEnough),
    ifNotActedOn: shareOf(notActedOn, isEnough),
    falseAlarmsPerCsmAndMonth: isEnough && csmMonths > 0 ? falseAlarms / csmMonths : null,
    lift: lift && { ...lift, value: isEnough ? lift.value : null },
    p: luck?.p ?? null,
    q: luck?.q ?? null,
    verdict: luck === null ? 'cant-tell' : verdictOf(lift?.interval ?? null, luck.isMore),
    unknownDays: of.unknownDays,
    survival: lastOfEachWeek(survival),
    halfGoneAfter: isEnough ? reachedAfter(survival, 0.5) : null,
    quarterGoneAfter: isEnough ? reachedAfter(survival, 0.25) : null,
  };
}

function verdictOf(lift: Interval | null, isMore: boolean): Verdict {
  if (lift === null) return 'cant-tell';
  if (isMore && lift[0] > 1) return 'better-than-chance';
  return lift[1] < LEAST_LIFT ? 'no-better' : 'cant-tell';
}

const shareOf = (counts: ClusteredCounts, isEnough: boolean): Share => ({
  count: counts.successes,
  of: counts.trials,
  value: isEnough && counts.trials > 0 ? counts.successes / counts.trials : null,
  interval: clusteredInterval(counts),
});

const inTime = (daysAhead: CountedValues, lead: number): CountedValues =>
  Object.fromEntries(Object.entries(daysAhead).filter(([days]) => Number(days) > lead));

function leadCurveOf(daysAhead: CountedValues): LeadStep[] {
  const mostFirst = Object.entries(daysAhead)
    .map(([days, count]) => ({ days: Number(days), count }))
    .sort((a, b) => b.days - a.days);
  let warned = 0;
  return mostFirst.map(({ days, count }) => {
    warned += count;
    return { days, warned };
  });
}

/** Of very many accounts each day has a step, more than a row holds and anybody sees. */
function lastOfEachWeek(curve: readonly SurvivalStep[]): SignalAnswer['survival'] {
  const weekOf = ({ days }: Pick<SurvivalStep, 'days'>) => Math.floor(days / DAYS_A_WEEK);
  return curve.flatMap(({ happened: _, ...step }, i) => {
    const next = curve[i + 1];
    return next === undefined || weekOf(next) !== weekOf(step) ? [step] : [];
  });
}

const DAYS_A_WEEK = 7;

const surestLift = ({ lift }: SignalAnswer) => lift?.interval[0] ?? 0;

function bitsIn(bits: number): number {
  let count = 0;
  for (let rest = bits; rest !== 0; rest &= rest - 1) count += 1;
  return count;
}
