import * as z from 'zod';
import { summariesOf } from '../../../../domain/kpis/kpi-summary.ts';
import { periodsOf, periodUnits } from '../../../../domain/kpis/period.ts';
import { summaryRecord } from '../../../../domain/kpis/summary-record.ts';
import { ACCOUNT_BUCKETS } from '../../../store/keys.ts';
import { operation } from '../../operation.ts';
import { bucketCourses, bucketSchema, daySchema } from './bucket-courses.ts';

const requestSchema = z.strictObject({
  bucket: bucketSchema,
  unit: z.enum(periodUnits),
  from: daySchema,
  until: daySchema,
  knownOn: daySchema.optional(),
  product: z.string().min(1).optional(),
});

/**
 * What the KPIs of a bucket's accounts are made of, period by period; those of all buckets add up. Beside it which
 * accounts belong to others at the end of the days.
 */
export const summariseKpis = operation(requestSchema, async ({ unit, from, ...asked }, tools) => {
  const periods = periodsOf(unit, from, asked.until);
  const [first, last] = [periods.at(0), periods.at(-1)];
  const within = first && last && { from: first.first, until: last.last };
  const { courses, links } = await bucketCourses({ ...asked, ...(within && { within }) }, tools);
  return {
    buckets: ACCOUNT_BUCKETS,
    settings: tools.installation.kpis,
    links,
    summaries: summariesOf(courses, periods).map(summaryRecord),
  };
});
