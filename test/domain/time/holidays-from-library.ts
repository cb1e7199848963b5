import holidayJp from '@holiday-jp/holiday_jp';
import Holidays from 'date-holidays';
import { addDays, type Day } from '../../../domain/time/day.ts';

const HOUR_IN_MS = 3_600_000;

/** The nation-wide public holidays of the country in these years, as the libraries of npm know them. */
export function holidaysFromLibrary(country: string, firstYear: number, lastYear: number): Set<Day> {
  const days = country === 'JP' ? Object.keys(holidayJp.holidays) : daysFromDateHolidays(country, firstYear, lastYear);
  return new Set(days.filter((day) => day >= `${firstYear}-01-01` && day <= `${lastYear}-12-31`));
}

function daysFromDateHolidays(country: string, firstYear: number, lastYear: number): Day[] {
  const calendar = new Holidays(country);
  // One year more, for what begins in the last days of the year before.
  const years = Array.from({ length: lastYear - firstYear + 2 }, (_, n) => firstYear - 1 + n);
  return years
    .flatMap((year) => calendar.getHolidays(year))
    .filter(({ type }) => type === 'public')
    .flatMap(wholeDaysOf);
}

/**
 * A holiday lasts from `start` to `end`, of which `date` is the first day only. What is left of a day at either end is a
 * half-day, hence a working day: Turkey's three and a half days are three, China's from noon on are none.
 */
function wholeDaysOf({ date, start, end }: { date: string; start: Date; end: Date }): Day[] {
  // The clocks may be changed meanwhile.
  const days = Math.floor((end.getTime() - start.getTime() + HOUR_IN_MS) / (24 * HOUR_IN_MS));
  return Array.from({ length: days }, (_, n) => addDays(date.slice(0, 'YYYY-MM-DD'.length), n));
}
