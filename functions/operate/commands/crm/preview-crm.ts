import * as z from 'zod';
import { idSchema } from '../../../../domain/account/account.ts';
import { crmNames } from '../../../../domain/crm/crm-names.ts';
import { changePlanner } from '../../../crm/plan-changes.ts';
import { crmWords } from '../../../crm/words/words.ts';
import { ACCOUNT_BUCKETS } from '../../../store/keys.ts';
import { operation } from '../../operation.ts';
import { OperatorError } from '../../operator-error.ts';
import { givenMappingSchema, mappingAsked } from './asked-mapping.ts';

const requestSchema = z.strictObject({
  ...givenMappingSchema,
  account: idSchema.optional(),
  /** The bucket of accounts that comes next. */
  from: z
    .string()
    .regex(/^\d{1,2}$/)
    .optional(),
});

/** What would be written into the CRMs, field by field; nothing is. */
export const previewCrm = operation(requestSchema, async ({ mapping: given, account, from = '0' }, tools) => {
  const { installation, playbooks, now } = tools;
  const [mapping, running, run] = await Promise.all([mappingAsked(given, tools), playbooks.current(), tools.crm.run()]);
  if (running === undefined) {
    throw new OperatorError(
      'no-playbook',
      'Nothing can be shown.',
      'No playbook runs yet, and so no account has a score.',
      'sakimawari playbook push playbooks/default.yaml',
    );
  }
  const bucket = Number(from);
  const ids = account === undefined ? await tools.idsOfBucket(bucket) : [account];
  const accounts = await tools.readAccountsForCrm(running.playbook, ids);
  const words = crmWords(installation.company.language);
  const day = new Date(now()).toISOString().slice(0, 10);
  const plans = crmNames.flatMap((crm) => {
    const part = mapping[crm];
    if (part === undefined) return [];
    const leftOut = new Set(Object.keys(run.crms[crm]?.fields ?? {}));
    return [{ crm, plan: changePlanner({ crm, part, words, day, leftOut }) }];
  });
  const rows = accounts.flatMap((one) => plans.map(({ crm, plan }) => ({ account: one.id, crm, ...plan(one) })));
  const isLast = account !== undefined || bucket + 1 >= ACCOUNT_BUCKETS;
  return { rows, ...(!isLast && { next: String(bucket + 1) }) };
});
