import * as z from 'zod';
import { percentOf } from '../../locale/text.ts';
import { addDays } from '../../time/day.ts';
import { type ConditionKind, checkRise, evidenceOf, type Known } from '../condition-kind.ts';
import { riseNumbers, windowNumber } from '../condition-number.ts';
import {
  alreadyHeld,
  noLongerWatched,
  openEpisode,
  type Reading,
  type SignalContext,
  unknown,
  verdictOf,
} from '../reading.ts';
import { untilReadOtherwise } from '../standing.ts';
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

/** Of the users active lately, how many use a feature on which an option builds. One episode a feature. */
export const featureShare: ConditionKind<
  typeof schema,
  Known<'share' | 'users' | 'window'> & { feature: string; windowInDays: number }
> = {
  kind: 'feature-share',
  schema,
  subject: 'feature',
  read: readFeatureShare,
  standsUntil: untilReadOtherwise(readFeatureShare),
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
    const hasEnoughUsers = active >= condition.fewestActiveUsers;
    const recovers = share < condition.recoversBelow;
    if (!hasEnoughUsers && !recovers) return unknown(name, 'too-few-users', evidence);
    const isOpen = openEpisode(context, name) !== undefined;
    return { subject: name, verdict: verdictOf(isOpen, share >= condition.tripsAtOrAbove, recovers), evidence };
  });
  return [...noLongerWatched(context, readings), ...readings];
}
