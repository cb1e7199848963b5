import * as z from 'zod';
import { completeDaysAfter } from '../../usage/usage-history.ts';
import { openEpisode, type Reading, type SignalContext, unknown, verdictOf } from '../reading.ts';

/** Complete days after the last time something happened; it has to have happened once. */
export const daysSinceSchema = z.strictObject({
  kind: z.literal('days-since'),
  event: z.string().min(1),
  tripsAtOrAbove: z.int().min(1),
  recoversBelow: z.int().min(1),
});

export function readDaysSince(condition: z.infer<typeof daysSinceSchema>, context: SignalContext): Reading[] {
  const last = context.usage.lastDayOf(condition.event);
  const stale = context.freshness.staleness([condition.event]);
  if (last === null) return [unknown(null, stale ?? 'never-happened')];
  const days = completeDaysAfter(last, context.asOf);
  if (stale) return [unknown(null, stale, { days })];
  const isOpen = openEpisode(context, null) !== undefined;
  const verdict = verdictOf(isOpen, days >= condition.tripsAtOrAbove, days < condition.recoversBelow);
  return [{ subject: null, verdict, evidence: { days } }];
}
