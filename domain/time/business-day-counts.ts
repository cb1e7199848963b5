import type { BusinessCalendar } from './business-days.ts';
import { type Day, dayNumber, dayOfNumber } from './day.ts';

/** How many business days windows of days have, for the customers of a company. */
export interface BusinessDayCounts {
  /**
   * Those from so many days before `asOf` to so many, both included; 0 is the day itself.
   * @param country whose business days; without one the company's
   */
  ago(asOf: Day, from: number, to: number, country: string | undefined): number;
}

/** So many days more are counted than were asked for: the next day's window is then known already. */
const AHEAD_IN_DAYS = 400;

/** Of a calendar, by country: every account of a run asks for the same windows. */
const counted = new WeakMap<BusinessCalendar, Map<string, RunningDays>>();

/** By running sums, kept for as long as the calendar is. */
export function businessDayCounts(calendar: BusinessCalendar, companysCountry: string): BusinessDayCounts {
  const byCountry = counted.get(calendar) ?? new Map<string, RunningDays>();
  counted.set(calendar, byCountry);
  return {
    ago(asOf, from, to, country = companysCountry) {
      let days = byCountry.get(country);
      if (days === undefined) {
        days = new RunningDays((day) => calendar.isBusinessDay(day, { country }));
        byCountry.set(country, days);
      }
      const today = dayNumber(asOf);
      return days.between(today - from, today - to);
    },
  };
}

class RunningDays {
  private first = 0;
  /** Business days from the first day on, before each that follows. */
  private before: number[] = [];

  constructor(private readonly isBusinessDay: (day: Day) => boolean) {}

  between(from: number, to: number): number {
    if (this.before.length === 0 || from < this.first) {
      this.first = from - AHEAD_IN_DAYS;
      this.before = [0];
    }
    if (to - this.first + 1 >= this.before.length) this.countUpTo(to + AHEAD_IN_DAYS);
    return (this.before[to + 1 - this.first] as number) - (this.before[from - this.first] as number);
  }

  private countUpTo(last: number): void {
    for (let day = this.first + this.before.length - 1; day <= last; day += 1) {
      this.before.push((this.before.at(-1) as number) + (this.isBusinessDay(dayOfNumber(day)) ? 1 : 0));
    }
  }
}
