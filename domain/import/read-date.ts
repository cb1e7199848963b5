import type { Day } from '../time/day.ts';
import type { LocalClock } from '../time/time-zone.ts';
import { readTime } from '../usage/read-time.ts';
import { dayOfParts, leadingDay } from './plain-day.ts';

const MINUTE_IN_MS = 60_000;
const HOUR_IN_MS = 3_600_000;

/** Parts that a date pattern is put together of, the longer first. `A` is AM or PM. */
const PART = /YYYY|MM|M|DD|D|HH|H|hh|h|mm|ss|A/g;
const TWO_DIGITS = String.raw`\d{2}`;
const MEANINGS: Record<string, [name: string, digits: string]> = {
  YYYY: ['year', String.raw`\d{4}`],
  MM: ['month', TWO_DIGITS],
  M: ['month', String.raw`\d{1,2}`],
  DD: ['day', TWO_DIGITS],
  D: ['day', String.raw`\d{1,2}`],
  HH: ['hour', TWO_DIGITS],
  H: ['hour', String.raw`\d{1,2}`],
  hh: ['halfDayHour', TWO_DIGITS],
  h: ['halfDayHour', String.raw`\d{1,2}`],
  mm: ['minute', TWO_DIGITS],
  ss: ['second', TWO_DIGITS],
  A: ['half', '[AaPp][Mm]'],
};

/** With a year, a month and a day in it, each part once. */
export function isDatePattern(pattern: string): boolean {
  const names = (pattern.match(PART) ?? []).map((part) => MEANINGS[part]?.[0]);
  const isOnce = new Set(names).size === names.length;
  const hasHalf = names.includes('half') === names.includes('halfDayHour');
  return isOnce && hasHalf && ['year', 'month', 'day'].every((name) => names.includes(name));
}

/**
 * The day that a text stands for, by a pattern or in a spelling that can't be misread; a point in time (with its offset, or
 * counted since 1970) has the clock's day.
 */
export function readDay(text: string, patterns: string[], clock: Pick<LocalClock, 'dayOf'>): Day | undefined {
  const plain = withPlainSpaces(text);
  const instant = readPointInTime(plain);
  return instant === undefined ? readParts(plain, patterns)?.day : clock.dayOf(instant);
}

/** The instant (ms) that a text stands for, on the clock where it names no offset. */
export function readInstant(text: string, patterns: string[], clock: LocalClock): number | undefined {
  const plain = withPlainSpaces(text);
  const instant = readPointInTime(plain);
  if (instant !== undefined) return instant;
  const parts = readParts(plain, patterns);
  if (parts === undefined) return undefined;
  const wanted = clock.startOf(parts.day) + parts.timeInMs;
  // On a day on which the clocks change, hours after the change are fewer or more from its beginning.
  const { day, hour } = clock.hourOf(wanted);
  const off = day === parts.day ? Math.floor(parts.timeInMs / HOUR_IN_MS) - hour : 0;
  return wanted + off * HOUR_IN_MS;
}

/** Seconds or milliseconds since 1970, from 2001 to 2286: so many digits are no day and no other unit. */
export function readEpoch(text: string): number | undefined {
  if (/^\d{10}$/.test(text)) return Number(text) * 1000;
  return /^\d{13}$/.test(text) ? Number(text) : undefined;
}

/** What `Date` and databases write between day and time is a space as often as a `T`. */
function readPointInTime(text: string): number | undefined {
  const epoch = readEpoch(text);
  if (epoch !== undefined) return epoch;
  const iso = text.replace(/^(\d{4}-\d{2}-\d{2}) (\d)/, '$1T$2').replace(/ ?(?:UTC|GMT)$/, 'Z');
  const instant = readTime(iso.replace(/ (?=[+-]\d{2}:?\d{2}$)/, ''));
  return Number.isNaN(instant) ? undefined : instant;
}

/** Full-width digits become plain ones, and what language packs put between time and AM (a narrow space) a space. */
const withPlainSpaces = (text: string) => text.normalize('NFKC').replace(/\s+/g, ' ').trim();

interface DayAndTime {
  day: Day;
  timeInMs: number;
}

function readParts(text: string, patterns: string[]): DayAndTime | undefined {
  for (const pattern of patterns) {
    const parts = expressionOf(pattern).exec(text)?.groups;
    const found = parts === undefined ? readDayFirst(text, pattern) : dayAndTime(parts);
    if (found !== undefined) return found;
  }
  const leading = leadingDay(text);
  return leading && withTime(leading.day, leading.rest);
}

/** The pattern says how its day is written; a time behind it can be read in any of its spellings. */
function readDayFirst(text: string, pattern: string): DayAndTime | undefined {
  const match = expressionOf(/^.*(?:Y|M|D)/.exec(pattern)?.[0] ?? pattern, true).exec(text);
  const day = match?.groups && dayOfParts(match.groups);
  return day === undefined ? undefined : withTime(day, text.slice((match as RegExpExecArray)[0].length));
}

const HALF = '[AaPp]\\.?[Mm]\\.?|午前|午後|오전|오후|上午|下午';
const TIME = new RegExp(
  `^\\.?[ T,]+(?:(?<before>${HALF}) ?)?(?<hour>\\d{1,2})(?::|時)(?<minute>\\d{2})分?(?::?(?<second>\\d{2})秒?(?:[.,]\\d+)?)?(?: ?(?<after>${HALF}))?$`,
);

function withTime(day: Day, rest: string): DayAndTime | undefined {
  if (rest === '') return { day, timeInMs: 0 };
  const parts = TIME.exec(rest)?.groups;
  if (parts === undefined) return undefined;
  const { before, after, hour, ...others } = parts;
  const half = before ?? after;
  // 午後0時 is noon, as 0 PM would be.
  const timeInMs = timeOf(
    half === undefined ? { hour, ...others } : { half, halfDayHour: hour === '0' ? '12' : hour, ...others },
  );
  return timeInMs === undefined ? undefined : { day, timeInMs };
}

function dayAndTime(parts: Record<string, string>): DayAndTime | undefined {
  const day = dayOfParts(parts);
  const timeInMs = timeOf(parts);
  return day !== undefined && timeInMs !== undefined ? { day, timeInMs } : undefined;
}

const AFTERNOON = /^(?:p|午後|오후|下午)/i;

function timeOf(parts: Record<string, string | undefined>): number | undefined {
  const { hour, halfDayHour, half, minute = '0', second = '0' } = parts;
  const isAfternoon = half !== undefined && AFTERNOON.test(half);
  if (halfDayHour !== undefined && (Number(halfDayHour) < 1 || Number(halfDayHour) > 12)) return undefined;
  const hours = halfDayHour === undefined ? Number(hour ?? 0) : (Number(halfDayHour) % 12) + (isAfternoon ? 12 : 0);
  if (hours > 23 || Number(minute) > 59 || Number(second) > 59) return undefined;
  return hours * HOUR_IN_MS + Number(minute) * MINUTE_IN_MS + Number(second) * 1000;
}

const expressions = new Map<string, RegExp>();

/** @param isBeginning whether anything may come after it */
function expressionOf(pattern: string, isBeginning = false): RegExp {
  const key = `${pattern}${isBeginning ? '…' : ''}`;
  let expression = expressions.get(key);
  if (expression === undefined) {
    const literals = pattern.split(PART);
    const parts = pattern.match(PART) ?? [];
    const text = literals.map((literal, i) => {
      const part = parts[i];
      if (part === undefined) return escaped(literal);
      const isApart = (i === 0 || literal !== '') && literals[i + 1] !== '';
      return escaped(literal) + partExpression(part, isApart || i === parts.length - 1);
    });
    expression = new RegExp(`^${text.join('')}${isBeginning ? '(?!\\d)' : '$'}`);
    expressions.set(key, expression);
  }
  return expression;
}

const escaped = (literal: string) => literal.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');

/** Whether it is written 09 or 9 only matters where nothing stands between it and its neighbours. */
function partExpression(part: string, isApart: boolean): string {
  const [name, digits] = MEANINGS[part] as [string, string];
  return `(?<${name}>${isApart && digits === TWO_DIGITS ? String.raw`\d{1,2}` : digits})`;
}
