import { type LedgerEntry, ledgerOf } from '../../../domain/ledger/ledger-entry.ts';
import type { DynamoDBClient } from '../client.ts';
import { accountKey, LEDGER_SORT_PREFIX, ledgerList } from '../keys.ts';
import { decodeEach, type LeftOut } from '../left-out.ts';
import { underKey } from '../lists/spread-lists.ts';
import { queryAll, queryPage, queryPages } from '../query.ts';
import { accountOfLedgerRow, decodeLedgerEntry } from './ledger-items.ts';

/** An entry and whose ledger it stands in. */
export interface RecordedEntry {
  account: string;
  entry: LedgerEntry;
}

/** Reads the ledgers of accounts. A figure that lacks an entry is a wrong one, so a row that can't be read is an error. */
export class LedgerReader {
  constructor(
    protected readonly client: DynamoDBClient,
    protected readonly table: string,
  ) {}

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
   * What was recorded in the ledgers of a bucket's accounts, page by page, the oldest first. The index lags a little
   * behind, so a reader who goes on begins a little before where the last one ended.
   *
   * @param since from this instant (ms) on; all of it unless said, since a file may tell of days before 1970
   */
  async *recordedSince(bucket: number, since?: number): AsyncGenerator<RecordedEntry[]> {
    const { KeyConditionExpression, ExpressionAttributeValues, ...query } = underKey(ledgerList(bucket));
    const from = since !== undefined && { ':since': { S: new Date(since).toISOString() } };
    const pages = queryPages(this.client, {
      ...query,
      TableName: this.table,
      KeyConditionExpression: `${KeyConditionExpression}${from ? ' AND listedAt >= :since' : ''}`,
      ExpressionAttributeValues: { ...ExpressionAttributeValues, ...from },
    });
    for await (const items of pages) {
      yield items.map((item) => ({ account: accountOfLedgerRow(item), entry: decodeLedgerEntry(item) }));
    }
  }
  /** Notes which of a bucket's entries can't be read, among so many that were recorded last. */
  async findUnreadable(bucket: number, most: number, leftOut: LeftOut): Promise<void> {
    const { items } = await queryPage(this.client, {
      ...underKey(ledgerList(bucket)),
      TableName: this.table,
      ScanIndexForward: false,
      Limit: most,
    });
    decodeEach(items, decodeLedgerEntry, leftOut);
  }
}
