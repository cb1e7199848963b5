import * as z from 'zod';
import { percentOf } from '../../locale/text.ts';
import type { UsageHistory } from '../../usage/usage-history.ts';
import { type ConditionKind, checkRise, evidenceOf, type Known } from '../condition-kind.ts';
import { riseNumbers, windowNumber } from '../condition-number.ts';
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

const shareSchema = z.number().positive().max(1);
const schema = z.strictObject({
  kind: z.literal('feature-share'),
  windowInDays: z.int().min(1).max(92),
  /** With fewer active users a share says nothing. */
  fewestActiveUsers: z.int().min(1),
  tripsAtOrAbove: shareSchema,
  recoversBelow: shareSchema,
});

type FeatureShare = z.infer<typeof schema>;

/** Of the users active lately, how many use a feature on which an option builds. One episode a feature. */
export const featureShare: ConditionKind<
  typeof schema,
  Known<'share' | 'users' | 'window'> & { feature: string; windowInDays: number }
> = {
  kind: 'feature-share',
  schema,
  subject: 'feature',
  read: readFeatureShare,
  standsUntil: untilJudgedOtherwise(judgedFeatureShare),
  history: ({ windowInDays }) => ({ days: windowInDays }),
  needs: (_, playbook) => featuresWithOption(playbook).map(([feature]) => ({ feature })),
  check: (condition) => checkRise('recoversBelow', condition),
  numbers: {
    windowInDays: windowNumber,
    fewestActiveUsers: {
      unit: 'people',
      label: { en: 'With fewer active users it does not judge', ja: '利用者がこれ未満なら判定しない' },
    },
    ...riseNumbers,
  },
  figures({ condition: { windowInDays }, about: feature, ...seen }) {
    const known = evidenceOf(seen, 'share', 'users', 'window');
    return known && { ...known, feature, windowInDays };
  },
  words: {
    en: ({ feature, share, users, window: active, windowInDays }, { number, days }) => ({
      headline: `${percentOf(share)} % use “${feature}”`,
      number: `${percentOf(share)} %`,
      text: `of those active in the last ${days(windowInDays)} use “${feature}”: ${number(users)} of ${number(active)}`,
    }),
    ja: ({ feature, share, users, window: active, windowInDays }, { number }) => ({
      headline: `「${feature}」の利用率${percentOf(share)}%`,
      number: `${percentOf(share)}%`,
      text: `直近${number(windowInDays)}日間の利用者${number(active)}名のうち、「${feature}」を使った方（${number(users)}名）`,
    }),
  },
  data: ({ windowInDays }, context) => ({
    ...windowLookedAt(windowInDays),
    ...featureUse(
      context,
      featuresWithOption(context.playbook).map(([feature]) => feature),
      windowInDays,
    ),
  }),
  chart: () => null,
};

type Feature = [name: string, feature: SignalContext['playbook']['features'][string]];

function featuresWithOption({ features }: SignalContext['playbook']): Feature[] {
  return Object.entries(features).filter(([, { option }]) => option !== undefined);
}

function readFeatureShare(condition: FeatureShare, context: SignalContext): Reading[] {
  const { usage } = context;
  const window = usage.activeUsersAgo(condition.windowInDays - 1, 0);
  const readings = featuresWithOption(context.playbook).map((feature) => {
    const [name] = feature;
    const users = usage.featureUsersAgo(name, condition.windowInDays - 1, 0);
    const evidence = { window, users, ...(window > 0 && { share: users / window }) };
    return readingOf(name, saidOfShare(condition, circumstancesOf(feature, context), window, users), evidence);
  });
  return [...noLongerWatched(context, readings), ...readings];
}

function judgedFeatureShare(condition: FeatureShare, context: SignalContext): Judged[] {
  const { windowInDays } = condition;
  return featuresWithOption(context.playbook).map((feature) => {
    const [subject] = feature;
    const circumstances = circumstancesOf(feature, context);
    const saidOn = (usage: UsageHistory) => {
      const [active, users] = [
        usage.activeUsersAgo(windowInDays - 1, 0),
        usage.featureUsersAgo(subject, windowInDays - 1, 0),
      ];
      return saidOfShare(condition, circumstances, active, users);
    };
    return { subject, saidOn };
  });
}

/** What doesn't hang on how many use it. */
interface Circumstances {
  isOpen: boolean;
  /** What is said whatever they do. */
  anyway: Said | null;
}

function circumstancesOf([name, { events, option }]: Feature, context: SignalContext): Circumstances {
  const { account, freshness } = context;
  const isOpen = openEpisode(context, name) !== undefined;
  if (account.holds?.includes(option as string)) return { isOpen, anyway: 'already-held' };
  // A silent source would shrink what the share is of, and so raise it.
  return { isOpen, anyway: freshness.staleness(events) ?? freshness.staleness('acts') };
}

function saidOfShare(condition: FeatureShare, { isOpen, anyway }: Circumstances, active: number, users: number): Said {
  if (anyway !== null) return anyway;
  if (active === 0) return 'too-few-users';
  const share = users / active;
  const recovers = share < condition.recoversBelow;
  if (active < condition.fewestActiveUsers && !recovers) return 'too-few-users';
  return verdictOf(isOpen, share >= condition.tripsAtOrAbove, recovers);
}
