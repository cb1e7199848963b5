import * as z from 'zod';
import { percentOf } from '../../locale/text.ts';
import { usageNameSchema } from '../../playbook/usage-name.ts';
import { LAST_DAY } from '../../time/day.ts';
import { type ConditionKind, checkMeasure, checkRise, evidenceOf, type Known } from '../condition-kind.ts';
import { riseNumbers } from '../condition-number.ts';
import { openEpisode, type Reading, type SignalContext, unknown, verdictOf } from '../reading.ts';
import { untilReadOtherwise } from '../standing.ts';
import { measureCourse } from '../task-data.ts';

const schema = z.strictObject({
  kind: z.literal('measure-share'),
  measure: usageNameSchema,
  /** The fact of the account that says how far its plan goes. */
  limit: z.enum(['recordLimit', 'licenses']),
  /** 0.8 is 80 %; more than all of them may be in use. */
  tripsAtOrAbove: z.number().positive().max(10),
  recoversBelow: z.number().positive().max(10),
});

type MeasureShare = z.infer<typeof schema>;
export const isMeasureShare = (condition: { kind: string }): condition is MeasureShare =>
  condition.kind === 'measure-share';

/** How much of what the plan allows is used up. */
export const measureShare: ConditionKind<typeof schema, Known<'share' | 'value' | 'limit'> & { measure: string }> = {
  kind: 'measure-share',
  schema,
  subject: 'account',
  read: readMeasureShare,
  standsUntil: (condition, context, ahead) =>
    context.account[condition.limit] ? readAhead(condition, context, ahead) : LAST_DAY,
  history: () => ({ days: 0 }),
  needs: ({ measure, limit }) => [{ measure }, { account: limit }],
  check: (condition, playbook) => [
    ...checkMeasure('measure', condition.measure, playbook),
    ...checkRise('recoversBelow', condition),
  ],
  numbers: riseNumbers,
  figures({ condition: { measure }, evidence }) {
    const known = evidenceOf({ evidence }, 'share', 'value', 'limit');
    return known && { ...known, measure };
  },
  words: {
    en: ({ measure, share, value, limit }, { number, label }) => ({
      headline: `${label(measure)} at ${percentOf(share)} % of the limit`,
      number: `${percentOf(share)} %`,
      text: `of the plan’s limit: ${number(value)} of ${number(limit)} (${label(measure)})`,
    }),
    ja: ({ measure, share, value, limit }, { number, label }) => ({
      headline: `${label(measure)}が上限の${percentOf(share)}%`,
      number: `${percentOf(share)}%`,
      text: `プランの上限に対する割合（${label(measure)}：${number(value)} / ${number(limit)}）`,
    }),
  },
  data: ({ measure, limit }, context) => measureCourse(context, measure, context.account[limit]),
  chart: () => ({ draws: 'measures', recent: 1 }),
};

function readMeasureShare(condition: MeasureShare, context: SignalContext): Reading[] {
  const { account, asOf, freshness, usage } = context;
  const value = usage.measureOn(condition.measure, asOf);
  const limit = account[condition.limit];
  if (!limit) return [unknown(null, 'no-limit', value === null ? {} : { value })];
  const stale = freshness.staleness([condition.measure]);
  if (value === null) return [unknown(null, stale ?? 'no-value', { limit })];
  const share = value / limit;
  const evidence = { value, limit, share };
  const trips = share >= condition.tripsAtOrAbove;
  if (!trips && stale) return [unknown(null, stale, evidence)];
  const isOpen = openEpisode(context, null) !== undefined;
  return [{ subject: null, verdict: verdictOf(isOpen, trips, share < condition.recoversBelow), evidence }];
}

const readAhead = untilReadOtherwise(readMeasureShare);
