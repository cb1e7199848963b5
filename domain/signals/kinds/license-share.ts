import * as z from 'zod';
import { type ConditionKind, checkRise } from '../condition-kind.ts';
import { openEpisode, type Reading, type SignalContext, unknown, verdictOf } from '../reading.ts';

const schema = z.strictObject({
  kind: z.literal('license-share'),
  /** Whoever ever did it has taken up a license. */
  event: z.string().min(1),
  /** 0.8 is 80 %; more than all of them may be in use. */
  tripsAtOrAbove: z.number().positive().max(10),
  recoversBelow: z.number().positive().max(10),
});

/** Of the licenses paid for, how many are taken up. */
export const licenseShare: ConditionKind<typeof schema> = {
  kind: 'license-share',
  schema,
  subject: 'account',
  read: readLicenseShare,
  needs: ({ event }) => [{ event }, { account: 'licenses' }],
  check: (condition) => checkRise('recoversBelow', condition),
};

function readLicenseShare(condition: z.infer<typeof schema>, context: SignalContext): Reading[] {
  const users = context.usage.usersWhoEverDid(condition.event);
  const { licenses: limit } = context.account;
  if (!limit) return [unknown(null, 'no-licenses', { users })];
  const share = users / limit;
  const evidence = { users, limit, share };
  const trips = share >= condition.tripsAtOrAbove;
  const stale = context.freshness.staleness([condition.event]);
  if (!trips && stale) return [unknown(null, stale, evidence)];
  const isOpen = openEpisode(context, null) !== undefined;
  return [{ subject: null, verdict: verdictOf(isOpen, trips, share < condition.recoversBelow), evidence }];
}
