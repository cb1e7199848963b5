import { digit, leadingDayNumber, twoDigits } from '../time/day.ts';

const MILLISECONDS_A_DAY = 86_400_000;
const MILLISECONDS_A_MINUTE = 60_000;
const LONGEST_FRACTION = 9;

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
  if ((text.charCodeAt(10) | TO_LOWER_CASE) !== LOWER_T || text.charCodeAt(13) !== COLON) return Number.NaN;
  const day = leadingDayNumber(text);
  const hour = twoDigits(text, 11);
  const minute = twoDigits(text, 14);
  if (!isBelow(24, hour) || !isBelow(60, minute)) return Number.NaN;

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
  return day * MILLISECONDS_A_DAY + minutes * MILLISECONDS_A_MINUTE + millisecond;
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

const isBelow = (limit: number, number: number) => number >= 0 && number < limit;
