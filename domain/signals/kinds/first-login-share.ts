import * as z from 'zod';
import type { Contact } from '../../account/account.ts';
import { percentOf } from '../../locale/text.ts';
import { usageNameSchema } from '../../playbook/usage-name.ts';
import { cappedList, nameInRow } from '../../tasks/row-bounds.ts';
import { addDays, type Day, daysBetween } from '../../time/day.ts';
import type { UsageAhead } from '../../usage/usage-course.ts';
import { LOGIN } from '../../usage/well-known-events.ts';
import { type ConditionKind, type ConditionProblem, checkFall, evidenceOf, type Known } from '../condition-kind.ts';
import { openEpisode, type Reading, type SignalContext, unknown, verdictOf } from '../reading.ts';
import { firstAfter } from '../standing.ts';

const shareSchema = z.number().min(0).max(1);
const daysSchema = z.int().min(0).max(3650);
const schema = z.strictObject({
  kind: z.literal('first-login-share'),
  event: usageNameSchema,
  /** Time to log in at all. */
  invitedAtLeastDaysAgo: daysSchema,
  /** Users invited longer ago are not counted. */
  invitedAtMostDaysAgo: daysSchema,
  /** Below so many a share says nothing. */
  fewestContacts: z.int().min(1),
  tripsAtOrBelow: shareSchema,
  recoversAbove: shareSchema,
});
type FirstLoginShare = z.infer<typeof schema>;

/** Of the contacts who were invited not long ago, the share who ever logged in. */
export const firstLoginShare: ConditionKind<typeof schema, Known<'share' | 'users' | 'limit'> & FirstLoginShare> = {
  kind: 'first-login-share',
  schema,
  subject: 'account',
  read: readFirstLoginShare,
  standsUntil: shareStandsUntil,
  history: () => ({ days: 0 }),
  needs: ({ event }) => [{ event }, { contact: 'invitedAt' }],
  check: (condition) => [...checkFall('recoversAbove', condition), ...checkDays(condition)],
  numbers: {
    invitedAtLeastDaysAgo: {
      unit: 'days',
      label: { en: 'Counts who was invited at least so long ago', ja: '招待からこの日数以上の方を数える' },
    },
    invitedAtMostDaysAgo: {
      unit: 'days',
      label: { en: 'Counts who was invited at most so long ago', ja: '招待からこの日数以内の方を数える' },
    },
    fewestContacts: {
      unit: 'people',
      label: { en: 'With fewer invited people it does not judge', ja: '招待された方がこれ未満なら判定しない' },
    },
    tripsAtOrBelow: { unit: 'share', label: { en: 'Trips at or below', ja: '発生する割合（以下）' } },
    recoversAbove: { unit: 'share', label: { en: 'Recovers above', ja: '回復する割合（超えたとき）' } },
  },
  figures({ condition, evidence }) {
    const known = evidenceOf({ evidence }, 'share', 'users', 'limit');
    return known && { ...known, ...condition };
  },
  words: {
    en({ event, share, users, limit, invitedAtLeastDaysAgo, invitedAtMostDaysAgo }, { days, label }) {
      const done = event === LOGIN ? 'logged in' : `come to “${label(event)}”`;
      return {
        headline: `${users} of ${limit} invited have ${done}`,
        number: `${percentOf(share)} %`,
        text: `of those invited ${invitedAtLeastDaysAgo} to ${days(invitedAtMostDaysAgo)} ago have ever ${done}: ${users} of ${limit}`,
      };
    },
    ja({ event, share, users, limit, invitedAtLeastDaysAgo, invitedAtMostDaysAgo }, { number, label }) {
      const what = event === LOGIN ? 'ログイン' : `「${label(event)}」`;
      return {
        headline: `招待${limit}名のうち${what}は${users}名`,
        number: `${percentOf(share)}%`,
        text: `${invitedAtLeastDaysAgo}〜${number(invitedAtMostDaysAgo)}日前に招待した方のうち、一度でも${event === LOGIN ? what : `${what}を利用`}された方（${limit}名中${users}名）`,
      };
    },
  },
  data(condition, { usage, contacts }) {
    const waiting = invitedLately(condition, contacts, usage.asOf)
      .filter(({ id }) => !usage.everDid(id, condition.event))
      .sort((a, b) => ((a.invitedAt as Day) < (b.invitedAt as Day) ? -1 : 1));
    const { listed, more } = cappedList(waiting);
    return {
      invited: listed.map(({ name, invitedAt }) => ({
        person: nameInRow(name) ?? null,
        invitedAt: invitedAt as Day,
      })),
      ...(more > 0 && { moreInvited: more }),
    };
  },
  chart: () => null,
};

function readFirstLoginShare(condition: FirstLoginShare, context: SignalContext): Reading[] {
  const { asOf, contacts, freshness, usage } = context;
  const invited = invitedLately(condition, contacts, asOf);
  const users = invited.filter(({ id }) => usage.everDid(id, condition.event)).length;
  const limit = invited.length;
  const stale = freshness.staleness([condition.event]);
  if (limit < condition.fewestContacts) return [unknown(null, stale ?? 'too-few-contacts', { users, limit })];

  const share = users / limit;
  const evidence = { share, users, limit };
  if (stale) return [unknown(null, stale, evidence)];
  const isOpen = openEpisode(context, null) !== undefined;
  const verdict = verdictOf(isOpen, share <= condition.tripsAtOrBelow, share > condition.recoversAbove);
  return [{ subject: null, verdict, evidence }];
}

/** It moves as somebody arrives for the first time, and as invitations begin and cease to count. */
function shareStandsUntil(
  { event, invitedAtLeastDaysAgo, invitedAtMostDaysAgo }: FirstLoginShare,
  { asOf, contacts }: SignalContext,
  ahead: UsageAhead,
): Day {
  const invitations = contacts.flatMap(({ invitedAt }) => invitedAt ?? []);
  const changes = invitations.flatMap((day) => [
    addDays(day, invitedAtLeastDaysAgo),
    addDays(day, invitedAtMostDaysAgo + 1),
  ]);
  return firstAfter(asOf, ahead.nextFirst(event), ...changes);
}

/** Those the share is of. */
function invitedLately(
  {
    invitedAtLeastDaysAgo,
    invitedAtMostDaysAgo,
  }: Pick<FirstLoginShare, 'invitedAtLeastDaysAgo' | 'invitedAtMostDaysAgo'>,
  contacts: Contact[],
  asOf: Day,
): Contact[] {
  return contacts.filter(({ invitedAt }) => {
    const daysAgo = invitedAt === undefined ? -1 : daysBetween(invitedAt, asOf);
    return daysAgo >= invitedAtLeastDaysAgo && daysAgo <= invitedAtMostDaysAgo;
  });
}

function checkDays({ invitedAtLeastDaysAgo, invitedAtMostDaysAgo }: FirstLoginShare): ConditionProblem[] {
  if (invitedAtLeastDaysAgo <= invitedAtMostDaysAgo) return [];
  const message = `must be at least invitedAtLeastDaysAgo (${invitedAtLeastDaysAgo}): nobody was invited between the two`;
  return [{ field: 'invitedAtMostDaysAgo', message, limit: { is: 'at-least', value: invitedAtLeastDaysAgo } }];
}
