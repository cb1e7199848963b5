import { batchPut } from '../batches.ts';
import { keyText } from '../item.ts';
import { encodeLedgerEntry } from './ledger-items.ts';
import { LedgerReader, type RecordedEntry } from './ledger-reader.ts';

/** The ledgers of accounts. Rows are added and never changed; the same entry is the same row. */
export class DynamoLedger extends LedgerReader {
  /** Doing it twice, or in parts, has the effect of once. */
  async add(entries: readonly RecordedEntry[]): Promise<void> {
    const rows = new Map(
      entries.map(({ account, entry }) => {
        const item = encodeLedgerEntry(account, entry);
        return [keyText(item), item];
      }),
    );
    await batchPut(this.client, this.table, [...rows.values()]);
  }
}
