import pMap from 'p-map';
import type { OutboxMail } from '../../../domain/outbox/outbox.ts';
import { batchGet } from '../batches.ts';
import type { DynamoDBClient } from '../client.ts';
import { type Item, keyText } from '../item.ts';
import { approvalKey } from '../keys.ts';
import { decodeEach } from '../left-out.ts';
import { underAssignee } from '../lists/assigned-index.ts';
import { queryPage } from '../query.ts';
import { decodeMail } from './outbox-items.ts';

const QUERIES_IN_FLIGHT = 32;

/** Mails that wait for the word of the CSMs in whose names they go. It cannot write. */
export class DynamoApprovals {
  constructor(
    private readonly client: DynamoDBClient,
    private readonly table: string,
  ) {}

  /**
   * Those of some CSMs, the longest waiting first.
   *
   * @param csms `undefined` is nobody: mails of earlier releases name none
   * @param most of all of them together
   */
  async of(csms: readonly (string | undefined)[], most: number): Promise<OutboxMail[]> {
    const pages = await pMap(
      csms,
      (csm) => queryPage(this.client, { TableName: this.table, ...underAssignee(approvalKey(csm)), Limit: most }),
      { concurrency: QUERIES_IN_FLIGHT },
    );
    const listed = pages
      .flatMap(({ items }) => items)
      .sort((a, b) => (waitsSince(a) < waitsSince(b) ? -1 : 1))
      .slice(0, most);
    const keys = listed.map(({ pk, sk }) => ({ pk, sk }) as Item);
    const rows = new Map((await batchGet(this.client, this.table, keys)).map((row) => [keyText(row), row]));
    const mails = decodeEach(
      keys.flatMap((key) => [rows.get(keyText(key))].filter((row) => row !== undefined)),
      decodeMail,
    );
    // A moment ago somebody may have decided.
    return mails.filter(({ status }) => status === 'approval');
  }
}

const waitsSince = (item: Item) => item.dueBy?.S as string;
