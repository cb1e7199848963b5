import * as z from 'zod';
import { idSchema } from '../../../../domain/account/account.ts';
import { addDays, isDay } from '../../../../domain/time/day.ts';
import { add, rebuildDays, rebuildLifetime } from '../../../usage/rebuild-usage.ts';
import { auditOf, change } from '../../operation.ts';

const daySchema = z.string().refine(isDay, 'is not a date that exists');
const EVERY_HOUR = 2 ** 24 - 1;

const requestSchema = z.strictObject({
  account: idSchema,
  from: daySchema,
  to: daySchema,
  /** Day → the hours with raw events, as bits; without it every hour of the stretch is looked into. */
  hours: z.record(daySchema, z.int().min(0).max(EVERY_HOUR)).optional(),
  isCheck: z.boolean(),
  /** The account's last stretch: what its days tell together comes after them. */
  andLifetime: z.boolean(),
});

/** Makes a stretch of an account's usage anew from its raw events, and tells what was otherwise. */
export const rebuildUsage = change(
  requestSchema,
  ['usage-rebuilt'],
  async ({ hours: known, andLifetime, ...request }, tools) => {
    const { events, usageRows: rows, lifetime, retention, clock, now, sleep } = tools;
    const { account, from, to, isCheck } = request;
    const isUsed = await tools.usedNames.isUsed();
    const hours = new Map(known === undefined ? everyHour(from, to) : Object.entries(known));
    const dependencies = { events, rows, lifetime, retention, isUsed, clock, now, sleep };
    const rebuilt = await rebuildDays({ account, from, to, isCheck, hours }, dependencies);
    if (andLifetime) add(rebuilt, await rebuildLifetime({ account, isCheck }, dependencies));
    const different = Object.values(rebuilt.counts).reduce((sum, area) => sum + area.different, 0);
    if (!isCheck && different > 0) {
      await tools.auditLog.add(auditOf(tools, 'usage-rebuilt', { account }, { after: { from, to, different } }));
    }
    return rebuilt;
  },
);

function everyHour(from: string, to: string): [string, number][] {
  const days: [string, number][] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) days.push([day, EVERY_HOUR]);
  return days;
}
