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

/** Of a calendar, by country: every account of a run asks for the same windows. */
const counted = new WeakMap<BusinessCalendar, Map<string, RunningDays>>();

/** By running sums, kept for as long as the calendar is: every window is then a difference of two. */
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

/** Counted only as far as anybody asked, to both sides of the first day that was asked for. */
class RunningDays {
  private origin: number | undefined;
  /** Business days from the origin on, before each day that follows it. */
  private readonly since = [0];
  /** Business days from each day on that precedes it, before the origin. */
  private readonly until = [0];

  constructor(private readonly isBusinessDay: (day: Day) => boolean) {}

  between(from: number, to: number): number {
    return this.before(to + 1) - this.before(from);
  }

  /** Those from the origin on; of a day that precedes it, less than none. */
  private before(day: number): number {
    this.origin ??= day;
    const distance = day - this.origin;
    const sums = distance < 0 ? this.until : this.since;
    for (let last = sums.length - 1; last < Math.abs(distance); last += 1) {
      const counted = distance < 0 ? this.origin - last - 1 : this.origin + last;
      sums.push((sums[last] as number) + (this.isBusinessDay(dayOfNumber(counted)) ? 1 : 0));
    }
    return Math.sign(distance) * (sums[Math.abs(distance)] as number);
  }
}
