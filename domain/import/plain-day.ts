import { type Day, isDay } from '../time/day.ts';

const ERAS: Record<string, number> = { 令和: 2018, R: 2018, 平成: 1988, H: 1988 };
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const MONTH = '(?<name>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\\.?';

/**
 * Ways to write a day that mean the same to everybody: the year first, or the month by its name. Of 3/4/2026 nobody
 * knows whether it is in March or in April, so only a mapping can say so.
 */
const SPELLINGS = [
  /^(?<year>\d{4})([-/.])(?<month>\d{1,2})\2(?<day>\d{1,2})(?!\d)/,
  /^(?<year>\d{4})(?<month>\d{2})(?<day>\d{2})(?!\d)/,
  /^(?<year>\d{4})年\s?(?<month>\d{1,2})月\s?(?<day>\d{1,2})日/,
  /^(?<era>令和|平成)(?<yearOfEra>元|\d{1,2})年\s?(?<month>\d{1,2})月\s?(?<day>\d{1,2})日/,
  /^(?<era>[RH])(?<yearOfEra>\d{1,2})\.(?<month>\d{1,2})\.(?<day>\d{1,2})(?!\d)/,
  new RegExp(`^(?<day>\\d{1,2})(?:st|nd|rd|th)?[ -]${MONTH}[ -](?<year>\\d{4})(?!\\d)`, 'i'),
  new RegExp(`^${MONTH} (?<day>\\d{1,2})(?:st|nd|rd|th)?, ?(?<year>\\d{4})(?!\\d)`, 'i'),
];

/** The day that a text begins with, in a spelling that can't be misread, and what comes after it. */
export function leadingDay(text: string): { day: Day; rest: string } | undefined {
  for (const spelling of SPELLINGS) {
    const match = spelling.exec(text);
    if (match?.groups === undefined) continue;
    const day = dayOfParts(match.groups);
    if (day !== undefined) return { day, rest: text.slice(match[0].length) };
  }
  return undefined;
}

/** The day that a text stands for and that takes no clock to tell. */
export function plainDayOf(text: string): Day | undefined {
  if (isDay(text)) return text;
  const found = leadingDay(text.normalize('NFKC').trim());
  return found?.rest === '' ? found.day : undefined;
}

/** The day that a pattern's parts make, where there is one. */
export function dayOfParts(parts: Record<string, string | undefined>): Day | undefined {
  const { year, month, name, day: dayOfMonth = '', era, yearOfEra = '' } = parts;
  const ofEra = yearOfEra === '元' ? 1 : Number(yearOfEra);
  const fullYear = era === undefined ? (year ?? '') : String((ERAS[era] as number) + ofEra);
  const number = name === undefined ? (month ?? '') : String(MONTHS.indexOf(name.toLowerCase()) + 1);
  const day = `${fullYear}-${number.padStart(2, '0')}-${dayOfMonth.padStart(2, '0')}`;
  return isDay(day) ? day : undefined;
}
