import { type Csm, isTeamRole } from '../account/account.ts';
import { groupedBy } from '../collections/grouped-by.ts';
import { capacityOf, daysThere } from '../company/capacity.ts';
import type { Company } from '../company/company.ts';
import { hasLeft } from '../company/team.ts';
import { type Period, periodsOf } from '../kpis/period.ts';
import type { BusinessCalendar } from '../time/business-days.ts';
import { addDays, type Day } from '../time/day.ts';
import { dueOn, type ListedTask } from './listed-task.ts';

const WEEKS_AHEAD = 3;

/** What somebody has to do in a week, and what they can. */
export interface LoadOfWeek extends Period {
  due: number;
  /** Absent where nobody has said how much they do in a week. */
  possible?: number;
  /** They are not there on any day of it. */
  isAway: boolean;
}

export interface Load {
  person: Csm;
  open: number;
  /** The coming weeks; what is late is due in the first one. */
  weeks: LoadOfWeek[];
}

export interface LoadSetting {
  today: Day;
  company: Company;
  calendar: BusinessCalendar;
}

/** This week from today on, or the next one where nobody works any more in this; and three more. */
export function weeksAhead({ today, company, calendar }: LoadSetting): Period[] {
  const next = calendar.addBusinessDays(today, 0, { country: company.country });
  const weeks = periodsOf('week', next, addDays(next, 7 * WEEKS_AHEAD));
  return weeks.map(({ first, last }) => ({ first: first < today ? today : first, last }));
}

/** Of everybody who may be given work or has some: those in front who can't do it, then those with the most to do. */
export function loadsOf(tasks: readonly ListedTask[], members: readonly Csm[], setting: LoadSetting): Load[] {
  const weeks = weeksAhead(setting);
  const own = groupedBy(tasks, ({ assignee }) => assignee ?? undefined);
  const loads = members.flatMap((person): Load[] => {
    const open = own.get(person.id) ?? [];
    const getsWork = isTeamRole(person.role) && !hasLeft(person, setting.today);
    return open.length > 0 || getsWork ? [loadOf(person, open, weeks, setting)] : [];
  });
  return loads.sort((a, b) => excessOf(b) - excessOf(a) || b.open - a.open || (a.person.id < b.person.id ? -1 : 1));
}

function loadOf(person: Csm, open: readonly ListedTask[], weeks: readonly Period[], setting: LoadSetting): Load {
  const days = open.map(dueOn);
  return {
    person,
    open: open.length,
    weeks: weeks.map((week, i) => {
      const due = days.filter((day) => day <= week.last && (i === 0 || day >= week.first)).length;
      const possible = capacityOf(person, week, setting);
      const isAway = daysThere(person, week, setting) === 0;
      return { ...week, due, isAway, ...(possible !== undefined && { possible }) };
    }),
  };
}

export const isOver = ({ due, possible }: LoadOfWeek) => possible !== undefined && due > possible;

/** The first week in which there is more to do than is possible. */
export const weekOver = ({ weeks }: Load) => weeks.find(isOver);

/** By how many tasks, in the first week in which it is so. */
function excessOf(load: Load): number {
  const week = weekOver(load);
  return week === undefined ? 0 : week.due - (week.possible ?? 0);
}
