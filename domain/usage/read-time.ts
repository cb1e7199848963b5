const MILLISECONDS_A_DAY = 86_400_000;
const MILLISECONDS_A_MINUTE = 60_000;
const DAYS_OF_MONTH = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const LONGEST_FRACTION = 9;
/** So far below 0 that any number with such a "digit" in it is negative, and it stays a small integer. */
const NOT_A_DIGIT = -1_000_000;

const PLUS = 0x2b;
const DASH = 0x2d;
const DOT = 0x2e;
const COLON = 0x3a;
const LOWER_T = 0x74;
const LOWER_Z = 0x7a;
const TO_LOWER_CASE = 0x20;

/**
 * The instant (ms) of a date and time with an offset, as RFC 3339 writes it; seconds may be missing, as in Java's
 * shortest form. NaN for anything else. `Date.parse` would take 30 February for 2 March and guess at a missing offset.
 */
export function readTime(text: string): number {
  const isLaidOut =
    text.charCodeAt(4) === DASH &&
    text.charCodeAt(7) === DASH &&
    (text.charCodeAt(10) | TO_LOWER_CASE) === LOWER_T &&
    text.charCodeAt(13) === COLON;
  if (!isLaidOut) return Number.NaN;
  const year = twoDigits(text, 0) * 100 + twoDigits(text, 2);
  const month = twoDigits(text, 5);
  const day = twoDigits(text, 8);
  const hour = twoDigits(text, 11);
  const minute = twoDigits(text, 14);
  if (!isDate(year, month, day) || !isBelow(24, hour) || !isBelow(60, minute)) return Number.NaN;

  let at = 16;
  let millisecond = 0;
  if (text.charCodeAt(at) === COLON) {
    const second = twoDigits(text, at + 1);
    if (!isBelow(60, second)) return Number.NaN;
    millisecond = second * 1000;
    at += 3;
  }
  if (text.charCodeAt(at) === DOT) {
    const start = at + 1;
    at = start;
    for (let unit = 100; digit(text, at) >= 0; at += 1, unit = Math.floor(unit / 10)) {
      millisecond += digit(text, at) * unit;
    }
    if (at === start || at - start > LONGEST_FRACTION) return Number.NaN;
  }
  const minutes = hour * 60 + minute - offsetInMinutes(text, at);
  return dayNumberOf(year, month, day) * MILLISECONDS_A_DAY + minutes * MILLISECONDS_A_MINUTE + millisecond;
}

/** `Z`, `+09:00` or `+0900`, and nothing after it. */
function offsetInMinutes(text: string, at: number): number {
  const sign = text.charCodeAt(at);
  if (sign !== PLUS && sign !== DASH) {
    return (sign | TO_LOWER_CASE) === LOWER_Z && text.length === at + 1 ? 0 : Number.NaN;
  }
  const minutesAt = text.charCodeAt(at + 3) === COLON ? at + 4 : at + 3;
  const hours = twoDigits(text, at + 1);
  const minutes = twoDigits(text, minutesAt);
  if (text.length !== minutesAt + 2 || !isBelow(24, hours) || !isBelow(60, minutes)) return Number.NaN;
  return (sign === DASH ? -1 : 1) * (hours * 60 + minutes);
}

function isDate(year: number, month: number, day: number): boolean {
  if (year < 0 || month < 1 || month > 12 || day < 1) return false;
  const isLeapYear = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return day <= (month === 2 && !isLeapYear ? 28 : (DAYS_OF_MONTH[month - 1] as number));
}

/** Days since 1970-01-01, counted in years that begin in March so that the leap day comes last. */
function dayNumberOf(year: number, month: number, day: number): number {
  const marchYear = month > 2 ? year : year - 1;
  const monthsSinceMarch = month > 2 ? month - 3 : month + 9;
  const leapDays = Math.floor(marchYear / 4) - Math.floor(marchYear / 100) + Math.floor(marchYear / 400);
  return marchYear * 365 + leapDays + Math.floor((153 * monthsSinceMarch + 2) / 5) + day - 719_469;
}

const isBelow = (limit: number, number: number) => number >= 0 && number < limit;
const twoDigits = (text: string, at: number) => digit(text, at) * 10 + digit(text, at + 1);

function digit(text: string, at: number): number {
  const value = text.charCodeAt(at) - 48;
  return value >= 0 && value <= 9 ? value : NOT_A_DIGIT;
}
