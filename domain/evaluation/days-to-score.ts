import type { Day } from '../time/day.ts';
import type { LocalClock } from '../time/time-zone.ts';

/** It is asked for right after something was done: what is asked for so soon after midnight may be for the day before. */
const ASKED_FOR_WITHIN_IN_MS = 30_000;

/**
 * As of which days an account is evaluated, the earliest first, when that was asked for at these moments (ms): today, and
 * before it the day on which something was done. What counts on a day also moves the account on at that day, though the
 * evaluation comes after midnight: else its past, gone through again, would differ from what was.
 */
export function daysToScore(askedAt: readonly number[], nowInMs: number, clock: Pick<LocalClock, 'dayOf'>): Day[] {
  const today = clock.dayOf(nowInMs);
  const before = askedAt.map((at) => clock.dayOf(at - ASKED_FOR_WITHIN_IN_MS)).filter((day) => day < today);
  return [...new Set(before)].sort().concat(today);
}
