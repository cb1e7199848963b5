import type { Day } from '../time/day.ts';
import type { CrmName } from './crm-names.ts';

/** How far writing into one CRM has come, and what stands in its way. */
export interface CrmProgress {
  /** `hashOfPart` of the mapping by which it was. */
  mapping: string;
  /** Nothing is asked of it before (ISO). */
  notBefore?: string;
  /** Tries in a row that came to nothing. */
  failures?: number;
  /** Since when (ISO) nothing could be written, and why by a code of theirs. */
  waiting?: { since: string; code: string };
  /** It does not let us in any more: somebody has to see to that. */
  isShut?: boolean;
  /** Something was not written meanwhile: all accounts are looked at once it takes something again. */
  isBehind?: boolean;
  /** Fields that it does not have, or does not let us write: left out until the next day's look at all accounts. */
  fields?: Record<string, { since: string; code: string }>;
  /** Calls of a day (UTC), held against our share of what it allows. */
  calls?: { day: Day; count: number };
  /** When (ISO) something was written last. */
  wroteAt?: string;
}

/** How far the function has come that writes. */
export interface CrmRun {
  /** So far all accounts were gone through, bucket by bucket: once a day (UTC), and anew where a CRM fell behind. */
  pass?: { day: Day; bucket: number };
  /** Up to when (ISO) changes by people were looked at. */
  lookedUntil?: string;
  crms: Partial<Record<CrmName, CrmProgress>>;
}

export const newRun = (): CrmRun => ({ crms: {} });

const FIRST_PAUSE_IN_SECONDS = 30;
const LONGEST_PAUSE_IN_SECONDS = 15 * 60;

/** So long it is left alone after so many tries that came to nothing; longer where it says so itself. */
export function pauseInSeconds(failures: number, asked = 0): number {
  return Math.max(asked, Math.min(FIRST_PAUSE_IN_SECONDS * 2 ** Math.max(0, failures - 1), LONGEST_PAUSE_IN_SECONDS));
}

/** Nothing could be written: what is to come is held back, and all accounts are looked at once it can be again. */
export function heldBack(
  progress: CrmProgress,
  { code, isShut = false, retryAfterInSeconds, now }: HeldBack,
): CrmProgress {
  const failures = (progress.failures ?? 0) + 1;
  const seconds = isShut ? LONGEST_PAUSE_IN_SECONDS : pauseInSeconds(failures, retryAfterInSeconds);
  const { isShut: _, ...rest } = progress;
  return {
    ...rest,
    failures,
    notBefore: new Date(now + seconds * 1000).toISOString(),
    waiting: { since: progress.waiting?.since ?? new Date(now).toISOString(), code },
    ...(isShut && { isShut }),
  };
}

interface HeldBack {
  code: string;
  isShut?: boolean;
  retryAfterInSeconds?: number | undefined;
  /** In milliseconds. */
  now: number;
}

/** It answers again. */
export function wentOn(progress: CrmProgress): CrmProgress {
  const { notBefore, failures, waiting, isShut, ...rest } = progress;
  return rest;
}
