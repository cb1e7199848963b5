import * as z from 'zod';
import { idSchema } from '../../../../domain/account/account.ts';
import { addressOfPage, pageOfAccount } from '../../../../domain/links/team-pages.ts';
import { auditOf, change, todayOf } from '../../operation.ts';
import { knownAccount, presentMember } from './known-records.ts';

/** It stands in a line of a list. */
const textSchema = z.string().trim().min(1, 'is empty').max(300, 'is longer than 300 characters');

const requestSchema = z.strictObject({ account: idSchema, text: textSchema, by: idSchema.optional() });

/** What is to be done about an account next; it stands in the weekly list until there is another word. */
export const noteNextAction = change(requestSchema, ['next-action-noted'], async ({ account, text, by }, tools) => {
  await knownAccount(tools, account);
  if (by !== undefined) await presentMember(tools, by);
  const [state, before] = await Promise.all([tools.directory.findState(account), tools.nextActions.find([account])]);
  const score = state?.health?.score ?? null;
  const day = todayOf(tools);
  const said = { before: before.get(account)?.text ?? null, after: text };
  const audit = auditOf(tools, 'next-action-noted', { account }, said);
  await tools.nextActions.save(account, { text, by, day, score }, audit);
  const page = addressOfPage(tools.installation.webUrl, pageOfAccount(account));
  return { account, text, by: by ?? null, day, score: score === null ? null : score / 10, page };
});
