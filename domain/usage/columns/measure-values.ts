import { dayNumber } from '../../time/day.ts';
import type { Lifetime } from '../lifetime.ts';
import type { Meanings } from '../meanings.ts';
import { isLater, type LatestValue, type UsageDay } from '../tally/usage-tally.ts';
import { countBefore } from './daily-amounts.ts';

/** The values of one measure; both lists in the order of the days. */
interface Course {
  /** Numbers of the days that have a value. */
  days: number[];
  values: number[];
}

/** The values of measures, by the day they are dated: of recent days, and the last one of each month before. */
export class MeasureValues {
  private readonly courses = new Map<string, Course>();

  constructor(days: readonly UsageDay[], lifetime: Lifetime, meanings: Meanings) {
    const byEvent = new Map<string, Map<number, LatestValue>>();
    const add = (day: number, value: LatestValue) => {
      const { event } = meanings.of(value.name);
      const dated = byEvent.get(event) ?? new Map<number, LatestValue>();
      byEvent.set(event, dated);
      const held = dated.get(day);
      if (held === undefined || isLater(value, held)) dated.set(day, value);
    };
    for (const { day, values } of days) for (const value of values) add(dayNumber(day), value);
    for (const months of lifetime.values.values())
      for (const value of months.values()) add(dayNumber(value.day), value);
    for (const [event, dated] of byEvent) {
      const course = [...dated].sort(([a], [b]) => a - b);
      this.courses.set(event, { days: course.map(([day]) => day), values: course.map(([, { value }]) => value) });
    }
  }

  /** The last one from day number `from` to `to`, both included. */
  latest(measure: string, from: number, to: number): number | null {
    const course = this.courses.get(measure);
    if (course === undefined) return null;
    const at = countBefore(course.days, to + 1) - 1;
    return at >= 0 && (course.days[at] as number) >= from ? (course.values[at] as number) : null;
  }
}
