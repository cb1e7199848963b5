import type { Locale } from '../../../domain/locale/locale.ts';
import { styleOf } from '../../../domain/locale/style.ts';
import type { Interval } from '../../../domain/statistics/intervals.ts';
import type { ToldShare } from '../../../domain/work-cuts/told-share.ts';
import { cutsWords } from './words/words.ts';

export const percent = (share: number, locale: Locale) => `${styleOf(locale).number(100 * share, 0)}%`;

/** `12 of 40: 30% (18 to 45%)`; of too few without the rate. */
export function shareText({ successes, of, share, interval, needed }: ToldShare, locale: Locale): string {
  const say = cutsWords(locale);
  if (interval === null) return say.nothing;
  const range = say.range(percent(interval[0], locale), percent(interval[1], locale));
  return share === null
    ? say.fewOf(successes, of, range, needed)
    : say.shareOf(successes, of, percent(share, locale), range);
}

/** A number with its interval; of too few the interval alone. */
export const numberText = (value: number | null, interval: Interval | null, locale: Locale, decimals = 0): string =>
  rangeText(value, interval, { locale, written: (amount) => styleOf(locale).number(amount, decimals) });

/** The same of what is written otherwise than as a number. */
export function rangeText(
  value: number | null,
  interval: Interval | null,
  { locale, written }: { locale: Locale; written(amount: number): string },
): string {
  const say = cutsWords(locale);
  if (interval === null) return value === null ? say.nothing : written(value);
  const [low, high] = interval.map(written) as [string, string];
  return value === null ? say.onlyRange(low, high) : say.withRange(written(value), say.range(low, high));
}

/** Of a difference or a change: with its sign, a minus as long as a plus is wide. */
export function signed(value: number, locale: Locale, decimals = 0): string {
  const rounded = Number(value.toFixed(decimals));
  const sign = rounded < 0 ? '−' : rounded > 0 ? '+' : '±';
  return `${sign}${styleOf(locale).number(Math.abs(rounded), decimals)}`;
}
