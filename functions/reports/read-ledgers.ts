import { groupedBy } from '../../domain/collections/grouped-by.ts';
import type { LedgerEntry } from '../../domain/ledger/ledger-entry.ts';
import type { LedgerReader, RecordedEntry } from '../store/ledger/ledger-reader.ts';

/** The whole ledgers of a bucket's accounts. */
export async function readLedgers(
  ledger: Pick<LedgerReader, 'recordedSince'>,
  bucket: number,
): Promise<[account: string, entries: LedgerEntry[]][]> {
  const recorded: RecordedEntry[] = [];
  for await (const page of ledger.recordedSince(bucket)) recorded.push(...page);
  return [...groupedBy(recorded, ({ account }) => account)].map(([account, entries]) => [
    account,
    entries.map(({ entry }) => entry),
  ]);
}
