import * as z from 'zod';
import { payersApart } from '../../../../domain/kpis/payers-apart.ts';
import { periodsOf, periodUnits } from '../../../../domain/kpis/period.ts';
import { operation } from '../../operation.ts';
import { bucketsSchema, coursesOfBuckets, cutSchema, daySchema } from './bucket-courses.ts';

const requestSchema = z.strictObject({
  buckets: bucketsSchema,
  unit: z.enum(periodUnits),
  from: daySchema,
  until: daySchema,
  knownOn: daySchema.optional(),
  product: z.string().min(1).optional(),
  currencies: z.array(z.string()),
  cut: cutSchema.optional(),
});

/** Which accounts of these buckets paid in these currencies when each period opened: sums of them are told without names. */
export const listPayersApart = operation(requestSchema, async ({ unit, from, currencies, cut, ...asked }, tools) => {
  const periods = periodsOf(unit, from, asked.until);
  const { courses, left } = await coursesOfBuckets({ ...asked, within: { from, until: asked.until } }, tools);
  return { left, apart: payersApart(courses, periods, { currencies, cut }) };
});
