import * as z from 'zod';
import { idSchema } from '../../../../domain/account/account.ts';
import { addressOfPage, pageOfAccount } from '../../../../domain/links/team-pages.ts';
import { ownerOf, readHealthSummaries, readLines } from '../../../reports/read-health.ts';
import { operation, todayOf } from '../../operation.ts';
import { knownMember } from '../accounts/known-records.ts';
import { runningPlaybook } from '../playbook/running-playbook.ts';

const requestSchema = z.strictObject({ csm: idSchema.optional(), from: z.string().optional() });

/** The accounts in bad health, and those that were a week ago, page by page; of one CSM or of all. */
export const listHealth = operation(requestSchema, async ({ csm, from }, tools) => {
  await runningPlaybook(tools);
  if (csm !== undefined) await knownMember(tools, csm);
  const scoring = await tools.openScoring(todayOf(tools));
  const { listings, directory, nextActions } = tools;
  const { summaries, next } = await readHealthSummaries({ listings, directory, scoring }, from);
  const own = summaries.filter((summary) => csm === undefined || ownerOf(summary, scoring)?.id === csm);
  const pageOf = (account: string) => addressOfPage(tools.installation.webUrl, pageOfAccount(account));
  const lines = await readLines({ nextActions, scoring }, own);
  return { rows: lines.map((line) => ({ ...line, page: pageOf(line.account) })), next };
});
