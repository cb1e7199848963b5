import * as z from 'zod';
import type { StaleReason } from '../../freshness.ts';
import { baselineOf, windowCount } from '../../indicators/counter-level.ts';
import { type ConditionKind, type ConditionProblem, checkFall, checkRise } from '../condition-kind.ts';
import { openEpisode, type Reading, type SignalContext, unknown, verdictOf } from '../reading.ts';

const ratioSchema = z.number().positive();
const levelSchema = {
  windowInDays: z.int().min(1).max(92),
  baselineWindows: z.int().min(2).max(4),
  /** Below it a ratio says nothing. */
  minimumBaseline: z.number().min(0),
};

/** A fall of anything against its own earlier level. */
export const levelFallSchema = { ...levelSchema, tripsAtOrBelow: ratioSchema, recoversAbove: ratioSchema };

const counterSchema = { kind: z.literal('counter-level'), event: z.string().min(1) };
const fallSchema = z.strictObject({ ...counterSchema, ...levelFallSchema });
const growthSchema = z.strictObject({
  ...counterSchema,
  ...levelSchema,
  tripsAtOrAbove: ratioSchema,
  recoversBelow: ratioSchema,
});
type CounterLevel = z.infer<typeof fallSchema> | z.infer<typeof growthSchema>;
type Level = Omit<z.infer<typeof fallSchema>, 'kind' | 'event'> | Omit<z.infer<typeof growthSchema>, 'kind' | 'event'>;

/** How often something happens, against the account's own earlier level: here a fall. */
export const counterFall: ConditionKind<typeof fallSchema> = {
  kind: 'counter-level',
  schema: fallSchema,
  subject: 'account',
  read: readCounterLevel,
  needs: ({ event }) => [{ event }],
  check: checkLevelFall,
};

/** The same the other way: a growth. */
export const counterGrowth: ConditionKind<typeof growthSchema> = {
  kind: 'counter-level',
  schema: growthSchema,
  subject: 'account',
  read: readCounterLevel,
  needs: ({ event }) => [{ event }],
  check: checkLevelGrowth,
};

/** A level that trips at what it was before would trip on every quiet day. */
export function checkLevelFall(condition: { tripsAtOrBelow: number; recoversAbove: number }): ConditionProblem[] {
  if (condition.tripsAtOrBelow < 1) return checkFall('recoversAbove', condition);
  return [{ field: 'tripsAtOrBelow', message: 'must be below 1: 1 is the level of before, and 0.6 is 60 % of it' }];
}

function checkLevelGrowth(condition: z.infer<typeof growthSchema>): ConditionProblem[] {
  if (condition.tripsAtOrAbove > 1) return checkRise('recoversBelow', condition);
  return [{ field: 'tripsAtOrAbove', message: 'must be above 1: 1 is the level of before, and 1.4 is 140 % of it' }];
}

function readCounterLevel(condition: CounterLevel, context: SignalContext): Reading[] {
  const stale = context.freshness.staleness([condition.event]);
  return [readLevel(condition, context, null, (k) => windowCount(context.usage, condition, k), stale)];
}

/** What there is of a subject in window 0, against the level of the windows before. */
export function readLevel(
  condition: Level,
  context: SignalContext,
  subject: string | null,
  inWindow: (k: number) => number,
  stale: StaleReason | null,
): Reading {
  const open = openEpisode(context, subject);
  const window = inWindow(0);
  const baseline = open?.baseline ?? baselineOf(context.usage, condition, inWindow);
  if (baseline === null) return unknown(subject, stale ?? 'too-little-history', { window });
  if (stale) return unknown(subject, stale, { window, baseline });
  return { ...judgeLevel(condition, open !== undefined, window, baseline), subject };
}

/** The verdict on a level that is known. */
export function judgeLevel(condition: Level, isOpen: boolean, window: number, baseline: number): Reading {
  if (baseline === 0) return unknown(null, 'baseline-zero', { window, baseline });
  const ratio = window / baseline;
  const tells = baseline >= condition.minimumBaseline;
  const trips = 'tripsAtOrBelow' in condition ? ratio <= condition.tripsAtOrBelow : ratio >= condition.tripsAtOrAbove;
  const recovers = 'recoversAbove' in condition ? ratio > condition.recoversAbove : ratio < condition.recoversBelow;
  const verdict = verdictOf(isOpen, tells && trips, recovers);
  return { subject: null, verdict, evidence: { window, baseline, ratio } };
}
