import pMap from 'p-map';
import * as z from 'zod';
import type { ReportedFacts } from '../../../../domain/import/facts.ts';
import { firstEntries } from '../../../../domain/ledger/first-entries.ts';
import { accountLists } from '../../../store/keys.ts';
import { type Tools, upkeep } from '../../operation.ts';
import { PART_OF_MIGRATE } from './move-old-rows.ts';

const ACCOUNTS_A_CALL = 200;
const ACCOUNTS_IN_FLIGHT = 16;

const requestSchema = z.strictObject({ from: z.string().optional() });

/** One step of beginning the ledgers of accounts that are older than ledgers; one that has begun stays as it is. */
export const beginLedgers = upkeep(requestSchema, PART_OF_MIGRATE, async ({ from }, tools) => {
  const page = await tools.listings.listed(accountLists, from, ACCOUNTS_A_CALL);
  const ids = page.items.map((item) => ({ id: item.listedAt?.S as string }));
  const records = await tools.directory.findRecords('accounts', ids);
  const states = await tools.directory.listStates(ids.map(({ id }) => id));
  const accounts = records.map((record, i) => ({ record, stage: states[i]?.stage ?? null }));
  const begun = await pMap(
    accounts,
    async ({ record, stage }) => (record === undefined ? false : begin(record, stage, tools)),
    { concurrency: ACCOUNTS_IN_FLIGHT },
  );
  return { begun: begun.filter(Boolean).length, next: page.next };
});

async function begin(
  record: ReportedFacts<'accounts'>,
  stage: Parameters<typeof firstEntries>[1],
  { ledger, now, clock }: Tools,
): Promise<boolean> {
  const account = record.facts.id;
  const known = await ledger.read(account);
  const by = { door: 'migration', who: 'migrate' } as const;
  const entries = firstEntries(record, stage, known, { recordedAt: now(), by, clock });
  await ledger.add(entries.map((entry) => ({ account, entry })));
  return entries.length > 0;
}
