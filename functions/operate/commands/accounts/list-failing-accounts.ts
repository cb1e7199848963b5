import * as z from 'zod';
import { decodeFailing } from '../../../store/accounts/failing-accounts.ts';
import { FAILING_ACCOUNTS_LIST } from '../../../store/keys.ts';
import { operation } from '../../operation.ts';
import { readableRows } from '../../readable-rows.ts';

/** The accounts that could not be scored, and why. */
export const listFailingAccounts = operation(
  z.strictObject({ from: z.string().optional() }),
  async ({ from }, { listings }) => {
    const { items, next } = await listings.listed([FAILING_ACCOUNTS_LIST], from);
    return { ...readableRows(items, decodeFailing), next };
  },
);
