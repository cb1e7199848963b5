import * as z from 'zod';
import { isDay } from '../../../../domain/time/day.ts';

const daySchema = z.string().refine(isDay);
const countSchema = z.int().min(0);

/** How many refused lines are remembered with their reasons; beyond them they are only counted. */
export const REMEMBERED_REFUSALS = 200;

/** How far the load of a file has come: everything up to here is done, what lies behind it may be. */
export const checkpointSchema = z.strictObject({
  source: z.string(),
  /** Events from this day on come last, so that they are evaluated after all of the past. */
  presentFrom: daySchema,
  part: z.enum(['past', 'history', 'present']),
  /** Of the part that stores events: so many lines of the file are dealt with, and this is their digest. */
  lines: countSchema,
  digest: z.string(),
  stored: countSchema,
  conflicts: countSchema,
  /** Of the stored ones those whose user has no account yet. */
  waiting: countSchema,
  /** Events of the present that the first part left for the last. */
  ofPresent: countSchema,
  days: z.strictObject({ first: daySchema, last: daySchema }).nullable(),
  refusedLines: countSchema,
  refused: z.array(z.strictObject({ line: countSchema, reason: z.string() })).max(REMEMBERED_REFUSALS),
  history: z.strictObject({
    /** The first day that is not on record yet; `null` before the first one is. */
    next: daySchema.nullable(),
    accounts: countSchema,
    opened: countSchema,
    closed: countSchema,
    wereScored: countSchema,
  }),
});

export type BackfillCheckpoint = z.output<typeof checkpointSchema>;
