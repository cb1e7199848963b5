import * as z from 'zod';
import { summariesOf } from '../../../../domain/kpis/kpi-summary.ts';
import { lifeTable } from '../../../../domain/kpis/life-table.ts';
import { summaryRecord } from '../../../../domain/kpis/summary-record.ts';
import { ACCOUNT_BUCKETS } from '../../../store/keys.ts';
import { operation } from '../../operation.ts';
import { bucketCourses, bucketSchema, daySchema } from './bucket-courses.ts';

const requestSchema = z.strictObject({
  bucket: bucketSchema,
  asOf: daySchema,
  knownOn: daySchema.optional(),
});

/** How long a bucket's customers have stayed so far, and what they pay; those of all buckets add up. */
export const tabulateLifetimes = operation(requestSchema, async ({ asOf, ...asked }, tools) => {
  const { courses, links } = await bucketCourses({ ...asked, until: asOf }, tools);
  const settings = tools.installation.kpis;
  return {
    buckets: ACCOUNT_BUCKETS,
    settings,
    links,
    table: lifeTable(
      courses.map(([, course]) => course),
      asOf,
      settings.rules,
    ),
    summaries: summariesOf(courses, [{ first: asOf, last: asOf }]).map(summaryRecord),
  };
});
