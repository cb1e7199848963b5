import * as z from 'zod';
import { type CustomerRules, customerRulesSchema } from '../backtest/question.ts';
import type { Playbook, Signal } from '../playbook/playbook.ts';
import { type NumberProblem, numbersOf, problemsOfNumbers, type SignalNumber } from '../playbook/signal-numbers.ts';
import { addDays, type Day, isDay, weekOf } from '../time/day.ts';

const daySchema = z.string().refine(isDay, 'is not a date that exists: write it as YYYY-MM-DD');

/** On either side of the value that runs. */
const MOST_STEPS = 6;
/** Beside the one that runs. */
export const MOST_VALUES = 2 * MOST_STEPS;
/** As many as a quarter has. */
const WEEKS = 13;

/** What would have been by each of these values of one number of a signal, all else as it runs. */
export const sensitivityQuestionSchema = z.strictObject({
  from: daySchema,
  to: daySchema,
  signal: z.string().min(1),
  /** Within the signal, e.g. `when.tripsAtOrBelow`. */
  path: z.string().min(1),
  /** Others than the one that runs, in their order. */
  values: z.array(z.number()).min(1).max(MOST_VALUES),
  /** Who counts as a customer and as gone, as the company's KPIs have it. */
  rules: customerRulesSchema,
});
export type SensitivityQuestion = z.infer<typeof sensitivityQuestionSchema>;

/**
 * The question about a number of a signal, over the thirteen weeks that ended last: who asks within a week is told what is
 * known already. Undefined where the playbook takes no other value of it.
 */
export function askSensitivity(
  playbook: Playbook,
  signal: string,
  number: SignalNumber,
  { today, rules }: { today: Day; rules: CustomerRules },
): SensitivityQuestion | undefined {
  const values = valuesAround(playbook, signal, number);
  if (values.length === 0) return undefined;
  return { ...daysCompared({}, today), signal, path: number.path, values, rules: customersCountedBy(rules) };
}

/** The thirteen whole weeks that ended last, from a Monday to a Sunday; as many up to the last day that somebody names. */
export function daysCompared(
  asked: { from?: Day | undefined; to?: Day | undefined },
  today: Day,
): { from: Day; to: Day } {
  const { from, to = addDays(weekOf(today), -1) } = asked;
  return { from: from ?? addDays(to, 1 - 7 * WEEKS), to };
}

/** Of the company's rules those that say who counts: whatever else they say asks the same. */
export const customersCountedBy = ({ backWithinDays, downgradeToFree }: CustomerRules): CustomerRules => ({
  backWithinDays,
  downgradeToFree,
});

/** The number that says when a signal trips: what one tunes first. */
export function thresholdOf(numbers: readonly SignalNumber[]): SignalNumber | undefined {
  return numbers.find(({ path }) => /\.trips/.test(path)) ?? numbers[0];
}

/** The number by its path; without one, the threshold. */
export function numberAsked(playbook: Playbook, signal: string, path: string | null): SignalNumber | undefined {
  const known = Object.hasOwn(playbook.signals, signal) ? playbook.signals[signal] : undefined;
  if (known === undefined) return undefined;
  const numbers = numbersOf(known);
  return numbers.find((number) => number.path === path) ?? thresholdOf(numbers);
}

/** Other values of a number that the playbook would take, at even steps from the one that runs. */
function valuesAround(playbook: Playbook, signal: string, number: SignalNumber): number[] {
  const step = stepFrom(number);
  return Array.from({ length: MOST_VALUES + 1 }, (_, n) => (n - MOST_STEPS) * step)
    .filter((away) => away !== 0)
    .map((away) => Number((number.value + away).toFixed(6)))
    .filter((value) => value >= 0 && problemsOfNumbers(playbook, signal, { [number.path]: value }).length === 0);
}

/** Why values end where they do: on one side of the one that runs, another number of the signal is in the way. */
export interface EndOfValues {
  side: 'lower' | 'higher';
  other: SignalNumber;
}

/** Where another number stands in the way of further values; moved together, both may go on. */
export function endsOfValues(playbook: Playbook, signal: string, number: SignalNumber): EndOfValues[] {
  const others = numbersOf(playbook.signals[signal] as Signal).filter(({ path }) => path !== number.path);
  const step = stepFrom(number);
  return (['lower', 'higher'] as const).flatMap((side) => {
    const refused = Array.from({ length: MOST_STEPS }, (_, n) => (n + 1) * (side === 'lower' ? -step : step))
      .map((away) => problemsOfNumbers(playbook, signal, { [number.path]: Number((number.value + away).toFixed(6)) }))
      .find((problems) => problems.length > 0);
    const [other] = (refused ?? []).flatMap((problem) => otherInTheWay(problem, number, others) ?? []);
    return other === undefined ? [] : [{ side, other }];
  });
}

/** A number's own bounds are nobody else's; what it may not pass otherwise is where another one stands. */
function otherInTheWay({ path, limit }: NumberProblem, { bounds, ...number }: SignalNumber, others: SignalNumber[]) {
  if (path !== number.path) return others.find((one) => one.path === path);
  if (!('value' in limit) || limit.value === bounds.least || limit.value === bounds.most) return undefined;
  return others.find(({ value }) => value === limit.value);
}

/** A step that people would take: five percent, a week, or about an eighth of it. */
function stepFrom({ unit, value }: SignalNumber): number {
  const eighth = value / 8;
  if (unit === 'share') return value <= 1 ? 0.05 : Math.round(eighth * 20) / 20;
  if (unit === 'days' && value >= 14 && value % 7 === 0) return 7 * Math.max(1, Math.round(eighth / 7));
  return eighth < 4 ? Math.max(1, Math.round(eighth)) : 5 * Math.round(eighth / 5);
}
