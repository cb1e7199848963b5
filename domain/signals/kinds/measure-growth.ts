import * as z from 'zod';
import { addDays, addMonths, type Day, monthOf } from '../../day.ts';
import { type ConditionKind, type ConditionProblem, checkMeasure } from '../condition-kind.ts';
import { openEpisode, type Reading, type SignalContext, unknown, verdictOf } from '../reading.ts';

const schema = z.strictObject({
  kind: z.literal('measure-growth'),
  measure: z.string().min(1),
  /** In each of so many complete months, one after the other. */
  months: z.int().min(1).max(12),
  /** Of the value that the month before ended with. */
  tripsAtOrAbove: z.number().positive().max(10),
  recoversAtOrBelow: z.number().min(-1).max(10),
});
type MeasureGrowth = z.infer<typeof schema>;

/** A measure that grows month after month. */
export const measureGrowth: ConditionKind<typeof schema> = {
  kind: 'measure-growth',
  schema,
  subject: 'account',
  read: readMeasureGrowth,
  needs: ({ measure }) => [{ measure }],
  check: (condition, playbook) => [...checkMeasure('measure', condition.measure, playbook), ...checkBounds(condition)],
};

function checkBounds({ tripsAtOrAbove, recoversAtOrBelow }: MeasureGrowth): ConditionProblem[] {
  if (recoversAtOrBelow < tripsAtOrAbove) return [];
  const message = `must be below tripsAtOrAbove (${tripsAtOrAbove}): it would be over as it begins`;
  return [{ field: 'recoversAtOrBelow', message }];
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
  const firstOfMonth = `${monthOf(asOf)}-01`;
  return Array.from({ length: count }, (_, i) => addDays(addMonths(firstOfMonth, i + 1 - count), -1));
}

/** `null` where a value is missing, or there was nothing to grow from. */
function growthOf(before: number | null, after: number | null): number | null {
  return before === null || after === null || before <= 0 ? null : (after - before) / before;
}
