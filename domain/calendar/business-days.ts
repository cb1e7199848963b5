import { addDays, type Day, weekdayOf } from '../day.ts';
import japaneseHolidays from './holidays-jp.json' with { type: 'json' };

/** Which days somebody works, by their country. */
export interface BusinessCalendar {
  isBusinessDay(day: Day, country: string): boolean;
  /** The n-th business day after `day`; 0 is the day itself, or the next business day where it is none. */
  addBusinessDays(day: Day, days: number, country: string): Day;
}

const SATURDAY = 6;
const SUNDAY = 0;

/** Japanese public holidays per year as `MM-DD`, checked against a public data set by a test. */
const builtInHolidays: Record<string, ReadonlySet<Day>> = {
  JP: new Set(
    Object.entries(japaneseHolidays).flatMap(([year, days]) => days.split(' ').map((day) => `${year}-${day}`)),
  ),
};

/** Weekends and public holidays are off: the built-in ones (JP) and those of the company's configuration. */
export function businessCalendar(extraHolidays: Record<string, Day[]>): BusinessCalendar {
  const extra = new Map(Object.entries(extraHolidays).map(([country, days]) => [country, new Set(days)]));

  function isBusinessDay(day: Day, country: string): boolean {
    const weekday = weekdayOf(day);
    if (weekday === SATURDAY || weekday === SUNDAY) return false;
    return !builtInHolidays[country]?.has(day) && !extra.get(country)?.has(day);
  }

  return {
    isBusinessDay,
    addBusinessDays(day, days, country) {
      let at = day;
      while (!isBusinessDay(at, country)) at = addDays(at, 1);
      for (let left = days; left > 0; left -= 1) {
        do at = addDays(at, 1);
        while (!isBusinessDay(at, country));
      }
      return at;
    },
  };
}
