import { type Day, isDay } from '../../domain/time/day.ts';
import { readTime } from '../../domain/usage/read-time.ts';

/** The share of a run that one call does. */
export interface Group {
  buckets: number[];
  /** Start of the whole run, in milliseconds since 1970. */
  startedAt: number;
  asOf?: Day;
  /** Only this one. */
  account?: string;
  /** The days from here to `asOf` are put on record, and nobody gets a task or a mail for them. */
  quietFrom?: Day;
}

/** The run was started with something else than `{asOf?, account?, quietFrom?}`. */
export class UnreadableGroupError extends Error {
  override readonly name = 'UnreadableGroupError';
  readonly code = 'unreadable-group';
}

export function readGroup(event: unknown): Group {
  const { buckets, startedAt, asOf, account, quietFrom } = Object(event) as Record<string, unknown>;
  if (!Array.isArray(buckets) || !buckets.every((bucket) => Number.isSafeInteger(bucket) && bucket >= 0)) {
    throw new UnreadableGroupError('"buckets" is not a list of whole numbers');
  }
  const startedAtInMs = typeof startedAt === 'string' ? readTime(startedAt) : Number.NaN;
  if (Number.isNaN(startedAtInMs)) throw new UnreadableGroupError('"startedAt" is not a time');
  if (asOf !== undefined && (typeof asOf !== 'string' || !isDay(asOf))) {
    throw new UnreadableGroupError('"asOf" is not a date: write it as YYYY-MM-DD');
  }
  if (account !== undefined && typeof account !== 'string') throw new UnreadableGroupError('"account" is not a text');
  if (quietFrom !== undefined && (typeof quietFrom !== 'string' || !isDay(quietFrom) || asOf === undefined)) {
    throw new UnreadableGroupError('"quietFrom" is not a date, or stands without "asOf"');
  }
  return { buckets, startedAt: startedAtInMs, asOf, account, quietFrom };
}
