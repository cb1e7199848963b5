import * as z from 'zod';
import { idSchema } from '../../../../domain/account/account.ts';
import { addressOfPage, pageOfAccount } from '../../../../domain/links/team-pages.ts';
import { isDay } from '../../../../domain/time/day.ts';
import { explainAccount } from '../../../scoring/explain-account.ts';
import { operation, todayOf } from '../../operation.ts';
import { runningPlaybook } from '../playbook/running-playbook.ts';
import { pageOfSignals } from './explanation-page.ts';
import { noSuchAccount } from './known-records.ts';
import { pastOf } from './past.ts';

const BYTES_A_PAGE = 2_000_000;

const daySchema = z.string().refine(isDay, 'is not a date that exists').optional();

const requestSchema = z.strictObject({
  account: idSchema,
  asOf: daySchema,
  knownOn: daySchema,
  from: z
    .string()
    .regex(/^\d{1,9}$/)
    .optional(),
});

/** What is known of an account on a day and why, its signals page by page; changes nothing. */
export const explainOneAccount = operation(requestSchema, async ({ account, asOf, knownOn, from }, tools) => {
  await runningPlaybook(tools);
  const scoring = await tools.openScoring(asOf ?? todayOf(tools));
  const explanation = await explainAccount(scoring, account, pastOf(scoring, knownOn, tools));
  const page = addressOfPage(tools.installation.webUrl, pageOfAccount(account));
  if (explanation !== null) return { ...pageOfSignals(explanation, Number(from ?? 0), BYTES_A_PAGE), page };
  throw noSuchAccount(account, 'There is nothing to explain.');
});
