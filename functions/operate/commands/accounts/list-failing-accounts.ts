import * as z from 'zod';
import { addressOfPage, pageOfAccount } from '../../../../domain/links/team-pages.ts';
import { decodeFailing } from '../../../store/accounts/failing-accounts.ts';
import { FAILING_ACCOUNTS_LIST } from '../../../store/keys.ts';
import { operation } from '../../operation.ts';
import { readableRows } from '../../readable-rows.ts';

/** The accounts that could not be scored, and why. */
export const listFailingAccounts = operation(
  z.strictObject({ from: z.string().optional() }),
  async ({ from }, { listings, installation }) => {
    const { items, next } = await listings.listed([FAILING_ACCOUNTS_LIST], from);
    const { rows, leftOut } = readableRows(items, decodeFailing);
    const pageOf = (account: string) => addressOfPage(installation.webUrl, pageOfAccount(account));
    return { rows: rows.map((row) => ({ ...row, page: pageOf(row.account) })), leftOut, next };
  },
);
