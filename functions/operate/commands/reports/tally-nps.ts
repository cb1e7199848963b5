import * as z from 'zod';
import { periodsOf, periodUnits } from '../../../../domain/kpis/period.ts';
import { readNps } from '../../../reports/read-nps.ts';
import { bucketList } from '../../../store/keys.ts';
import { operation } from '../../operation.ts';
import { bucketsSchema, daySchema } from './bucket-courses.ts';

/** All usage days of a year of as many accounts as buckets hold are to be read well within the time that a call has. */
const BUCKETS_A_CALL = 8;

const requestSchema = z.strictObject({
  buckets: bucketsSchema,
  unit: z.enum(periodUnits),
  from: daySchema,
  until: daySchema,
});

/**
 * What the people of the accounts of these buckets think of the product at the end of each period; those of all buckets
 * add up. Beside it which buckets are left to another call.
 */
export const tallyNps = operation(requestSchema, async ({ buckets, unit, from, until }, tools) => {
  const { listings, surveyReplies: replies, playbooks } = tools;
  const aliases = (await playbooks.current())?.playbook.aliases ?? {};
  const lists = buckets.slice(0, BUCKETS_A_CALL).map(bucketList);
  return {
    left: buckets.slice(BUCKETS_A_CALL),
    tallies: await readNps({ listings, replies, aliases }, lists, periodsOf(unit, from, until)),
  };
});
