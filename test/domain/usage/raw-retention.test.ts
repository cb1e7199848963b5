import { describe, expect, it } from 'vitest';
import { localClock } from '../../../domain/time/time-zone.ts';
import { RawRetention } from '../../../domain/usage/raw-retention.ts';

const HOUR_IN_MS = 3_600_000;
const DAY_IN_MS = 24 * HOUR_IN_MS;
const clock = localClock('Asia/Tokyo');
const retention = new RawRetention(clock, 90);
const noon = clock.startOf('2026-06-01') + 12 * HOUR_IN_MS;

describe('raw events kept for 90 days', () => {
  it("are removed together, 90 days after the end of their day in the company's time zone", () => {
    expect(retention.rawExpiresAt('2026-06-01')).toBe(clock.startOf('2026-08-31') / 1000);
  });

  it('are accepted from the first instant of the 90th day, today included, to an hour ahead', () => {
    const { earliest, latest } = retention.acceptedAt(noon);
    expect(new Date(earliest).toISOString()).toBe('2026-03-03T15:00:00.000Z');
    expect(clock.dayOf(earliest)).toBe('2026-03-04');
    expect(latest - noon).toBe(HOUR_IN_MS);
  });

  it('that were just accepted can still be counted after as long as a stream holds records back', () => {
    const day = clock.dayOf(retention.acceptedAt(noon).earliest);
    expect(retention.hasBegunToExpire(day, noon + DAY_IN_MS)).toBe(false);
  });

  it('begin to expire at an instant, and their hourly tallies stay two days longer', () => {
    const expiry = retention.rawExpiresAt('2026-06-01') * 1000;
    expect(retention.hasBegunToExpire('2026-06-01', expiry - 1)).toBe(false);
    expect(retention.hasBegunToExpire('2026-06-01', expiry)).toBe(true);
    expect(retention.hoursExpireAt('2026-06-01') - retention.rawExpiresAt('2026-06-01')).toBe((2 * DAY_IN_MS) / 1000);
  });
});
