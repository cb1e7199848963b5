import { type Day, isDay } from '../day.ts';
import type { LocalClock } from '../time-zone.ts';
import { readTime } from '../usage/read-time.ts';

const MINUTE_IN_MS = 60_000;
const HOUR_IN_MS = 3_600_000;

/** Parts that a date pattern is put together of, the longer first. `A` is AM or PM. */
const PART = /YYYY|MM|M|DD|D|HH|H|hh|h|mm|ss|A/g;
const MEANINGS: Record<string, [name: string, digits: string]> = {
  YYYY: ['year', String.raw`\d{4}`],
  MM: ['month', String.raw`\d{2}`],
  M: ['month', String.raw`\d{1,2}`],
  DD: ['day', String.raw`\d{2}`],
  D: ['day', String.raw`\d{1,2}`],
  HH: ['hour', String.raw`\d{2}`],
  H: ['hour', String.raw`\d{1,2}`],
  hh: ['halfDayHour', String.raw`\d{2}`],
  h: ['halfDayHour', String.raw`\d{1,2}`],
  mm: ['minute', String.raw`\d{2}`],
  ss: ['second', String.raw`\d{2}`],
  A: ['half', '[AaPp][Mm]'],
};

/** With a year, a month and a day in it, each part once. */
export function isDatePattern(pattern: string): boolean {
  const names = (pattern.match(PART) ?? []).map((part) => MEANINGS[part]?.[0]);
  const isOnce = new Set(names).size === names.length;
  const hasHalf = names.includes('half') === names.includes('halfDayHour');
  return isOnce && hasHalf && ['year', 'month', 'day'].every((name) => names.includes(name));
}

/** The day that a text stands for; a text with an offset in it, as ISO 8601 has it, is an instant on the clock's day. */
export function readDay(text: string, patterns: string[], clock: LocalClock): Day | undefined {
  if (isDay(text)) return text;
  const instant = readTime(text);
  return Number.isNaN(instant) ? readParts(text, patterns)?.day : clock.dayOf(instant);
}

/** The instant (ms) that a text stands for, on the clock where it names no offset. */
export function readInstant(text: string, patterns: string[], clock: LocalClock): number | undefined {
  const instant = readTime(text);
  if (!Number.isNaN(instant)) return instant;
  const parts = readParts(text, patterns);
  if (parts === undefined) return undefined;
  const wanted = clock.startOf(parts.day) + parts.timeInMs;
  // On a day on which the clocks change, hours after the change are fewer or more from its beginning.
  const { day, hour } = clock.hourOf(wanted);
  const off = day === parts.day ? Math.floor(parts.timeInMs / HOUR_IN_MS) - hour : 0;
  return wanted + off * HOUR_IN_MS;
}

function readParts(text: string, patterns: string[]): { day: Day; timeInMs: number } | undefined {
  for (const pattern of patterns) {
    const parts = expressionOf(pattern).exec(text)?.groups;
    if (parts === undefined) continue;
    const { year = '', month = '', day: dayOfMonth = '' } = parts;
    const day = `${year}-${month.padStart(2, '0')}-${dayOfMonth.padStart(2, '0')}`;
    const timeInMs = timeOf(parts);
    if (isDay(day) && timeInMs !== undefined) return { day, timeInMs };
  }
  return undefined;
}

function timeOf({ hour, halfDayHour, half, minute = '0', second = '0' }: Record<string, string>): number | undefined {
  const isAfternoon = half?.toLowerCase() === 'pm';
  if (halfDayHour !== undefined && (Number(halfDayHour) < 1 || Number(halfDayHour) > 12)) return undefined;
  const hours = halfDayHour === undefined ? Number(hour ?? 0) : (Number(halfDayHour) % 12) + (isAfternoon ? 12 : 0);
  if (hours > 23 || Number(minute) > 59 || Number(second) > 59) return undefined;
  return hours * HOUR_IN_MS + Number(minute) * MINUTE_IN_MS + Number(second) * 1000;
}

const expressions = new Map<string, RegExp>();

function expressionOf(pattern: string): RegExp {
  let expression = expressions.get(pattern);
  if (expression === undefined) {
    const literals = pattern.split(PART).map((literal) => literal.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&'));
    const parts = (pattern.match(PART) ?? []).map((part) => {
      const [name, digits] = MEANINGS[part] as [string, string];
      return `(?<${name}>${digits})`;
    });
    expression = new RegExp(`^${literals.map((literal, i) => literal + (parts[i] ?? '')).join('')}$`);
    expressions.set(pattern, expression);
  }
  return expression;
}
