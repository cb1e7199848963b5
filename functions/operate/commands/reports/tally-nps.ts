import * as z from 'zod';
import { stateOn } from '../../../../domain/kpis/customer-course.ts';
import { attributeOf, type Cut } from '../../../../domain/kpis/kpi-summary.ts';
import { type Period, periodsOf, periodUnits } from '../../../../domain/kpis/period.ts';
import type { Day } from '../../../../domain/time/day.ts';
import { readNps } from '../../../reports/read-nps.ts';
import { bucketList } from '../../../store/keys.ts';
import { operation, type Tools } from '../../operation.ts';
import { bucketsSchema, coursesOfBuckets, cutSchema, daySchema } from './bucket-courses.ts';

/** All usage days of a year of as many accounts as buckets hold are to be read well within the time that a call has. */
const BUCKETS_A_CALL = 8;

const requestSchema = z.strictObject({
  buckets: bucketsSchema,
  unit: z.enum(periodUnits),
  from: daySchema,
  until: daySchema,
  cut: cutSchema.optional(),
});

/**
 * What the people of the accounts of these buckets think of the product at the end of each period; those of all buckets
 * add up. With a cut only of accounts that are of this part by then. Beside it which buckets are left to another call.
 */
export const tallyNps = operation(requestSchema, async ({ buckets: asked, unit, from, until, cut }, tools) => {
  const { listings, surveyReplies: replies, playbooks } = tools;
  const aliases = (await playbooks.current())?.playbook.aliases ?? {};
  const buckets = asked.slice(0, BUCKETS_A_CALL);
  const part = cut && (await partOf(buckets, { from, until, cut }, tools));
  const left = [...(part?.left ?? []), ...asked.slice(BUCKETS_A_CALL)];
  const lists = buckets.filter((bucket) => !left.includes(bucket)).map(bucketList);
  const periods = periodsOf(unit, from, until);
  const tallies = await readNps({ listings, replies, aliases }, { lists, periods, isCounted: part?.isCounted });
  return { left, tallies };
});

/** Which accounts of these buckets are of a part of all, at the end of a period. */
async function partOf(
  buckets: readonly number[],
  { cut: { dimension, value }, ...within }: { from: Day; until: Day; cut: Cut },
  tools: Tools,
) {
  const { courses, left } = await coursesOfBuckets({ buckets, until: within.until, within }, tools);
  const byAccount = new Map(courses);
  const isCounted = (account: string, { last }: Period) =>
    attributeOf(stateOn(byAccount.get(account) ?? [], last), dimension) === value;
  return { left, isCounted };
}
