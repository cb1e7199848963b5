import * as z from 'zod';
import { baselineCount, windowCount } from '../../indicators/counter-level.ts';
import { type ConditionKind, checkFall, checkRise } from '../condition-kind.ts';
import { openEpisode, type Reading, type SignalContext, unknown, verdictOf } from '../reading.ts';

const ratioSchema = z.number().positive();
const windowSchema = {
  kind: z.literal('counter-level'),
  event: z.string().min(1),
  windowInDays: z.int().min(1).max(92),
  baselineWindows: z.int().min(2).max(4),
  /** Below it a ratio says nothing. */
  minimumBaseline: z.number().min(0),
};

const fallSchema = z.strictObject({
  ...windowSchema,
  tripsAtOrBelow: ratioSchema,
  recoversAbove: ratioSchema,
});
const growthSchema = z.strictObject({
  ...windowSchema,
  tripsAtOrAbove: ratioSchema,
  recoversBelow: ratioSchema,
});
type CounterLevel = z.infer<typeof fallSchema> | z.infer<typeof growthSchema>;

/** How often something happens, against the account's own earlier level: here a fall. */
export const counterFall: ConditionKind<typeof fallSchema> = {
  kind: 'counter-level',
  schema: fallSchema,
  subject: 'account',
  read: readCounterLevel,
  needs: ({ event }) => [{ event }],
  check: (condition) => checkFall('recoversAbove', condition),
};

/** The same the other way: a growth. */
export const counterGrowth: ConditionKind<typeof growthSchema> = {
  kind: 'counter-level',
  schema: growthSchema,
  subject: 'account',
  read: readCounterLevel,
  needs: ({ event }) => [{ event }],
  check: (condition) => checkRise('recoversBelow', condition),
};

function readCounterLevel(condition: CounterLevel, context: SignalContext): Reading[] {
  const stale = context.freshness.staleness([condition.event]);
  const open = openEpisode(context, null);
  const window = windowCount(context.usage, condition, 0);
  const baseline = open?.baseline ?? baselineCount(context.usage, condition);
  if (baseline === null) return [unknown(null, stale ?? 'too-little-history', { window })];
  if (stale) return [unknown(null, stale, { window, baseline })];
  return [judgeLevel(condition, open !== undefined, window, baseline)];
}

/** The verdict on a level that is known. */
export function judgeLevel(condition: CounterLevel, isOpen: boolean, window: number, baseline: number): Reading {
  if (baseline === 0) return unknown(null, 'baseline-zero', { window, baseline });
  const ratio = window / baseline;
  const tells = baseline >= condition.minimumBaseline;
  const trips = 'tripsAtOrBelow' in condition ? ratio <= condition.tripsAtOrBelow : ratio >= condition.tripsAtOrAbove;
  const recovers = 'recoversAbove' in condition ? ratio > condition.recoversAbove : ratio < condition.recoversBelow;
  const verdict = verdictOf(isOpen, tells && trips, recovers);
  return { subject: null, verdict, evidence: { window, baseline, ratio } };
}
