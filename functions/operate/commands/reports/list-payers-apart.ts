import * as z from 'zod';
import { dimensions } from '../../../../domain/kpis/kpi-summary.ts';
import { payersApart } from '../../../../domain/kpis/payers-apart.ts';
import { periodsOf, periodUnits } from '../../../../domain/kpis/period.ts';
import { operation } from '../../operation.ts';
import { bucketCourses, bucketSchema, daySchema } from './bucket-courses.ts';

const requestSchema = z.strictObject({
  bucket: bucketSchema,
  unit: z.enum(periodUnits),
  from: daySchema,
  until: daySchema,
  knownOn: daySchema.optional(),
  product: z.string().min(1).optional(),
  currencies: z.array(z.string()),
  cut: z.strictObject({ dimension: z.enum(dimensions), value: z.string() }).optional(),
});

/** Which of a bucket's accounts paid in these currencies when each period opened: sums of them are told without names. */
export const listPayersApart = operation(requestSchema, async ({ unit, from, currencies, cut, ...asked }, tools) => {
  const { courses } = await bucketCourses(asked, tools);
  return payersApart(courses, periodsOf(unit, from, asked.until), { currencies, cut });
});
