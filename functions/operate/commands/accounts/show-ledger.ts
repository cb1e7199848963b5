import * as z from 'zod';
import { idSchema } from '../../../../domain/account/account.ts';
import { endOf } from '../../../../domain/ledger/facts-as-of.ts';
import { ledgerPage } from '../../../../domain/ledger/ledger-page.ts';
import { addressOfPage, pageOfAccount } from '../../../../domain/links/team-pages.ts';
import { isDay } from '../../../../domain/time/day.ts';
import { operation, todayOf } from '../../operation.ts';
import { belongingCircle, belongsByLedger } from './belonging-circle.ts';
import { noSuchAccount } from './known-records.ts';

const daySchema = z.string().refine(isDay, 'is not a date that exists').optional();

const requestSchema = z.strictObject({ account: idSchema, asOf: daySchema, knownOn: daySchema });

/** What an account's facts were on a day, as it was known on another; changes nothing. */
export const showLedger = operation(requestSchema, async ({ account, ...days }, tools) => {
  const today = todayOf(tools);
  const { asOf = today, knownOn = today } = days;
  const ledger = await tools.ledger.read(account);
  if (ledger.length === 0 && (await tools.directory.findAccount(account)) === undefined) {
    throw noSuchAccount(account, 'There is nothing to show.');
  }
  const then = { asOf, knownBefore: endOf(knownOn, tools.clock) };
  const circle = await belongingCircle(
    account,
    belongsByLedger((id) => tools.ledger.read(id), then),
  );
  const { exchange } = tools.installation.kpis;
  const shown = ledgerPage(account, ledger, { asOf, knownOn, clock: tools.clock }, { circle, exchange });
  return { ...shown, page: addressOfPage(tools.installation.webUrl, pageOfAccount(account)) };
});
