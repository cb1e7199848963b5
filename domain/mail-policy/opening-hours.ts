import type { BusinessCalendar, WorkingWeek } from '../time/business-days.ts';
import { addDays, type Day } from '../time/day.ts';
import type { LocalClock } from '../time/time-zone.ts';

/**
 * Whole hours of the recipient's wall clock on their business days: `from` is the first in which mail may arrive,
 * `until` the first in which it may not. `any`: at every hour of every day.
 */
export type OpeningHours = { from: number; until: number } | 'any';

/** When and where somebody reads business mail. */
export interface Recipient {
  clock: LocalClock;
  week: WorkingWeek;
}

const HOUR_IN_MS = 3_600_000;
const MINUTE_IN_MS = 60_000;
/** Mails that waited for the morning arrive over so much of it, and not all of them at its first minute. */
const SPREAD_OVER_HOURS = 3;

export interface ReadingHours {
  isOpen(timeInMs: number): boolean;
  /** When, from a time on, this mail may arrive: the time itself where the recipient is at work, else a minute of the next working morning. */
  nextOpening(timeInMs: number): number;
  /** A minute of the first working morning after the day that a time lies in. */
  nextMorning(timeInMs: number): number;
}

/**
 * The hours in which one mail may reach its recipient.
 *
 * @param place 0 ≤ place < 1: which minute of a morning is this mail's own; the same mail has always the same
 */
export function readingHours(
  { clock, week }: Recipient,
  hours: OpeningHours,
  calendar: BusinessCalendar,
  place: number,
): ReadingHours {
  const { from, until } = hours === 'any' ? { from: 0, until: 24 } : hours;
  const isWorkingDay = (day: Day) => hours === 'any' || calendar.isBusinessDay(day, week);
  const spreadInMinutes = Math.min(SPREAD_OVER_HOURS, until - from) * 60;

  function isOpen(timeInMs: number): boolean {
    const { day, hour } = clock.hourOf(timeInMs);
    return hour >= from && hour < until && isWorkingDay(day);
  }

  function morningOn(firstDay: Day): number {
    let day = firstDay;
    while (!isWorkingDay(day)) day = addDays(day, 1);
    return openingOf(day) + Math.floor(place * spreadInMinutes) * MINUTE_IN_MS;
  }

  /** A clock that changes in the night makes the first hours of a day longer or shorter. */
  function openingOf(day: Day): number {
    const guess = clock.startOf(day) + from * HOUR_IN_MS;
    return guess + (from - clock.hourOf(guess).hour) * HOUR_IN_MS;
  }

  const nextMorning = (timeInMs: number) => morningOn(addDays(clock.dayOf(timeInMs), 1));

  return {
    isOpen,
    nextMorning,
    nextOpening(timeInMs) {
      if (isOpen(timeInMs)) return timeInMs;
      const { day, hour } = clock.hourOf(timeInMs);
      return hour < from ? morningOn(day) : nextMorning(timeInMs);
    },
  };
}
