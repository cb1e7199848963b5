import * as z from 'zod';
import { completeDaysAfter } from '../../usage/usage-history.ts';
import { type ConditionKind, checkRise } from '../condition-kind.ts';
import { openEpisode, type Reading, type SignalContext, unknown, verdictOf } from '../reading.ts';

const schema = z.strictObject({
  kind: z.literal('days-since'),
  event: z.string().min(1),
  tripsAtOrAbove: z.int().min(1).max(3650),
  recoversBelow: z.int().min(1).max(3650),
});

/** Complete days after the last time something happened; it has to have happened once. */
export const daysSince: ConditionKind<typeof schema> = {
  kind: 'days-since',
  schema,
  subject: 'account',
  read: readDaysSince,
  needs: ({ event }) => [{ event }],
  check: (condition) => checkRise('recoversBelow', condition),
};

function readDaysSince(condition: z.infer<typeof schema>, context: SignalContext): Reading[] {
  const last = context.usage.lastDayOf(condition.event);
  const stale = context.freshness.staleness([condition.event]);
  if (last === null) return [unknown(null, stale ?? 'never-happened')];
  const days = completeDaysAfter(last, context.asOf);
  if (stale) return [unknown(null, stale, { days })];
  const isOpen = openEpisode(context, null) !== undefined;
  const verdict = verdictOf(isOpen, days >= condition.tripsAtOrAbove, days < condition.recoversBelow);
  return [{ subject: null, verdict, evidence: { days } }];
}
