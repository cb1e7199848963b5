import * as z from 'zod';
import { usageNameSchema } from '../../playbook/usage-name.ts';
import { addDays, type Day } from '../../time/day.ts';
import { sightingsOf } from '../../usage/sightings.ts';
import type { UsageAhead } from '../../usage/usage-course.ts';
import { completeDaysAfter } from '../../usage/usage-history.ts';
import { LOGIN } from '../../usage/well-known-events.ts';
import { type ConditionKind, checkRise, evidenceOf, type Known } from '../condition-kind.ts';
import { openEpisode, type Reading, type SignalContext, unknown, verdictOf } from '../reading.ts';
import { firstAfter } from '../standing.ts';
import { weeksOfEvent } from '../task-data.ts';

const schema = z.strictObject({
  kind: z.literal('days-since'),
  event: usageNameSchema,
  tripsAtOrAbove: z.int().min(1).max(3650),
  recoversBelow: z.int().min(1).max(3650),
});

/** Complete days after the last time something happened; it has to have happened once. */
export const daysSince: ConditionKind<typeof schema, Known<'days'> & { event: string }> = {
  kind: 'days-since',
  schema,
  subject: 'account',
  read: readDaysSince,
  standsUntil: sinceStandsUntil,
  history: ({ event }) => ({
    days: 1,
    furtherBack: ({ lifetime }, playbook) => {
      const months = sightingsOf([event], lifetime, playbook).map(({ lastMonth }) => lastMonth);
      const last = months.sort().at(-1);
      return last === undefined ? [] : [{ day: `${last}-01`, daysBefore: 0 }];
    },
  }),
  needs: ({ event }) => [{ event }],
  check: (condition) => checkRise('recoversBelow', condition),
  numbers: {
    tripsAtOrAbove: {
      unit: 'days',
      label: { en: 'Trips after so many days without', ja: '発生する日数（途絶えてから）' },
    },
    recoversBelow: { unit: 'days', label: { en: 'Recovers below', ja: '回復する日数（未満）' } },
  },
  figures({ condition: { event }, evidence }) {
    const known = evidenceOf({ evidence }, 'days');
    return known && { ...known, event };
  },
  words: {
    en: ({ event, days }, phrases) => ({
      headline: `no ${event === LOGIN ? 'log-in' : `“${phrases.label(event)}”`} for ${phrases.days(days)}`,
      number: phrases.days(days),
      text: event === LOGIN ? 'without a log-in' : `since the last “${phrases.label(event)}”`,
    }),
    ja({ event, days }, phrases) {
      const what = event === LOGIN ? 'ログイン' : `「${phrases.label(event)}」`;
      return {
        headline: `${what}が${phrases.number(days)}日間なし`,
        number: phrases.days(days),
        text: `${what}のない状態が続いています`,
      };
    },
  },
  data: ({ event }, context) => (event === LOGIN ? {} : weeksOfEvent(context, event)),
  chart: ({ event, tripsAtOrAbove }) => ({
    draws: event === LOGIN ? 'logins' : 'weekly',
    recent: Math.floor(tripsAtOrAbove / 7),
  }),
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

/** A day without it makes it trip, a day with it ends it. */
function sinceStandsUntil(
  { event, tripsAtOrAbove }: z.infer<typeof schema>,
  context: SignalContext,
  ahead: UsageAhead,
): Day {
  const { asOf, usage } = context;
  const last = usage.lastDayOf(event);
  if (last === null || openEpisode(context, null) !== undefined) return ahead.nextDayOf(event);
  return firstAfter(asOf, addDays(last, tripsAtOrAbove + 1));
}
