import * as z from 'zod';
import { summaryOf } from '../../../../domain/kpis/kpi-summary.ts';
import { summaryRecord } from '../../../../domain/kpis/summary-record.ts';
import { operation } from '../../operation.ts';
import { bucketsSchema, coursesOfBuckets, daySchema } from './bucket-courses.ts';

const requestSchema = z.strictObject({
  buckets: bucketsSchema,
  from: daySchema,
  until: daySchema,
  knownOn: daySchema.optional(),
  product: z.string().min(1).optional(),
});

/**
 * What the KPIs of a stretch of days are made of, of the accounts of these buckets; those of all buckets add up. Beside it
 * which accounts belong to others at the end of the days, and which buckets are left to another call.
 */
export const summariseKpis = operation(requestSchema, async ({ from, ...asked }, tools) => {
  const { until } = asked;
  const { courses, links, left } = await coursesOfBuckets({ ...asked, within: { from, until } }, tools);
  return {
    settings: tools.installation.kpis,
    links,
    left,
    summary: summaryRecord(summaryOf(courses, { first: from, last: until })),
  };
});
