import * as z from 'zod';
import { isTouch } from '../../activities/activity.ts';
import { addDays, type Day } from '../../time/day.ts';
import { completeDaysAfter } from '../../usage/usage-history.ts';
import { type ConditionKind, evidenceOf, type Known, nothingToCheck } from '../condition-kind.ts';
import { type Reading, type SignalContext, unknown } from '../reading.ts';
import { firstAfter } from '../standing.ts';

const schema = z.strictObject({
  kind: z.literal('days-without-touch'),
  tripsAtOrAbove: z.int().min(1).max(3650),
});

/** Complete days after we last had to do with the account, once it is past onboarding. */
export const daysWithoutTouch: ConditionKind<typeof schema, Known<'days'>> = {
  kind: 'days-without-touch',
  schema,
  subject: 'account',
  read: readDaysWithoutTouch,
  standsUntil: touchStandsUntil,
  history: () => ({ days: 0 }),
  needs: () => [{ account: 'stage' }, { record: 'activities' }, { record: 'answers' }],
  check: nothingToCheck,
  numbers: {
    tripsAtOrAbove: {
      unit: 'days',
      label: { en: 'Trips after so many days without a touch', ja: '発生する日数（最後のご連絡から）' },
    },
  },
  figures: (seen) => evidenceOf(seen, 'days'),
  words: {
    en: ({ days }, phrases) => ({
      headline: `no contact for ${phrases.days(days)}`,
      number: phrases.days(days),
      text: 'without a call, a meeting, a mail or a finished task on our side',
    }),
    ja: ({ days }, phrases) => ({
      headline: `${phrases.number(days)}日間ご連絡なし`,
      number: phrases.days(days),
      text: '私どもからのお電話・面談・メール・完了したタスクがありません',
    }),
  },
  data: () => ({}),
  chart: () => null,
};

function readDaysWithoutTouch(condition: z.infer<typeof schema>, context: SignalContext): Reading[] {
  const { asOf, stage } = context;
  const days = completeDaysAfter(lastTouch(context), asOf);
  const evidence = { days };
  if (days < condition.tripsAtOrAbove) return [{ subject: null, verdict: 'recovers', evidence }];
  if (stage === null) return [unknown(null, 'no-stage', evidence)];
  return [{ subject: null, verdict: stage.pastOnboardingSince === undefined ? 'holds' : 'trips', evidence }];
}

function touchStandsUntil({ tripsAtOrAbove }: z.infer<typeof schema>, context: SignalContext): Day {
  return firstAfter(context.asOf, addDays(lastTouch(context), tripsAtOrAbove + 1));
}

function lastTouch({ asOf, activities, answers, watchedSince }: SignalContext): Day {
  const touches = [...activities.filter(isTouch), ...answers].map(({ day }) => day).filter((day) => day <= asOf);
  // What was done before anybody watched is not on record: the account gets the benefit of the doubt.
  return touches.sort().at(-1) ?? watchedSince;
}
