import * as z from 'zod';
import { idSchema } from '../../../../domain/account/account.ts';
import type { DeadAddress } from '../../../../domain/activities/activity.ts';
import { auditOf, change, todayOf } from '../../operation.ts';
import { OperatorError } from '../../operator-error.ts';
import { knownAccount, knownContact } from '../accounts/known-records.ts';

const requestSchema = z.strictObject({
  account: idSchema,
  contact: idSchema,
  reason: z.enum(['bounced', 'complained']),
});

/** Mail to the contact's present address came back for good, or they asked not to get any; the account is evaluated at once. */
export const recordDeadAddress = change(
  requestSchema,
  ['address-lost'],
  async ({ account, contact: id, reason }, tools) => {
    await knownAccount(tools, account);
    const { email } = await knownContact(tools, account, id);
    if (email === undefined) {
      throw new OperatorError(
        'no-address',
        'Nothing was recorded.',
        `The contact "${id}" of "${account}" has no address.`,
        'Import the contact with the address that failed, or leave it: nobody is written to without one.',
      );
    }
    const dead: DeadAddress = { contact: id, address: email, reason, day: todayOf(tools) };
    const audit = auditOf(tools, 'address-lost', { account, contact: id }, { after: reason });
    await tools.directory.saveDeadAddress(account, dead, { audit });
    await tools.changedAccounts.send([account]);
    return { account, ...dead };
  },
);
