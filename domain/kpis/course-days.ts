import { groupedBy } from '../collections/grouped-by.ts';
import { factHistories, factsAsOf } from '../ledger/facts-as-of.ts';
import type { LedgerEntry } from '../ledger/ledger-entry.ts';
import { type Day, type Month, monthOf, type Year, yearOf } from '../time/day.ts';
import { type CourseStep, type CustomerCourse, courseOf } from './customer-course.ts';
import { type AccountLink, linkOf } from './customer-groups.ts';

/** From the day on, the account belongs to these others, or to none. */
interface LinkStep extends Omit<AccountLink, 'account'> {
  day: Day;
}

/** All that KPIs look at of an account's ledger, as it is known now. */
export interface AccountCourse {
  account: string;
  course: CustomerCourse;
  links: readonly LinkStep[];
}

/** What a day changed in the courses of accounts. */
export interface CourseDay {
  day: Day;
  steps: [account: string, step: Omit<CourseStep, 'day'>][];
  links: [account: string, link: Omit<LinkStep, 'day'>][];
}

/** Days that are kept together: those of a month; under a year, of each account the last one before the year began. */
export interface CourseVolume {
  of: Month | Year;
  days: CourseDay[];
}

export function accountCourse(account: string, entries: readonly LedgerEntry[]): AccountCourse {
  const linking = entries.filter(({ fact }) => fact === 'parent' || fact === 'mergedInto');
  const days = [...factHistories(linking).values()].flatMap((history) => history.map(({ from }) => from));
  const links = [...new Set(days)].sort().map((day): LinkStep => {
    const { account: _, ...link } = linkOf(account, factsAsOf(linking, day));
    return { day, ...link };
  });
  return { account, course: courseOf(entries), links };
}

/** What the account belongs to at the end of a day; nothing where it belongs to none. */
export function linksOn({ account, links }: AccountCourse, day: Day): AccountLink[] {
  const step = links.findLast((one) => one.day <= day);
  if (step === undefined) return [];
  const { day: _, ...link } = step;
  return Object.keys(link).length === 0 ? [] : [{ account, ...link }];
}

/** The courses of accounts by day; days on which nothing changed are left out. The same courses are the same days. */
export function courseDays(accounts: Iterable<AccountCourse>): CourseDay[] {
  const days = new Map<Day, CourseDay>();
  const dayOf = (day: Day) => {
    const found = days.get(day) ?? { day, steps: [], links: [] };
    days.set(day, found);
    return found;
  };
  for (const { account, course, links } of [...accounts].sort((a, b) => (a.account < b.account ? -1 : 1))) {
    for (const { day, ...step } of course) dayOf(day).steps.push([account, step]);
    for (const { day, ...link } of links) dayOf(day).links.push([account, link]);
  }
  return [...days.values()].sort((a, b) => (a.day < b.day ? -1 : 1));
}

/** @param days the oldest first */
export function coursesOfDays(days: readonly CourseDay[]): Map<string, AccountCourse> {
  const courses = new Map<string, { account: string; course: CourseStep[]; links: LinkStep[] }>();
  const courseOfAccount = (account: string) => {
    const found = courses.get(account) ?? { account, course: [], links: [] };
    courses.set(account, found);
    return found;
  };
  for (const { day, steps, links } of days) {
    for (const [account, step] of steps) courseOfAccount(account).course.push({ day, ...step });
    for (const [account, link] of links) courseOfAccount(account).links.push({ day, ...link });
  }
  return courses;
}

/**
 * The courses of accounts as they are kept: by month, with what was so as each year began, so that whoever asks for days
 * of a year reads nothing of those before it. Years in which nothing changed have no beginning of their own.
 */
export function courseVolumes(accounts: Iterable<AccountCourse>): CourseVolume[] {
  const courses = [...accounts];
  const months = groupedBy(courseDays(courses), ({ day }) => monthOf(day));
  const years = new Set([...months.keys()].map(yearOf));
  const beginnings = [...years].map(
    (of): CourseVolume => ({ of, days: courseDays(courses.map((one) => lastBefore(one, of))) }),
  );
  const volumes = [...beginnings, ...[...months].map(([of, days]): CourseVolume => ({ of, days }))];
  return volumes.filter(({ days }) => days.length > 0).sort((a, b) => (a.of < b.of ? -1 : 1));
}

/** The last that happened to the account before the year. */
function lastBefore({ account, course, links }: AccountCourse, year: Year): AccountCourse {
  const last = <Step extends { day: Day }>(steps: readonly Step[]) => {
    const found = steps.findLast(({ day }) => yearOf(day) < year);
    return found === undefined ? [] : [found];
  };
  return { account, course: last(course), links: last(links) };
}

export const beginsYear = ({ of }: CourseVolume): boolean => of === yearOf(of);

/**
 * The courses that volumes hold, the oldest volume first.
 *
 * @param since the volume of this year and those after it are given: each course begins with its last step before the year
 */
export function coursesOfVolumes(volumes: readonly CourseVolume[], since?: Year): Map<string, AccountCourse> {
  return coursesOfDays(
    volumes.filter((volume) => volume.of === since || !beginsYear(volume)).flatMap(({ days }) => days),
  );
}
