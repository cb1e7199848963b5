import { countryCodeOf } from '../import/country-code.ts';
import { addDays, type Day, type Weekday, weekdayOf, weekdays } from './day.ts';
import holidaysByCountry from './holidays.json' with { type: 'json' };

/** Whose business days: the public holidays of their country, and the days of the week they work. */
export interface WorkingWeek {
  country: string;
  /** Monday to Friday unless said. */
  workingDays?: readonly Weekday[] | undefined;
}

/** Which days somebody works. */
export interface BusinessCalendar {
  isBusinessDay(day: Day, week: WorkingWeek): boolean;
  /** The n-th business day after `day`; 0 is the day itself, or the next business day where it is none. */
  addBusinessDays(day: Day, days: number, week: WorkingWeek): Day;
  /** How many business days there are after `day`, up to `until` and with it. */
  businessDaysBetween(day: Day, until: Day, week: WorkingWeek): number;
}

const MONDAY_TO_FRIDAY: readonly Weekday[] = weekdays.slice(1, 6);

/** Country → year → public holidays as `MM-DD`; written by `npm run holidays`, judged by two sources. */
const builtInHolidays: Record<string, Record<string, string>> = holidaysByCountry;

/** Unfolded when first asked for: nobody works in all of the countries. */
const holidaysUnfolded = new Map<string, ReadonlySet<Day>>();

const codes = new Map<string, string>();

/** `UK` is `GB`, also in what was stored or configured when any two capitals were taken. */
function codeOf(country: string): string {
  let code = codes.get(country);
  if (code === undefined) {
    // The table's own codes are known without the names of all countries.
    code = country in builtInHolidays ? country : (countryCodeOf(country) ?? country);
    codes.set(country, code);
  }
  return code;
}

function holidaysOf(country: string): ReadonlySet<Day> {
  let days = holidaysUnfolded.get(country);
  if (days === undefined) {
    const years = Object.entries(builtInHolidays[codeOf(country)] ?? {});
    days = new Set(years.flatMap(([year, inYear]) => inYear.split(' ').map((day) => `${year}-${day}`)));
    holidaysUnfolded.set(country, days);
  }
  return days;
}

/** Days off are those of the week and public holidays: the built-in ones and those of the company's configuration. */
export function businessCalendar(extraHolidays: Record<string, Day[]>): BusinessCalendar {
  const extra = new Map(Object.entries(extraHolidays).map(([country, days]) => [codeOf(country), new Set(days)]));

  function isBusinessDay(day: Day, { country, workingDays = MONDAY_TO_FRIDAY }: WorkingWeek): boolean {
    if (!workingDays.includes(weekdays[weekdayOf(day)] as Weekday)) return false;
    return !holidaysOf(country).has(day) && !extra.get(codeOf(country))?.has(day);
  }

  return {
    isBusinessDay,
    addBusinessDays(day, days, week) {
      let at = day;
      while (!isBusinessDay(at, week)) at = addDays(at, 1);
      for (let left = days; left > 0; left -= 1) {
        do at = addDays(at, 1);
        while (!isBusinessDay(at, week));
      }
      return at;
    },
    businessDaysBetween(day, until, week) {
      let count = 0;
      for (let at = addDays(day, 1); at <= until; at = addDays(at, 1)) if (isBusinessDay(at, week)) count += 1;
      return count;
    },
  };
}
