import * as z from 'zod';
import { idSchema } from '../../../domain/account.ts';
import { isDay } from '../../../domain/day.ts';
import { explainAccount } from '../../score-accounts/explain-account.ts';
import { noSuchAccount } from '../known-records.ts';
import { operation, todayOf } from '../operation.ts';
import { runningPlaybook } from '../running-playbook.ts';

const requestSchema = z.strictObject({
  account: idSchema,
  asOf: z.string().refine(isDay, 'is not a date that exists').optional(),
});

/** What is known of an account on a day and why; changes nothing. */
export const explainOneAccount = operation(requestSchema, async ({ account, asOf }, tools) => {
  await runningPlaybook(tools);
  const explanation = await explainAccount(await tools.openScoring(asOf ?? todayOf(tools)), account);
  if (explanation !== null) return explanation;
  throw noSuchAccount(account, 'There is nothing to explain.');
});
