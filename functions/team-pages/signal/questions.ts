import { askBacktest } from '../../../domain/backtest/ask-backtest.ts';
import type { BacktestQuestion, CustomerRules } from '../../../domain/backtest/question.ts';
import type { SignalNumber } from '../../../domain/playbook/signal-numbers.ts';
import { askSensitivity, numberAsked, type SensitivityQuestion } from '../../../domain/sensitivity/question.ts';
import { addDays, type Day, daysBetween, isDay, monthOf } from '../../../domain/time/day.ts';
import type { WhatIfQuestion } from '../../../domain/what-if/what-if.ts';
import type { Running, Trial } from './trial.ts';

/** Over so many weeks up to yesterday one may ask. */
export const WEEKS_ON_OFFER = [4, 13, 26, 52];
export const USUAL_WEEKS = 13;
const MOST_DAYS = 1_096;

export interface DaysAsked {
  from: Day;
  to: Day;
}

/** The days that an address or a form asks about: a link that was shared leads to the same answer tomorrow. */
export function daysAsked(asked: URLSearchParams, today: Day): DaysAsked {
  const [from, to] = [asked.get('from') ?? '', asked.get('to') ?? ''];
  if (isDay(from) && isDay(to) && from <= to && to < today && daysBetween(from, to) < MOST_DAYS) return { from, to };
  const weeks = WEEKS_ON_OFFER.find((one) => String(one) === asked.get('weeks')) ?? USUAL_WEEKS;
  const yesterday = addDays(today, -1);
  return { from: addDays(yesterday, 1 - 7 * weeks), to: yesterday };
}

export const weeksOf = ({ from, to }: DaysAsked) => Math.round((daysBetween(from, to) + 1) / 7);

/** The same numbers and days are the same question, in whatever order they were filled in. */
export function whatIfOf({ signal, numbers, wanted }: Trial, { from, to }: DaysAsked): WhatIfQuestion {
  const set = numbers
    .filter(({ path }) => Object.hasOwn(wanted, path))
    .map(({ path }) => ({ path: `signals.${signal}.${path}`, value: wanted[path] as number }));
  return { from, to, change: { set } };
}

/** Of which number an address or a form compares values, and the question that does it; undefined where there is none. */
export function comparisonOf(
  signal: string,
  { playbook }: Running,
  path: string | null,
  asked: { today: Day; rules: CustomerRules },
): { number: SignalNumber; question: SensitivityQuestion } | undefined {
  const number = numberAsked(playbook, signal, path);
  const question = number && askSensitivity(playbook, signal, number, asked);
  return number && question && { number, question };
}

/** The year up to the end of last month: who asks in the same month is shown what is known already. */
export function backtestOf(today: Day, rules: CustomerRules): BacktestQuestion {
  const to = addDays(`${monthOf(today)}-01`, -1);
  const asked = askBacktest({ to }, { today, rules });
  if ('refused' in asked) throw new RangeError(`the usual backtest can’t be asked: ${asked.refused.option}`);
  return asked.question;
}
