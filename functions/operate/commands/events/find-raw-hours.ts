import * as z from 'zod';
import { operation } from '../../operation.ts';

/** Some of the hours that have raw events: account → day → hours as bits. */
export const findRawHours = operation(z.strictObject({ from: z.string().optional() }), async ({ from }, tools) => {
  const { hours, next } = await tools.rawHours.find(from);
  const found: Record<string, Record<string, number>> = Object.create(null);
  for (const { account, at } of hours) {
    found[account] ??= {};
    const days = found[account];
    days[at.day] = (days[at.day] ?? 0) | (1 << at.hour);
  }
  return { found, next };
});
