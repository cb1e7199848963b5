import * as z from 'zod';
import { decodeAccount } from '../../adapters/account-items.ts';
import { ACCOUNT_BUCKETS, bucketList } from '../../adapters/keys.ts';
import { operation } from '../operation.ts';

const buckets = Array.from({ length: ACCOUNT_BUCKETS }, (_, bucket) => bucketList(bucket));

export const listAccounts = operation(z.strictObject({ from: z.string().optional() }), async ({ from }, tools) => {
  const { items, next } = await tools.listings.listed(buckets, from);
  return { rows: items.map(decodeAccount), next };
});
