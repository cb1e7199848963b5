import * as z from 'zod';
import { summariesOf } from '../../../../domain/kpis/kpi-summary.ts';
import { lifeTable } from '../../../../domain/kpis/life-table.ts';
import { summaryRecord } from '../../../../domain/kpis/summary-record.ts';
import { ACCOUNT_BUCKETS } from '../../../store/keys.ts';
import { operation, todayOf } from '../../operation.ts';
import { bucketCourses, bucketSchema, daySchema } from './bucket-courses.ts';

const requestSchema = z.strictObject({
  bucket: bucketSchema,
  asOf: daySchema.optional(),
  knownOn: daySchema.optional(),
});

/** How long a bucket's customers have stayed so far, and what they pay; those of all buckets add up. */
export const tabulateLifetimes = operation(requestSchema, async ({ asOf, ...asked }, tools) => {
  const day = asOf ?? todayOf(tools);
  const { courses, links } = await bucketCourses({ ...asked, until: day }, tools);
  const settings = tools.installation.kpis;
  return {
    buckets: ACCOUNT_BUCKETS,
    settings,
    asOf: day,
    links,
    table: lifeTable(
      courses.map(([, course]) => course),
      day,
      settings.rules,
    ),
    summaries: summariesOf(courses, [{ first: day, last: day }]).map(summaryRecord),
  };
});
