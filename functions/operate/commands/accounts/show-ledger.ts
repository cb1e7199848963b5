import * as z from 'zod';
import { idSchema } from '../../../../domain/account/account.ts';
import { ledgerPage } from '../../../../domain/ledger/ledger-page.ts';
import { isDay } from '../../../../domain/time/day.ts';
import { operation, todayOf } from '../../operation.ts';
import { noSuchAccount } from './known-records.ts';

const daySchema = z.string().refine(isDay, 'is not a date that exists').optional();

const requestSchema = z.strictObject({ account: idSchema, asOf: daySchema, knownOn: daySchema });

/** What an account's facts were on a day, as it was known on another; changes nothing. */
export const showLedger = operation(requestSchema, async ({ account, asOf, knownOn }, tools) => {
  const today = todayOf(tools);
  const ledger = await tools.ledger.read(account);
  if (ledger.length === 0 && (await tools.directory.findAccount(account)) === undefined) {
    throw noSuchAccount(account, 'There is nothing to show.');
  }
  return ledgerPage(account, ledger, { asOf: asOf ?? today, knownOn: knownOn ?? today, clock: tools.clock });
});
