import { type LedgerEntry, ledgerOf } from '../../../domain/ledger/ledger-entry.ts';
import { batchPut } from '../batches.ts';
import type { DynamoDBClient } from '../client.ts';
import { keyText } from '../item.ts';
import { accountKey, LEDGER_SORT_PREFIX, ledgerList } from '../keys.ts';
import { underKey } from '../lists/spread-lists.ts';
import { queryAll, queryPages } from '../query.ts';
import { accountOfLedgerRow, decodeLedgerEntry, encodeLedgerEntry } from './ledger-items.ts';

/** An entry and whose ledger it stands in. */
export interface RecordedEntry {
  account: string;
  entry: LedgerEntry;
}

/**
 * The ledgers of accounts. Rows are added and never changed; the same entry is the same row. A figure that lacks an entry is
 * a wrong one, so a row that can't be read is an error to who reads them.
 */
export class DynamoLedger {
  constructor(
    private readonly client: DynamoDBClient,
    private readonly table: string,
  ) {}

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

  async read(account: string): Promise<LedgerEntry[]> {
    const items = await queryAll(this.client, {
      TableName: this.table,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
      ExpressionAttributeValues: { ':pk': { S: accountKey(account) }, ':prefix': { S: LEDGER_SORT_PREFIX } },
      ConsistentRead: true,
    });
    return ledgerOf(items.map(decodeLedgerEntry));
  }

  /**
   * What was recorded in the ledgers of a bucket's accounts from an instant (ms) on, page by page, the oldest first. The
   * index lags a little behind, so a reader who goes on begins a little before where the last one ended.
   */
  async *recordedSince(bucket: number, since: number): AsyncGenerator<RecordedEntry[]> {
    const { KeyConditionExpression, ExpressionAttributeValues, ...query } = underKey(ledgerList(bucket));
    const pages = queryPages(this.client, {
      ...query,
      TableName: this.table,
      KeyConditionExpression: `${KeyConditionExpression} AND listedAt >= :since`,
      ExpressionAttributeValues: { ...ExpressionAttributeValues, ':since': { S: new Date(since).toISOString() } },
    });
    for await (const items of pages) {
      yield items.map((item) => ({ account: accountOfLedgerRow(item), entry: decodeLedgerEntry(item) }));
    }
  }
}
