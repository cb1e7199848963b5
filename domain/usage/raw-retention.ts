import { addDays, type Day } from '../time/day.ts';
import type { LocalClock } from '../time/time-zone.ts';

const HOUR_IN_MS = 3_600_000;
/** Clocks of senders run ahead; more than this is a mistake. */
const LONGEST_LEAD_IN_MS = HOUR_IN_MS;
/** Hourly tallies outlive the raw rows they were made of, so that a day never misses one while it can be recomputed. */
const HOURS_OUTLIVE_RAW_BY_DAYS = 2;

/**
 * Until when the raw events of a day are kept. While all of them are there, an hour can be recomputed; from the moment
 * the first may be gone, it never is again. A day is closed to new events a day earlier: as long as the stream may
 * hold back what was stored.
 */
export class RawRetention {
  constructor(
    private readonly clock: LocalClock,
    private readonly retentionInDays: number,
  ) {}

  /** The times (ms) an event may have now, both included. */
  acceptedAt(now: number): { earliest: number; latest: number } {
    const firstDay = addDays(this.clock.dayOf(now), 1 - this.retentionInDays);
    return { earliest: this.clock.startOf(firstDay), latest: now + LONGEST_LEAD_IN_MS };
  }

  /** When the day's raw events are removed, in seconds: the same for all of them and whenever they arrive. */
  rawExpiresAt(day: Day): number {
    return this.endOf(day, this.retentionInDays);
  }

  hoursExpireAt(day: Day): number {
    return this.endOf(day, this.retentionInDays + HOURS_OUTLIVE_RAW_BY_DAYS);
  }

  hasBegunToExpire(day: Day, now: number): boolean {
    return now >= this.rawExpiresAt(day) * 1000;
  }

  private endOf(day: Day, daysLater: number): number {
    return Math.floor(this.clock.startOf(addDays(day, daysLater + 1)) / 1000);
  }
}
