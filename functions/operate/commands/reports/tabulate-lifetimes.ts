import * as z from 'zod';
import { summaryOf } from '../../../../domain/kpis/kpi-summary.ts';
import { lifeTable } from '../../../../domain/kpis/life-table.ts';
import { summaryRecord } from '../../../../domain/kpis/summary-record.ts';
import { operation } from '../../operation.ts';
import { bucketsSchema, coursesOfBuckets, daySchema } from './bucket-courses.ts';

const requestSchema = z.strictObject({
  buckets: bucketsSchema,
  asOf: daySchema,
  knownOn: daySchema.optional(),
});

/** How long the customers of these buckets have stayed so far, and what they pay; those of all buckets add up. */
export const tabulateLifetimes = operation(requestSchema, async ({ asOf, ...asked }, tools) => {
  const { courses, links, left } = await coursesOfBuckets({ ...asked, until: asOf }, tools);
  const settings = tools.installation.kpis;
  return {
    settings,
    links,
    left,
    table: lifeTable(
      courses.map(([, course]) => course),
      asOf,
      settings.rules,
    ),
    summary: summaryRecord(summaryOf(courses, { first: asOf, last: asOf })),
  };
});
