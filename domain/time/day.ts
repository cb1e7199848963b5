/** A calendar day in the company's time zone, `YYYY-MM-DD`. */
export type Day = string;

/** A calendar month, `YYYY-MM`. */
export type Month = string;

/** A calendar year, `YYYY`. */
export type Year = string;

/** That can be written. People and systems mean by it that something never ends. */
export const LAST_DAY: Day = '9999-12-31';

const MILLISECONDS_A_DAY = 86_400_000;
const DAY_LENGTH = 'YYYY-MM-DD'.length;
const DAYS_OF_MONTH = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const DASH = 0x2d;
/** So far below 0 that any number with such a "digit" in it is negative, and it stays a small integer. */
const NOT_A_DIGIT = -1_000_000;
/** All that evaluations look at lie within a year or two: several centuries' worth is never thrown away. */
const REMEMBERED_DAYS = 100_000;

const namesOfDays = new Map<number, Day>();
/** Whoever reckons with days asks for the same few hundred: to look one up takes a third of reading it. */
const numbersOfDays = new Map<Day, number>();

/** Days since 1970-01-01; throws on anything that is not a real date. */
export function dayNumber(day: Day): number {
  let number = numbersOfDays.get(day);
  if (number === undefined) {
    number = day.length === DAY_LENGTH ? leadingDayNumber(day) : Number.NaN;
    if (Number.isNaN(number)) throw new RangeError(`"${day}" is not a date: write it as YYYY-MM-DD`);
    if (numbersOfDays.size >= REMEMBERED_DAYS) numbersOfDays.clear();
    numbersOfDays.set(day, number);
  }
  return number;
}

export function dayOfNumber(number: number): Day {
  let day = namesOfDays.get(number);
  if (day === undefined) {
    day = new Date(number * MILLISECONDS_A_DAY).toISOString().slice(0, DAY_LENGTH);
    if (namesOfDays.size >= REMEMBERED_DAYS) namesOfDays.clear();
    namesOfDays.set(number, day);
  }
  return day;
}

export function isDay(text: string): boolean {
  return text.length === DAY_LENGTH && !Number.isNaN(leadingDayNumber(text));
}

/** Days since 1970-01-01 of the date that a text begins with; NaN when it begins with none. */
export function leadingDayNumber(text: string): number {
  if (text.charCodeAt(4) !== DASH || text.charCodeAt(7) !== DASH) return Number.NaN;
  const year = twoDigits(text, 0) * 100 + twoDigits(text, 2);
  const month = twoDigits(text, 5);
  const dayOfMonth = twoDigits(text, 8);
  if (year < 0 || month < 1 || month > 12 || dayOfMonth < 1) return Number.NaN;
  if (dayOfMonth > lastOfMonth(year, month)) return Number.NaN;
  // Counted in years that begin in March, so that the leap day comes last.
  const marchYear = month > 2 ? year : year - 1;
  const monthsSinceMarch = month > 2 ? month - 3 : month + 9;
  const leapDays = Math.floor(marchYear / 4) - Math.floor(marchYear / 100) + Math.floor(marchYear / 400);
  return marchYear * 365 + leapDays + Math.floor((153 * monthsSinceMarch + 2) / 5) + dayOfMonth - 719_469;
}

/** The number in the two digits at a place of a text; negative when they aren't digits. */
export function twoDigits(text: string, at: number): number {
  return digit(text, at) * 10 + digit(text, at + 1);
}

/** Negative when it isn't one. */
export function digit(text: string, at: number): number {
  const value = text.charCodeAt(at) - 48;
  return value >= 0 && value <= 9 ? value : NOT_A_DIGIT;
}

export function addDays(day: Day, days: number): Day {
  return dayOfNumber(dayNumber(day) + days);
}

/** How many days `later` comes after `earlier`; negative when it comes before. */
export function daysBetween(earlier: Day, later: Day): number {
  return dayNumber(later) - dayNumber(earlier);
}

/** Keeps the day of the month, or takes the month's last one: 31 May − 3 months is the last of February. */
export function addMonths(day: Day, months: number): Day {
  const monthNumber = twoDigits(day, 0) * 1200 + twoDigits(day, 2) * 12 + twoDigits(day, 5) - 1 + months;
  const year = Math.floor(monthNumber / 12);
  const month = monthNumber - year * 12 + 1;
  const dayOfMonth = Math.min(twoDigits(day, 8), lastOfMonth(year, month));
  return `${padded(year, 4)}-${padded(month, 2)}-${padded(dayOfMonth, 2)}`;
}

const padded = (number: number, length: number) => String(number).padStart(length, '0');

function lastOfMonth(year: number, month: number): number {
  const isLeapYear = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return month === 2 && !isLeapYear ? 28 : (DAYS_OF_MONTH[month - 1] as number);
}

export function monthOf(day: Day): Month {
  return day.slice(0, 7);
}

/** Every month from that of the first day to that of the last. */
export function monthsBetween(first: Day, last: Day): Month[] {
  const months: Month[] = [];
  for (let month = monthOf(first); month <= monthOf(last); month = monthOf(addMonths(`${month}-01`, 1))) {
    months.push(month);
  }
  return months;
}

export const yearOf = (day: Day | Month | Year): Year => day.slice(0, 'YYYY'.length);

/** The Monday of its week. */
export const weekOf = (day: Day): Day => addDays(day, -((weekdayOf(day) + 6) % 7));

export const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] as const;
export type Weekday = (typeof weekdays)[number];

/** 0 is Sunday. */
export function weekdayOf(day: Day): number {
  return (dayNumber(day) + 4) % 7;
}

/** Of two days either of which may not be known. */
export const earlierDay = (one: Day | null, other: Day | null): Day | null =>
  one === null || (other !== null && other < one) ? other : one;
