import * as z from 'zod';
import { idSchema } from '../../../domain/account.ts';
import { renewalAnswerSchema } from '../../../domain/answer.ts';
import { isDay } from '../../../domain/day.ts';
import { renewalAnswered } from '../../../domain/work-events.ts';
import { knownAccount } from '../known-records.ts';
import { operation, todayOf } from '../operation.ts';
import { OperatorError } from '../operator-error.ts';
import { tellingOf } from '../telling.ts';

const requestSchema = z.strictObject({
  account: idSchema,
  answer: renewalAnswerSchema,
  renewalDate: z.string().refine(isDay, 'is not a date that exists').optional(),
});

/** What the customer told somebody about the renewal; without a date it is about the account's own. The account is evaluated at once. */
export const recordAnswer = operation(requestSchema, async ({ account: id, answer, renewalDate }, tools) => {
  const account = await knownAccount(tools, id);
  const date = renewalDate ?? account.renewalDate;
  if (date === undefined) {
    throw new OperatorError(
      'no-renewal-date',
      'Nothing was recorded.',
      `The account "${id}" has no renewal date.`,
      'Say which one is meant: --renewal-date YYYY-MM-DD',
    );
  }
  const given = { renewalDate: date, answer, day: todayOf(tools) };
  await tools.directory.saveAnswer(
    id,
    given,
    tellingOf(tools, (at) => renewalAnswered(id, given, at)),
  );
  await tools.changedAccounts.send([id]);
  return { account: id, renewalDate: date, answer };
});
