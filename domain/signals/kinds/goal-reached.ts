import * as z from 'zod';
import type { Account } from '../../account/account.ts';
import { usageNameSchema } from '../../playbook/usage-name.ts';
import { addDays, daysBetween } from '../../time/day.ts';
import { MEASURE_CARRIED_IN_DAYS } from '../../usage/usage-history.ts';
import { type ConditionKind, nothingToCheck } from '../condition-kind.ts';
import { type Evidence, openEpisode, type Reading, type SignalContext, unknown } from '../reading.ts';
import { untilReadOtherwise } from '../standing.ts';
import { goalData } from '../task-data.ts';

const schema = z.strictObject({
  kind: z.literal('goal-reached'),
  event: usageNameSchema,
  /** So many days with today. */
  withinDays: z.int().min(1).max(92),
});

/** The customer told us that it paid off, or their success goal's value came to its target. */
export const goalReached: ConditionKind<typeof schema, { value: number | undefined }> = {
  kind: 'goal-reached',
  schema,
  subject: 'account',
  read: readGoalReached,
  standsUntil: (condition, context, ahead) => {
    const isSilent = context.account.goalMeasure === undefined && context.usage.lastDayOf(condition.event) === null;
    return isSilent ? ahead.nextDayOf(condition.event) : readAhead(condition, context, ahead);
  },
  // What the goal's measure was before the news counts as well, and values are carried.
  history: ({ withinDays }) => ({ days: withinDays + 1 + MEASURE_CARRIED_IN_DAYS }),
  needs: ({ event }) => [
    { event },
    { account: 'goalMeasure', alternative: true },
    { account: 'goalTarget', alternative: true },
  ],
  check: nothingToCheck,
  numbers: {
    withinDays: { unit: 'days', label: { en: 'Is news for so long', ja: '新しい知らせとして扱う日数' } },
  },
  figures: ({ evidence: { value } }) => ({ value }),
  words: {
    en: ({ value }, { number }) => ({
      headline: 'goal reached',
      number: value === undefined ? 'Reached' : number(value),
      text: value === undefined ? 'they told us that their goal is reached' : 'today: their own goal is reached',
    }),
    ja: ({ value }, { number }) => ({
      headline: '目標を達成',
      number: value === undefined ? '達成' : number(value),
      text:
        value === undefined ? '目標の達成をお知らせいただきました' : '本日の値です。お客様ご自身の目標に到達しました',
    }),
  },
  data: (_, context) => goalData(context),
  chart: () => ({ draws: 'measures', recent: 1 }),
};

function readGoalReached({ event, withinDays }: z.infer<typeof schema>, context: SignalContext): Reading[] {
  const { account, asOf, freshness, usage } = context;
  const { goalMeasure, goalTarget } = account;
  const before = addDays(asOf, -withinDays);
  const last = usage.lastDayOf(event);
  const isReported = last !== null && last > before;
  const value = goalMeasure === undefined ? null : usage.measureOn(goalMeasure, asOf);
  // A goal reached long ago is no news; a value that is seen for the first time is.
  const isCrossed =
    goalMeasure !== undefined &&
    isAtTarget(account, value) &&
    !isAtTarget(account, usage.measureOn(goalMeasure, before));

  const evidence: Evidence = {};
  if (isReported) evidence.days = daysBetween(last, asOf);
  if (value !== null) evidence.value = value;
  if (goalTarget !== undefined) evidence.limit = goalTarget;
  const open = openEpisode(context, null);
  if (open !== undefined && context.isWorkDone(open)) return [{ subject: null, verdict: 'recovers', evidence }];
  if (isReported || isCrossed) return [{ subject: null, verdict: 'trips', evidence }];
  if (freshness.staleness([event]) !== 'no-source') return [{ subject: null, verdict: 'holds', evidence }];
  // Nobody tells, so that only the goal can.
  if (account.goalName === undefined && goalMeasure === undefined && goalTarget === undefined) {
    return [unknown(null, 'no-goal', evidence)];
  }
  if (goalMeasure === undefined || goalTarget === undefined) return [unknown(null, 'goal-incomplete', evidence)];
  return [value === null ? unknown(null, 'no-value', evidence) : { subject: null, verdict: 'holds', evidence }];
}

const readAhead = untilReadOtherwise(readGoalReached);

/** A goal below its start is one to come down to. */
function isAtTarget({ goalStart, goalTarget }: Account, value: number | null): boolean {
  if (value === null || goalTarget === undefined) return false;
  return goalStart !== undefined && goalStart > goalTarget ? value <= goalTarget : value >= goalTarget;
}
