import type { Verdict } from '../../../../domain/backtest/backtest-answer.ts';
import type { Day } from '../../../../domain/time/day.ts';

/** Whether a signal would have warned of those who left. */
export interface BacktestWords {
  heading: string;
  /** Of all signals at once. */
  headingOfAll: string;
  /** What is asked, for whoever has not asked it yet. */
  ask(of: { from: Day; to: Day; leadInDays: number; horizonInDays: number }): string;
  button: string;
  lead(of: { from: Day; to: Day; outcomes: number; accounts: number }): string;
  none: string;
  tooFew(outcomes: number, needed: number): string;
  verdicts: Record<Verdict, string>;
  figures: {
    caught: string;
    tooLate: string;
    missed: string;
    unknown: string;
    earlier: string;
    precision: string;
    lift: string;
    falseAlarms: string;
    keptAfterAction: string;
    unfinished: string;
    daysAhead: string;
    baseRate: string;
  };
  ofAll(count: number, of: number): string;
  rate(share: string, count: number, of: number, low: string, high: string): string;
  counts(count: number, of: number, low: string, high: string): string;
  times(value: string | null, low: string, high: string): string;
  days(median: number, low: number, high: number): string;
  aMonth(count: string): string;
  curve: { heading: string; days: string; warned: string; atLeast(days: number): string };
  about(leadInDays: number, horizonInDays: number): string;
  notIn: string;
}
