import type { AuditEntry } from '../../../domain/audit/audit.ts';
import { auditPut } from '../audit/audit-items.ts';
import { batchPut } from '../batches.ts';
import { keyText } from '../item.ts';
import { transact } from '../transact.ts';
import { encodeLedgerEntry } from './ledger-items.ts';
import { LedgerReader, type RecordedEntry } from './ledger-reader.ts';

const ATTEMPTS = 5;

/** The ledgers of accounts. Rows are added and never changed; the same entry is the same row. */
export class DynamoLedger extends LedgerReader {
  /**
   * Doing it twice, or in parts, has the effect of once.
   *
   * @param audit who told it; written before the last of what they told
   */
  async add(entries: readonly RecordedEntry[], audit?: AuditEntry): Promise<void> {
    const rows = new Map(
      entries.map(({ account, entry }) => {
        const item = encodeLedgerEntry(account, entry);
        return [keyText(item), item];
      }),
    );
    const puts = [...rows.values()];
    const last = audit === undefined ? undefined : puts.pop();
    await batchPut(this.client, this.table, puts);
    if (last === undefined || audit === undefined) return;
    const parts = [{ Put: { TableName: this.table, Item: last } }, auditPut(this.table, audit)];
    await transact(this.client, parts, { attempts: ATTEMPTS });
  }
}
