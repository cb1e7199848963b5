import * as z from 'zod';
import { mustHaveFeatures, type Vocabulary } from '../../playbook/vocabulary.ts';
import { addDays, type Day, daysBetween, monthOf } from '../../time/day.ts';
import { featureSightings } from '../../usage/sightings.ts';
import type { UsageAhead } from '../../usage/usage-course.ts';
import {
  type ConditionKind,
  type DayLookedAt,
  evidenceOf,
  type Known,
  type KnownAccount,
  nothingToCheck,
} from '../condition-kind.ts';
import type { DataNeed } from '../data-need.ts';
import { noLongerWatched, type Reading, type SignalContext, unknown } from '../reading.ts';
import { firstAfter } from '../standing.ts';
import { featureUse } from '../task-data.ts';

const schema = z.strictObject({
  kind: z.literal('feature-unused'),
  pastOnboardingForDays: z.int().min(0).max(365),
});

/** A feature that onboarding has to reach was never used in this contract. One episode a feature. */
export const featureUnused: ConditionKind<typeof schema, Known<'days'> & { feature: string }> = {
  kind: 'feature-unused',
  schema,
  subject: 'feature',
  read: readFeatureUnused,
  standsUntil: unusedStandsUntil,
  history: () => ({ days: 0, furtherBack: monthInDoubt }),
  needs: (_, playbook) => [
    ...mustHaveFeatures(playbook).map((feature): DataNeed => ({ feature })),
    { account: 'stage' },
  ],
  check: nothingToCheck,
  numbers: {
    pastOnboardingForDays: {
      unit: 'days',
      label: { en: 'Trips so long after onboarding', ja: '発生する日数（導入期を終えてから）' },
    },
  },
  figures({ about: feature, ...seen }) {
    const known = evidenceOf(seen, 'days');
    return known && { ...known, feature };
  },
  words: {
    en: ({ feature, days }, phrases) => ({
      headline: `“${feature}” never used`,
      number: phrases.days(days),
      text: `past onboarding, and “${feature}” has never been used`,
    }),
    ja: ({ feature, days }, phrases) => ({
      headline: `「${feature}」が未利用`,
      number: phrases.days(days),
      text: `導入期を終えてから、「${feature}」が一度も使われていません`,
    }),
  },
  data: (_, context) => featureUse(context, mustHaveFeatures(context.playbook)),
  chart: () => null,
};

/** A must-have feature last seen in the month the contract began in: before that day or after, only the days tell. */
function monthInDoubt({ account: { contractStart }, lifetime }: KnownAccount, playbook: Vocabulary): DayLookedAt[] {
  if (contractStart === undefined) return [];
  const month = monthOf(contractStart);
  const isInDoubt = mustHaveFeatures(playbook).some((feature) => {
    const seen = featureSightings(feature, lifetime, playbook);
    const isKnown = seen.some(({ first, lastMonth }) => first >= contractStart || lastMonth > month);
    return !isKnown && seen.some(({ lastMonth }) => lastMonth === month);
  });
  return isInDoubt ? [{ day: `${month}-01`, daysBefore: 0 }] : [];
}

function readFeatureUnused(condition: z.infer<typeof schema>, context: SignalContext): Reading[] {
  const { asOf, freshness, playbook, stage, usage } = context;
  const since = countsSince(context);
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

/** A contract that has not begun says nothing of the use before it. */
function countsSince({ account: { contractStart }, asOf }: SignalContext): Day | null {
  return contractStart !== undefined && contractStart <= asOf ? contractStart : null;
}

/** What was used stays used; until then time alone makes it trip. */
function unusedStandsUntil(condition: z.infer<typeof schema>, context: SignalContext, ahead: UsageAhead): Day {
  const { account, asOf, playbook, stage, usage } = context;
  const since = countsSince(context);
  const unused = mustHaveFeatures(playbook).filter((feature) => !usage.isFeatureUsedSince(feature, since));
  const { contractStart = asOf } = account;
  const pastSince = stage?.pastOnboardingSince;
  const due = pastSince === undefined ? asOf : addDays(pastSince, condition.pastOnboardingForDays);
  const events = unused.flatMap((feature) => playbook.features[feature]?.events ?? []);
  return firstAfter(asOf, ahead.nextDayOf(...events), contractStart, due);
}
