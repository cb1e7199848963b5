import * as z from 'zod';
import type { Vocabulary } from '../../playbook/vocabulary.ts';
import type { StaleReason } from '../../sources/freshness.ts';
import type { UsageHistory } from '../../usage/usage-history.ts';
import {
  type ConditionKind,
  type ConditionProblem,
  checkDaysOf,
  checkFeature,
  evidenceOf,
  type Known,
} from '../condition-kind.ts';
import { windowNumber } from '../condition-number.ts';
import {
  noLongerWatched,
  openEpisode,
  type Reading,
  readingOf,
  type Said,
  type SignalContext,
  verdictOf,
} from '../reading.ts';
import { type Judged, untilJudgedOtherwise } from '../standing.ts';
import { featureUse, windowLookedAt } from '../task-data.ts';

const schema = z.strictObject({
  kind: z.literal('features-together'),
  combinations: z
    .array(
      z.strictObject({
        features: z.array(z.string().min(1)).min(2, 'needs at least two features'),
        /** What is offered to who uses them all; an account that holds it already is left alone. */
        offer: z.string().min(1),
      }),
    )
    .min(1),
  windowInDays: z.int().min(1).max(92),
  /** Each of the features was used on at least so many days. */
  tripsAtDays: z.int().min(1),
  /** One of them was used on fewer days. */
  recoversBelowDays: z.int().min(1),
});
type FeaturesTogether = z.infer<typeof schema>;
type Combination = FeaturesTogether['combinations'][number];

/** Features that are strong together are used together. One episode a combination: `a+b`. */
export const featuresTogether: ConditionKind<
  typeof schema,
  Known<'days'> & { features: string; windowInDays: number }
> = {
  kind: 'features-together',
  schema,
  subject: 'feature',
  read: readFeaturesTogether,
  standsUntil: untilJudgedOtherwise(judgedFeaturesTogether),
  history: ({ windowInDays }) => ({ days: windowInDays }),
  needs: (condition) => featuresNamed(condition).map((feature) => ({ feature })),
  check: (condition, playbook) => [...checkCombinations(condition, playbook), ...checkDays(condition)],
  numbers: {
    windowInDays: windowNumber,
    tripsAtDays: {
      unit: 'days',
      label: { en: 'Trips when each was used on so many days', ja: '発生する利用日数（どの機能も、この日数以上）' },
    },
    recoversBelowDays: {
      unit: 'days',
      label: {
        en: 'Recovers when one was used on fewer days than',
        ja: '回復する利用日数（いずれかが、この日数未満）',
      },
    },
  },
  figures({ condition: { windowInDays }, about: features, ...seen }) {
    const known = evidenceOf(seen, 'days');
    return known && { ...known, features, windowInDays };
  },
  words: {
    en: ({ features, days, windowInDays }, phrases) => ({
      headline: `${features} used together`,
      number: phrases.days(days),
      text: `at least, of the last ${windowInDays}, on which each of ${features} was used`,
    }),
    ja: ({ features, days, windowInDays }, phrases) => ({
      headline: `${features}をあわせて活用`,
      number: phrases.days(days),
      text: `以上、直近${phrases.number(windowInDays)}日間に${features}がそれぞれ使われています`,
    }),
  },
  data: (condition, context) => ({
    ...windowLookedAt(condition.windowInDays),
    ...featureUse(context, featuresNamed(condition), condition.windowInDays),
  }),
  chart: () => null,
};

function featuresNamed({ combinations }: FeaturesTogether): string[] {
  return [...new Set(combinations.flatMap(({ features }) => features))];
}

function* checkCombinations({ combinations }: FeaturesTogether, playbook: Vocabulary): Generator<ConditionProblem> {
  const met = new Set<string>();
  for (const [place, { features }] of combinations.entries()) {
    for (const [at, feature] of features.entries()) {
      const field = ['combinations', place, 'features', at];
      yield* checkFeature(field, feature, playbook);
      if (features.indexOf(feature) < at) yield { field, message: `\`${feature}\` is in this combination already` };
    }
    const combination = features.toSorted().join('+');
    if (met.has(combination)) {
      const message = `${features.join(' and ')} are a combination already: keep one of them`;
      yield { field: ['combinations', place], message };
    }
    met.add(combination);
  }
}

function* checkDays({ windowInDays, tripsAtDays, recoversBelowDays }: FeaturesTogether): Generator<ConditionProblem> {
  yield* checkDaysOf('tripsAtDays', tripsAtDays, ['windowInDays', windowInDays]);
  if (recoversBelowDays > tripsAtDays) {
    const message = `must be at most tripsAtDays (${tripsAtDays}): it recovers on the way down`;
    yield { field: 'recoversBelowDays', message, limit: { is: 'at-most', value: tripsAtDays } };
  }
}

function readFeaturesTogether(condition: FeaturesTogether, context: SignalContext): Reading[] {
  const readings = condition.combinations.map((combination): Reading => {
    const subject = nameOf(combination);
    const days = fewestDays(combination, condition, context.usage);
    return readingOf(subject, saidOfDays(condition, circumstancesOf(combination, context), days), { days });
  });
  return [...noLongerWatched(context, readings), ...readings];
}

function judgedFeaturesTogether(condition: FeaturesTogether, context: SignalContext): Judged[] {
  return condition.combinations.map((combination) => {
    const circumstances = circumstancesOf(combination, context);
    const saidOn = (usage: UsageHistory) =>
      saidOfDays(condition, circumstances, fewestDays(combination, condition, usage));
    return { subject: nameOf(combination), saidOn };
  });
}

const nameOf = ({ features }: Combination) => features.join('+');

/** On how many days of the window the one was used that was used least. */
function fewestDays({ features }: Combination, { windowInDays }: FeaturesTogether, usage: UsageHistory): number {
  let fewest = windowInDays;
  for (const feature of features) fewest = Math.min(fewest, usage.featureDaysAgo(feature, windowInDays - 1, 0));
  return fewest;
}

/** What doesn't hang on how often they are used. */
interface Circumstances {
  isOpen: boolean;
  isHeld: boolean;
  stale: StaleReason | null;
}

function circumstancesOf(combination: Combination, context: SignalContext): Circumstances {
  const { account, freshness, playbook } = context;
  const { features, offer } = combination;
  const stale = features
    .map((feature) => freshness.staleness(playbook.features[feature]?.events ?? []))
    .find((reason) => reason !== null);
  return {
    isOpen: openEpisode(context, nameOf(combination)) !== undefined,
    isHeld: account.holds?.includes(offer) ?? false,
    stale: stale ?? null,
  };
}

function saidOfDays(condition: FeaturesTogether, { isOpen, isHeld, stale }: Circumstances, days: number): Said {
  if (isHeld) return 'already-held';
  const trips = days >= condition.tripsAtDays;
  if (!trips && stale) return stale;
  return verdictOf(isOpen, trips, days < condition.recoversBelowDays);
}
