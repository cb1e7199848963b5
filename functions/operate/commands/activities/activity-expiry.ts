import { ACTIVITIES_KEPT_IN_DAYS } from '../../../../domain/activities/activity.ts';
import { addDays, type Day } from '../../../../domain/time/day.ts';
import type { Tools } from '../../operation.ts';

/** When the record of something done on the day is not needed any more; seconds. */
export function activityExpiry(day: Day, { clock }: Pick<Tools, 'clock'>): number {
  return clock.startOf(addDays(day, ACTIVITIES_KEPT_IN_DAYS)) / 1000;
}
