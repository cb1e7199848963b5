import * as z from 'zod';
import { idSchema } from '../../../../domain/account/account.ts';
import { auditOf, change } from '../../operation.ts';
import { OperatorError } from '../../operator-error.ts';
import { mappingAsked } from './asked-mapping.ts';

/** All fields of an account's records are written again, within a minute; also of a record that was gone. */
export const pushToCrm = change(
  z.strictObject({ account: idSchema }),
  ['crm-push-asked'],
  async ({ account }, tools) => {
    await mappingAsked(undefined, tools);
    if (!(await tools.directory.existing('accounts', [account])).has(account)) {
      throw new OperatorError(
        'no-account',
        'Nothing is written.',
        `There is no account ${account}.`,
        'See which there are: sakimawari accounts',
      );
    }
    const at = new Date(tools.now()).toISOString();
    await tools.crm.forget(account, at, auditOf(tools, 'crm-push-asked', { account }));
    return { account, since: at };
  },
);
