import { describe, expect, it, test } from 'vitest';
import { type Locale, languages } from '../../../domain/locale/locale.ts';
import { styleOf } from '../../../domain/locale/style.ts';
import { addDays } from '../../../domain/time/day.ts';

describe('the style of a locale', () => {
  test.each<[Locale, string, string, string]>([
    ['en', 'Wed 3 Jun', '3 June 2026', 'Jun 2026'],
    ['en-GB', 'Wed 3 Jun', '3 June 2026', 'Jun 2026'],
    ['en-AU', 'Wed 3 Jun', '3 June 2026', 'Jun 2026'],
    ['en-US', 'Wed, Jun 3', 'June 3, 2026', 'Jun 2026'],
    ['ja', '6月3日(水)', '2026年6月3日', '2026年6月'],
    ['ja-JP', '6月3日(水)', '2026年6月3日', '2026年6月'],
  ])('writes days and months in %s as %s, %s, %s', (locale, day, longDay, month) => {
    const style = styleOf(locale);
    expect([style.day('2026-06-03'), style.longDay('2026-06-03'), style.month('2026-06')]).toEqual([
      day,
      longDay,
      month,
    ]);
  });

  test.each<[Locale, string, string]>([
    ['en', 'Fri 4 Sep', 'Fri 4 Sep, 09:05'],
    ['en-GB', 'Fri 4 Sep', 'Fri 4 Sep, 09:05'],
    ['en-AU', 'Fri 4 Sep', 'Fri 4 Sep, 09:05'],
    ['en-ZA', 'Fri 4 Sep', 'Fri 4 Sep, 09:05'],
    ['en-US', 'Fri, Sep 4', 'Fri, Sep 4, 9:05 AM'],
  ])(
    'shortens September to three letters wherever English is read, in days, months and moments: %s',
    (locale, day, moment) => {
      const style = styleOf(locale);
      expect(style.day('2026-09-04')).toBe(day);
      expect(style.month('2026-09')).toBe('Sep 2026');
      expect(style.moment('2026-09-04T00:05:00Z', 'Asia/Tokyo')).toBe(moment);
    },
  );

  it('writes a moment on New Year’s Eve by the company’s clock', () => {
    expect(styleOf('en').moment('2026-12-31T15:00:00Z', 'Asia/Tokyo')).toBe('Fri 1 Jan, 00:00');
    expect(styleOf('en-US').moment('2026-12-31T15:00:00Z', 'America/New_York')).toBe('Thu, Dec 31, 10:00 AM');
    expect(styleOf('ja').moment('2026-12-31T15:00:00Z', 'Asia/Tokyo')).toBe('1月1日(金) 00:00');
  });

  test.each<[Locale, string]>([
    ['en', 'Wed 3 Jun, 09:05'],
    ['en-GB', 'Wed 3 Jun, 09:05'],
    ['en-US', 'Wed, Jun 3, 9:05 AM'],
    ['ja', '6月3日(水) 09:05'],
  ])('writes a moment in %s as %s', (locale, written) => {
    expect(styleOf(locale).moment('2026-06-03T00:05:00Z', 'Asia/Tokyo')).toBe(written);
  });

  test.each<[Locale, string, string, string, string]>([
    ['en', '1,234.5', '$1,200', '£9.50', '¥98,000'],
    ['en-GB', '1,234.5', 'US$1,200', '£9.50', 'JP¥98,000'],
    ['en-US', '1,234.5', '$1,200', '£9.50', '¥98,000'],
    ['ja', '1,234.5', '$1,200', '£9.50', '￥98,000'],
  ])('writes numbers and money in %s', (locale, number, dollars, pounds, yen) => {
    const { money, number: written } = styleOf(locale);
    expect([written(1234.5), money(1200, 'USD'), money(9.5, 'GBP'), money(98_000, 'JPY')]).toEqual([
      number,
      dollars,
      pounds,
      yen,
    ]);
    expect(money(1234.567, undefined)).toBe('1,234.57');
  });

  it.each(languages)('writes counts in %s as its readers do, also those that it writes without Intl', (language) => {
    const usual = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
    for (const count of [...Array(1100).keys(), -0, -7, 7.25, 999.95, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(styleOf(language).number(count)).toBe(usual.format(count));
    }
  });

  it.each(languages)('rounds to whole numbers in %s as its readers do', (language) => {
    const usual = new Intl.NumberFormat(language, { maximumFractionDigits: 0 });
    const tenths = Array.from({ length: 10_010 }, (_, i) => i / 10);
    for (const value of [...tenths, 0.49999999999999994, 2.5, 999.5, 1e21, -0.2, -0, -2.5, Number.NaN]) {
      expect(styleOf(language).number(value, 0)).toBe(usual.format(value));
    }
  });

  it('lists as the language does', () => {
    expect(styleOf('en').list(['a', 'b', 'c'])).toBe('a, b, and c');
    expect(styleOf('en-GB').list(['a', 'b', 'c'])).toBe('a, b and c');
    expect(styleOf('ja').list(['a', 'b', 'c'])).toBe('a、b、c');
  });

  it('writes every day of ten years in Japanese as it always has', () => {
    for (let day = '2020-01-01'; day < '2030-01-01'; day = addDays(day, 1)) {
      const [year, month, date] = day.split('-').map(Number);
      const weekday = '日月火水木金土'[new Date(day).getUTCDay()];
      expect(styleOf('ja').longDay(day)).toBe(`${year}年${month}月${date}日`);
      expect(styleOf('ja').day(day)).toBe(`${month}月${date}日(${weekday})`);
      expect(styleOf('ja').month(day.slice(0, 7))).toBe(`${year}年${month}月`);
    }
  });
});
