import * as z from 'zod';
import { idSchema } from '../../../../domain/account/account.ts';
import { renewalDateOf } from '../../../../domain/account/products.ts';
import { renewalAnswers } from '../../../../domain/answers/renewal-answer.ts';
import { addressOfPage, pageOfAccount } from '../../../../domain/links/team-pages.ts';
import { isDay } from '../../../../domain/time/day.ts';
import { changeRenewalAnswer } from '../../../work/change-renewal-answer.ts';
import { change, todayOf } from '../../operation.ts';
import { OperatorError } from '../../operator-error.ts';
import { knownAccount } from '../accounts/known-records.ts';
import { noteSchema } from './note-schema.ts';

const requestSchema = z.strictObject({
  account: idSchema,
  answer: z.enum(renewalAnswers),
  renewalDate: z.string().refine(isDay, 'is not a date that exists').optional(),
  comment: noteSchema.optional(),
});

/** What the customer told somebody about the renewal; without a date it is about the next one. The account is evaluated at once. */
export const recordAnswer = change(
  requestSchema,
  ['renewal-answered'],
  async ({ account: id, answer, renewalDate, comment }, tools) => {
    const account = await knownAccount(tools, id);
    const date = renewalDate ?? renewalDateOf(account, null, todayOf(tools));
    if (date === undefined) {
      throw new OperatorError(
        'no-renewal-date',
        'Nothing was recorded.',
        `The account "${id}" has no renewal date.`,
        'Say which one is meant: --renewal-date YYYY-MM-DD',
      );
    }
    const doing = { who: tools.operator, door: 'command' } as const;
    const given = { answer, day: todayOf(tools), ...(comment !== undefined && { comment }) };
    const { answer: stands, isTaken } = await changeRenewalAnswer(tools, id, date, given, doing);
    if (!isTaken) {
      throw new OperatorError(
        'answered-too-often',
        'Nothing was recorded.',
        `The answer on ${date} was changed so often that its record is full; "${stands.answer}" stands.`,
        'Record what they say now as an activity: sakimawari activity add ACCOUNT --kind call --note TEXT',
      );
    }
    const page = addressOfPage(tools.installation.webUrl, pageOfAccount(id));
    return { account: id, renewalDate: date, answer, comment: comment ?? null, earlier: stands.earlier ?? [], page };
  },
);
