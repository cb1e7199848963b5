import * as z from 'zod';
import { idSchema } from '../../../../domain/account/account.ts';
import { operation } from '../../operation.ts';

const MOST_GONE = 100;

/** How far writing into the CRMs has come; with an account, what is known of its records. */
export const lookAtCrm = operation(z.strictObject({ account: idSchema.optional() }), async ({ account }, tools) => {
  const { crm, installation, now } = tools;
  const [mapping, run, due, gone] = await Promise.all([
    crm.mapping(),
    crm.run(),
    crm.due(new Date(now()).toISOString()),
    crm.gone(MOST_GONE),
  ]);
  const ofAccount =
    account === undefined
      ? {}
      : { isDue: (await crm.dueSince(account)) !== null, recordStates: await crm.recordStates(account) };
  return {
    configured: installation.crms,
    mapping,
    progress: run.crms,
    due: due.length,
    ...(due[0] && { dueSince: due[0].since }),
    gone: gone.map(({ account: id, recordStates }) => ({ account: id, recordStates })),
    ...ofAccount,
  };
});
