import * as z from 'zod';
import { percentOf, plural } from '../../locale/text.ts';
import { usageNameSchema } from '../../playbook/usage-name.ts';
import { addDays, addMonths, type Day, monthOf } from '../../time/day.ts';
import {
  type ConditionKind,
  type ConditionProblem,
  checkMeasure,
  evidenceOf,
  type TaskContext,
} from '../condition-kind.ts';
import { openEpisode, type Reading, type SignalContext, unknown, verdictOf } from '../reading.ts';
import { measureCourse } from '../task-data.ts';
import { isMeasureShare } from './measure-share.ts';

const schema = z.strictObject({
  kind: z.literal('measure-growth'),
  measure: usageNameSchema,
  /** In each of so many complete months, one after the other. */
  months: z.int().min(1).max(12),
  /** Of the value that the month before ended with. */
  tripsAtOrAbove: z.number().positive().max(10),
  recoversAtOrBelow: z.number().min(-1).max(10),
});
type MeasureGrowth = z.infer<typeof schema>;

/** A measure that grows month after month. */
export const measureGrowth: ConditionKind<typeof schema, { growth: number; measure: string; months: number }> = {
  kind: 'measure-growth',
  schema,
  subject: 'account',
  read: readMeasureGrowth,
  standsUntil: (_, { asOf }) => addMonths(firstOfMonth(asOf), 1),
  history: () => ({ days: 0 }),
  needs: ({ measure }) => [{ measure }],
  check: (condition, playbook) => [...checkMeasure('measure', condition.measure, playbook), ...checkBounds(condition)],
  numbers: {
    months: { unit: 'months', label: { en: 'Complete months in a row', ja: '続く月数（終わった月）' } },
    tripsAtOrAbove: {
      unit: 'share',
      label: { en: 'Trips at this growth in each month', ja: '発生する伸び率（各月、以上）' },
    },
    recoversAtOrBelow: {
      unit: 'share',
      label: { en: 'Recovers with a month of this growth or less', ja: '回復する伸び率（直近の月、以下）' },
    },
  },
  figures({ condition: { measure, months }, evidence }) {
    const known = evidenceOf({ evidence }, 'share');
    return known && { growth: known.share, measure, months };
  },
  words: {
    en: ({ growth, measure, months }, { number, label }) => ({
      headline: `${label(measure)} growing for ${plural(number(months), 'month', months)}`,
      number: `+${percentOf(growth)} %`,
      text: `at least, in ${months === 1 ? 'the last complete month' : `each of the last ${number(months)} complete months`} (${label(measure)})`,
    }),
    ja: ({ growth, measure, months }, { number, label }) => ({
      headline: `${label(measure)}が${number(months)}か月${months === 1 ? 'で' : '連続で'}増加`,
      number: `+${percentOf(growth)}%`,
      text: `以上の増加が、直近の${number(months)}か月間${months === 1 ? 'に見られます' : '毎月続いています'}（${label(measure)}）`,
    }),
  },
  data: ({ measure, months }, context) => measureCourse(context, measure, limitOf(context, measure), months + 1),
  chart: ({ months }) => ({ draws: 'measures', recent: months }),
};

/** How far the plan goes, as a signal about the same measure says. */
function limitOf(
  { account, playbook }: Pick<TaskContext, 'account' | 'playbook'>,
  measure: string,
): number | undefined {
  const rules = Object.values(playbook.signals).map(({ when }) => when);
  const rule = rules.filter(isMeasureShare).find((when) => when.measure === measure);
  return rule && account[rule.limit];
}

function checkBounds({ tripsAtOrAbove, recoversAtOrBelow }: MeasureGrowth): ConditionProblem[] {
  if (recoversAtOrBelow < tripsAtOrAbove) return [];
  const message = `must be below tripsAtOrAbove (${tripsAtOrAbove}): it would be over as it begins`;
  return [{ field: 'recoversAtOrBelow', message, limit: { is: 'below', value: tripsAtOrAbove } }];
}

function readMeasureGrowth(condition: MeasureGrowth, context: SignalContext): Reading[] {
  const { asOf, freshness, usage } = context;
  const ends = monthEnds(asOf, condition.months + 1).map((day) => usage.measureOn(condition.measure, day));
  const growths = ends.slice(1).map((end, i) => growthOf(ends[i] as number | null, end));
  const known = growths.filter((growth) => growth !== null);
  const last = ends.at(-1) ?? null;
  const share = Math.min(...known);
  const evidence = { ...(last !== null && { value: last }), ...(known.length > 0 && { share }) };
  const stale = freshness.staleness([condition.measure]);
  const isComplete = known.length === growths.length;
  const trips = isComplete && share >= condition.tripsAtOrAbove;
  if (!trips && stale) return [unknown(null, stale, evidence)];
  const recovers = share <= condition.recoversAtOrBelow;
  if (!isComplete && !recovers) return [unknown(null, ends.includes(null) ? 'no-value' : 'baseline-zero', evidence)];
  const isOpen = openEpisode(context, null) !== undefined;
  return [{ subject: null, verdict: verdictOf(isOpen, trips, recovers), evidence }];
}

/** The last days of the complete months before a day, oldest first. */
function monthEnds(asOf: Day, count: number): Day[] {
  return Array.from({ length: count }, (_, i) => addDays(addMonths(firstOfMonth(asOf), i + 1 - count), -1));
}

const firstOfMonth = (day: Day): Day => `${monthOf(day)}-01`;

/** `null` where a value is missing, or there was nothing to grow from. */
function growthOf(before: number | null, after: number | null): number | null {
  return before === null || after === null || before <= 0 ? null : (after - before) / before;
}
