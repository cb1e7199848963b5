import * as z from 'zod';
import { addDays } from '../../day.ts';
import { type ConditionKind, checkRise } from '../condition-kind.ts';
import {
  alreadyHeld,
  noLongerWatched,
  openEpisode,
  type Reading,
  type SignalContext,
  unknown,
  verdictOf,
} from '../reading.ts';

const shareSchema = z.number().positive().max(1);
const schema = z.strictObject({
  kind: z.literal('feature-share'),
  windowInDays: z.int().min(1).max(92),
  /** With fewer active users a share says nothing. */
  fewestActiveUsers: z.int().min(1),
  tripsAtOrAbove: shareSchema,
  recoversBelow: shareSchema,
});

/** Of the users active lately, how many use a feature on which an option builds. One episode a feature. */
export const featureShare: ConditionKind<typeof schema> = {
  kind: 'feature-share',
  schema,
  subject: 'feature',
  read: readFeatureShare,
  needs: (_, playbook) => featuresWithOption(playbook).map(([feature]) => ({ feature })),
  check: (condition) => checkRise('recoversBelow', condition),
};

function featuresWithOption({ features }: SignalContext['playbook']) {
  return Object.entries(features).filter(([, { option }]) => option !== undefined);
}

function readFeatureShare(condition: z.infer<typeof schema>, context: SignalContext): Reading[] {
  const { account, asOf, freshness, playbook, usage } = context;
  const from = addDays(asOf, 1 - condition.windowInDays);
  const active = usage.activeUsers(from, asOf);
  const readings = featuresWithOption(playbook).map(([name, { events, option }]): Reading => {
    const users = usage.featureUsers(name, from, asOf);
    const share = active === 0 ? undefined : users / active;
    const evidence = { window: active, users, ...(share !== undefined && { share }) };
    if (account.holds?.includes(option as string)) return alreadyHeld(name, evidence);
    // A silent source would shrink what the share is of, and so raise it.
    const stale = freshness.staleness(events) ?? freshness.staleness('acts');
    if (stale) return unknown(name, stale, evidence);
    if (share === undefined) return unknown(name, 'too-few-users', evidence);
    const tells = active >= condition.fewestActiveUsers;
    const recovers = share < condition.recoversBelow;
    if (!tells && !recovers) return unknown(name, 'too-few-users', evidence);
    const isOpen = openEpisode(context, name) !== undefined;
    return { subject: name, verdict: verdictOf(isOpen, share >= condition.tripsAtOrAbove, recovers), evidence };
  });
  return [...noLongerWatched(context, readings), ...readings];
}
