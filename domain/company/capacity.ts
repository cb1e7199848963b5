import type { Csm } from '../account/account.ts';
import type { BusinessCalendar } from '../time/business-days.ts';
import { addDays, type Day } from '../time/day.ts';
import type { Company } from './company.ts';
import { hasLeft, isAway, workingWeekOf } from './team.ts';

const USUAL_WORKING_DAYS = 5;

interface Setting {
  company: Company;
  calendar: BusinessCalendar;
}

interface Days {
  first: Day;
  last: Day;
}

/** On how many of these days somebody works. */
export function daysThere(member: Csm, { first, last }: Days, { company, calendar }: Setting): number {
  const week = workingWeekOf(company, member);
  let count = 0;
  for (let day = first; day <= last; day = addDays(day, 1)) {
    if (calendar.isBusinessDay(day, week) && !isAway(member, day) && !hasLeft(member, day)) count += 1;
  }
  return count;
}

/**
 * How many tasks somebody can do on these days, which lie in one week: what they do in a whole week, by the days on which
 * they are there. `undefined` where nobody has said what they do in a week.
 */
export function capacityOf(member: Csm, days: Days, setting: Setting): number | undefined {
  const there = daysThere(member, days, setting);
  if (there === 0) return 0;
  if (member.tasksPerWeek === undefined) return undefined;
  return Math.floor((member.tasksPerWeek * there) / (member.workingDays?.length ?? USUAL_WORKING_DAYS));
}
