import type { Share } from '../../../domain/backtest/backtest-answer.ts';
import type { Interval } from '../../../domain/statistics/intervals.ts';

export const inPercent = ([low, high]: Interval) => `${Math.round(low * 100)}–${Math.round(high * 100)} %`;

/** So many of so many, with the interval of the share. */
export const countWithInterval = ({ count, of, interval }: Share) =>
  interval === null ? `${count} of ${of}` : `${count} of ${of} (${inPercent(interval)})`;
