import * as z from 'zod';
import { percentOf } from '../../locale/text.ts';
import { usageNameSchema } from '../../playbook/usage-name.ts';
import { LOGIN } from '../../usage/well-known-events.ts';
import { type ConditionKind, checkRise, evidenceOf, type Known, type Moved, type Phrases } from '../condition-kind.ts';
import { riseNumbers } from '../condition-number.ts';
import { openEpisode, type Reading, type SignalContext, unknown, verdictOf } from '../reading.ts';

const schema = z.strictObject({
  kind: z.literal('license-share'),
  /** The event by which a user takes up a license. */
  event: usageNameSchema,
  /** 0.8 is 80 %; more than all of them may be in use. */
  tripsAtOrAbove: z.number().positive().max(10),
  recoversBelow: z.number().positive().max(10),
});

/** Of the licenses paid for, how many are taken up. */
export const licenseShare: ConditionKind<typeof schema, Known<'share' | 'users' | 'limit'> & { event: string }> = {
  kind: 'license-share',
  schema,
  subject: 'account',
  read: readLicenseShare,
  standsUntil: ({ event }, _, ahead) => ahead.nextFirst(event),
  history: () => ({ days: 0 }),
  needs: ({ event }) => [{ event }, { account: 'licenses' }],
  check: (condition) => checkRise('recoversBelow', condition),
  numbers: riseNumbers,
  figures({ condition: { event }, evidence }) {
    const known = evidenceOf({ evidence }, 'share', 'users', 'limit');
    return known && { ...known, event };
  },
  words: {
    en: english('licenses'),
    'en-GB': english('licences'),
    ja: ({ event, share, users, limit }, { number, label }) => ({
      headline: `ライセンスの${percentOf(share)}%を活用`,
      number: `${percentOf(share)}%`,
      text: `ライセンス${number(limit)}のうち${number(users)}名分（一度でも${event === LOGIN ? 'ログイン' : `「${label(event)}」を利用`}された方の数）`,
    }),
  },
  data: ({ event }, { usage }) => ({ activatedUsers: usage.usersWhoEverDid(event) }),
  chart: () => null,
};

function english(licenses: string) {
  return (
    { event, share, users, limit }: Known<'share' | 'users' | 'limit'> & { event: string },
    { number, label }: Phrases,
  ): Moved => ({
    headline: `${percentOf(share)} % of ${licenses} taken up`,
    number: `${percentOf(share)} %`,
    text: `of the ${licenses} are taken up: ${number(users)} of ${number(limit)}, counting everybody who ever ${event === LOGIN ? 'logged in' : `came to “${label(event)}”`}`,
  });
}

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
