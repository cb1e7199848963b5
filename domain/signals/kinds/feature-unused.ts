import * as z from 'zod';
import { daysBetween } from '../../day.ts';
import { mustHaveFeatures } from '../../playbook/features.ts';
import type { ConditionKind, Need } from '../condition-kind.ts';
import { noLongerWatched, type Reading, type SignalContext, unknown } from '../reading.ts';

const schema = z.strictObject({
  kind: z.literal('feature-unused'),
  pastOnboardingForDays: z.int().min(0).max(365),
});

/** A feature that onboarding has to reach was never used in this contract. One episode a feature. */
export const featureUnused: ConditionKind<typeof schema> = {
  kind: 'feature-unused',
  schema,
  subject: 'feature',
  read: readFeatureUnused,
  needs: (_, playbook) => [...mustHaveFeatures(playbook).map((feature): Need => ({ feature })), { account: 'stage' }],
};

function readFeatureUnused(condition: z.infer<typeof schema>, context: SignalContext): Reading[] {
  const { account, asOf, freshness, playbook, stage, usage } = context;
  // A contract that has not begun says nothing of the use before it.
  const { contractStart } = account;
  const since = contractStart !== undefined && contractStart <= asOf ? contractStart : null;
  const pastSince = stage?.pastOnboardingSince;
  const days = pastSince === undefined ? undefined : daysBetween(pastSince, asOf);
  const evidence = days === undefined ? {} : { days };

  const readings = mustHaveFeatures(playbook).map((feature): Reading => {
    if (usage.isFeatureUsedSince(feature, since)) return { subject: feature, verdict: 'recovers', evidence };
    if (stage === null) return unknown(feature, 'no-stage');
    const stale = freshness.staleness(playbook.features[feature]?.events ?? []);
    if (stale) return unknown(feature, stale, evidence);
    const isDue = days !== undefined && days >= condition.pastOnboardingForDays;
    return { subject: feature, verdict: isDue ? 'trips' : 'holds', evidence };
  });
  return [...noLongerWatched(context, readings), ...readings];
}
