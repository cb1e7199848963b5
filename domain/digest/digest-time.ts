import type { Csm } from '../account/account.ts';
import type { Company } from '../company/company.ts';
import { isAway, workingWeekOf } from '../company/team.ts';
import type { BusinessCalendar } from '../time/business-days.ts';
import { addDays, type Day } from '../time/day.ts';
import type { LocalClock } from '../time/time-zone.ts';

const USUAL_HOUR = 8;
/** A digest that a failed run missed still comes so many hours later; then it is tomorrow's. */
const CATCH_UP_IN_HOURS = 2;
/** From the digest's hour on, somebody may be told once more of what was left to it since. */
const WORKDAY_IN_HOURS = 10;
/** Whatever is raised at the moment a digest is made may not be seen by it yet. */
const SEEN_LATE_IN_MS = 60_000;

/** What went to one person so far; ISO times. */
export interface DigestsSoFar {
  /** When their last one was made. */
  lastAt: string | null;
  /** When the latest task was raised whose mail was left to the digest. */
  leftFrom: string | null;
}

export interface DueDigest {
  /** Of the mail. */
  id: string;
  /** The day on the reader's own clock. */
  day: Day;
}

/**
 * The digest that a person gets now: the one of the day at their hour, on a day that they work; later in the day one
 * more in an hour that follows on mails left out since. Its id makes it go out once.
 */
export function dueDigest(
  member: Csm,
  now: number,
  { lastAt, leftFrom }: DigestsSoFar,
  { company, calendar, clock }: { company: Company; calendar: BusinessCalendar; clock: LocalClock },
): DueDigest | null {
  const { day, hour } = clock.hourOf(now);
  const { digestHour = USUAL_HOUR } = member;
  if (!calendar.isBusinessDay(day, workingWeekOf(company, member)) || isAway(member, day)) return null;
  const id = `${digestIdBeginning(member.id)}${day}`;
  const hoursSince = hour - digestHour;
  const hasCome = lastAt !== null && clock.dayOf(Date.parse(lastAt)) === day;
  if (hoursSince >= 0 && hoursSince <= CATCH_UP_IN_HOURS && !hasCome) return { id, day };
  const isLeft = leftFrom !== null && (lastAt === null || Date.parse(leftFrom) > newSince(lastAt));
  if (isLeft && hoursSince > 0 && hoursSince <= WORKDAY_IN_HOURS) {
    return { id: `${id}T${String(hour).padStart(2, '0')}`, day };
  }
  return null;
}

/** When the next one comes, if there is something to tell: the hour is that of the company's clock. */
export function nextDigest(
  member: Csm,
  now: number,
  { company, calendar, clock }: { company: Company; calendar: BusinessCalendar; clock: LocalClock },
): { day: Day; hour: number } {
  const { day, hour } = clock.hourOf(now);
  const { digestHour = USUAL_HOUR, awayUntil } = member;
  const from = isAway(member, day) && awayUntil !== undefined ? addDays(awayUntil, 1) : day;
  const isToday = from === day && hour < digestHour;
  return {
    day: calendar.addBusinessDays(
      isToday ? from : addDays(day, 1) > from ? addDays(day, 1) : from,
      0,
      workingWeekOf(company, member),
    ),
    hour: digestHour,
  };
}

/** From when on what was raised is new to somebody whose last digest was made then. */
export function newSince(lastAt: string): number {
  return Date.parse(lastAt) - SEEN_LATE_IN_MS;
}

export const digestIdBeginning = (member: string) => `digest/${member}/`;
