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

/**
 * How many tasks somebody can do from the first day to the last one, which lie in one week: what they do in a whole week,
 * by the days on which they are there. `undefined` where nobody has said what they do in a week.
 */
export function capacityOf(
  member: Csm,
  { first, last }: { first: Day; last: Day },
  { company, calendar }: Setting,
): number | undefined {
  const week = workingWeekOf(company, member);
  let daysThere = 0;
  for (let day = first; day <= last; day = addDays(day, 1)) {
    if (calendar.isBusinessDay(day, week) && !isAway(member, day) && !hasLeft(member, day)) daysThere += 1;
  }
  if (daysThere === 0) return 0;
  if (member.tasksPerWeek === undefined) return undefined;
  return Math.floor((member.tasksPerWeek * daysThere) / (member.workingDays?.length ?? USUAL_WORKING_DAYS));
}
