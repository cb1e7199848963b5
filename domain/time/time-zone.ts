import { type Day, dayNumber, dayOfNumber } from './day.ts';

/** One hour of the wall clock in the company's time zone. The hour that a clock change repeats is one hour here. */
export interface LocalHour {
  day: Day;
  /** 0–23 */
  hour: number;
}

/** The company's clock: which local day and hour an instant falls on, and when a local day begins. */
export interface LocalClock {
  readonly timeZone: string;
  hourOf(timeInMs: number): LocalHour;
  dayOf(timeInMs: number): Day;
  /** The first instant of the day, in milliseconds since 1970. */
  startOf(day: Day): number;
}

const QUARTER_HOUR_IN_MS = 900_000;
const HOUR_IN_MS = 3_600_000;
const DAY_IN_MS = 86_400_000;
/** Every zone's offset is constant within a quarter of an hour, so one look-up serves all of its instants. */
const REMEMBERED_QUARTER_HOURS = 20_000;

export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    // Intl has no other way to ask: it throws a RangeError on a name it doesn't know.
    return false;
  }
}

/** How far the wall clock is ahead of UTC at an instant, both in milliseconds. */
export type ReadOffset = (timeInMs: number) => number;

export function localClock(timeZone: string, readOffset: ReadOffset = offsetsOf(timeZone)): LocalClock {
  const offsets = new Map<number, number>();

  function offsetAt(timeInMs: number): number {
    const quarter = Math.floor(timeInMs / QUARTER_HOUR_IN_MS);
    let offset = offsets.get(quarter);
    if (offset === undefined) {
      offset = readOffset(quarter * QUARTER_HOUR_IN_MS);
      if (offsets.size >= REMEMBERED_QUARTER_HOURS) offsets.clear();
      offsets.set(quarter, offset);
    }
    return offset;
  }

  function hourOf(timeInMs: number): LocalHour {
    const wallClock = timeInMs + offsetAt(timeInMs);
    const number = Math.floor(wallClock / DAY_IN_MS);
    return { day: dayOfNumber(number), hour: Math.floor((wallClock - number * DAY_IN_MS) / HOUR_IN_MS) };
  }

  return {
    timeZone,
    hourOf,
    dayOf: (timeInMs) => hourOf(timeInMs).day,
    startOf(day) {
      const midnight = dayNumber(day) * DAY_IN_MS;
      // Two guesses meet at the first instant of the day; where a clock change skips midnight, the day begins after it.
      const before = midnight - offsetAt(midnight - DAY_IN_MS);
      const after = midnight - offsetAt(before);
      const start = Math.min(before, after);
      return hourOf(start).day === day ? start : Math.max(before, after);
    },
  };
}

/**
 * When the wall clock of a zone shows what it would show in UTC at that instant. Of an hour that comes twice it is the first; what
 * is left out counts on from before the change, both as RFC 5545 has it.
 */
export function readWallClock(timeZone: string, readOffset: ReadOffset = offsetsOf(timeZone)) {
  return (wallClock: number): number => {
    const before = wallClock - readOffset(wallClock - DAY_IN_MS);
    const after = wallClock - readOffset(wallClock + DAY_IN_MS);
    return [before, after].find((instant) => instant + readOffset(instant) === wallClock) ?? before;
  };
}

/** The offsets of any time zone there is; throws a RangeError when there is none of that name. */
function offsetsOf(timeZone: string): ReadOffset {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  return (timeInMs) => {
    const parts: Record<string, number> = {};
    for (const { type, value } of format.formatToParts(timeInMs)) parts[type] = Number(value);
    const wallClock = Date.UTC(
      parts.year as number,
      (parts.month as number) - 1,
      parts.day as number,
      parts.hour as number,
      parts.minute as number,
      parts.second as number,
    );
    return wallClock - timeInMs;
  };
}
