import { afterEach, describe, expect, it, vi } from 'vitest';
import { localClock } from '../../../domain/time/time-zone.ts';
import { companyClock } from '../../../functions/runtime/company-clock.ts';

const QUARTER_HOUR_IN_MS = 900_000;
const YEAR_IN_MS = 366 * 86_400_000;

afterEach(() => {
  vi.unstubAllEnvs();
});

describe("the company's clock of a function", () => {
  it.each([
    'Asia/Tokyo',
    'UTC',
    'Europe/Berlin',
    'America/St_Johns',
    'Asia/Kathmandu',
    'Australia/Lord_Howe',
    'America/Santiago',
  ])('shows in %s what any clock of the zone shows, through a year with its clock changes', (timeZone) => {
    vi.stubEnv('TZ', process.env.TZ);
    const own = companyClock(timeZone);
    const any = localClock(timeZone);
    expect(own.timeZone).toBe(timeZone);
    const from = Date.UTC(2026, 0, 1);
    const seen = { own: [] as unknown[], any: [] as unknown[] };
    for (let at = from; at < from + YEAR_IN_MS; at += 3 * QUARTER_HOUR_IN_MS) {
      seen.own.push(own.hourOf(at));
      seen.any.push(any.hourOf(at));
    }
    expect(seen.own).toEqual(seen.any);
    for (let at = from; at < from + YEAR_IN_MS; at += 86_400_000) {
      expect(own.startOf(any.dayOf(at))).toBe(any.startOf(any.dayOf(at)));
    }
  });

  it('is refused for a zone there is none of, which a process would take for UTC', () => {
    vi.stubEnv('TZ', process.env.TZ);
    expect(() => companyClock('Asia/Tokio')).toThrow('there is no time zone Asia/Tokio');
    expect(() => companyClock('')).toThrow(RangeError);
  });
});
