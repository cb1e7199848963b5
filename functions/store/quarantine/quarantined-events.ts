import type { AuditEntry } from '../../../domain/audit/audit.ts';
import type { EventRefusal } from '../../../domain/usage/read-usage-event.ts';
import { auditPuts } from '../audit/audit-items.ts';
import { batchGet } from '../batches.ts';
import { DeleteItemCommand, type DynamoDBClient } from '../client.ts';
import { updateIf } from '../conditional-write.ts';
import type { Item } from '../item.ts';
import { DROPPED_LIST, QUARANTINE_LIST, quarantineDropRowKey, quarantinedRowKey, sourceOfQuarantine } from '../keys.ts';
import { decodeEach } from '../left-out.ts';
import { keysOfList, underKey } from '../lists/spread-lists.ts';
import { queryPages } from '../query.ts';
import { StoredRecord } from '../record.ts';
import { transact } from '../transact.ts';
import { decodeQuarantined, type IdentifiedQuarantinedEvent } from './quarantine-items.ts';

const ATTEMPTS = 5;

/** That events were given up. */
export interface DropRecord {
  id: string;
  /** ISO 8601 */
  at: string;
  /** The name that the operator's command was run under. */
  by: string;
  count: number;
  groups: { source: string; reason: EventRefusal['reason']; count: number }[];
}

const dropRecord = new StoredRecord<DropRecord>({ name: 'drop' });

/** What lies in quarantine, for the operator's decisions. */
export class DynamoQuarantinedEvents {
  constructor(
    private readonly client: DynamoDBClient,
    private readonly table: string,
  ) {}

  /** Those of these ids that lie there and can be read. */
  async find(ids: string[]): Promise<IdentifiedQuarantinedEvent[]> {
    return decodeEach(await batchGet(this.client, this.table, [...new Set(ids)].map(keyOfId)), decodeQuarantined);
  }

  /**
   * How many of each source were put aside since then (ISO 8601), as far as they still lie there. Once a source has more
   * than so many, looking on would only cost.
   */
  async countSince(at: string, most: number): Promise<Map<string, number>> {
    const counts = new Map<string, number>();
    const countUnder = async (key: string) => {
      const query = {
        TableName: this.table,
        ...underKey(key),
        KeyConditionExpression: '#list = :list AND listedAt >= :at',
        ProjectionExpression: 'pk',
        ExpressionAttributeValues: { ':list': { S: key }, ':at': { S: at } },
      };
      for await (const items of queryPages(this.client, query)) {
        for (const { pk } of items) {
          const source = sourceOfQuarantine(`${pk?.S}`);
          counts.set(source, (counts.get(source) ?? 0) + 1);
        }
        if ([...counts.values()].some((count) => count > most)) return;
      }
    };
    await Promise.all(keysOfList(QUARANTINE_LIST).map(countUnder));
    return counts;
  }

  /** Says why an event that was tried again is still of no use. */
  async explain(id: string, { reason, detail }: EventRefusal): Promise<void> {
    // One that somebody else gave up in between stays gone.
    await updateIf(this.client, {
      TableName: this.table,
      Key: keyOfId(id),
      UpdateExpression: 'SET reason = :reason, detail = :detail',
      ConditionExpression: 'attribute_exists(pk)',
      ExpressionAttributeValues: { ':reason': { S: reason }, ':detail': { S: detail } },
    });
  }

  /** Keeps who gave up what; what it was itself is gone. */
  async recordDrop(record: DropRecord, audit?: AuditEntry): Promise<void> {
    const Item = {
      ...quarantineDropRowKey(record.at, record.id),
      list: { S: DROPPED_LIST },
      listedAt: { S: record.at },
      ...dropRecord.encode(record),
    };
    const parts = [{ Put: { TableName: this.table, Item } }, ...auditPuts(this.table, audit)];
    await transact(this.client, parts, { attempts: ATTEMPTS });
  }

  /** True when it lay there. */
  async drop(id: string): Promise<boolean> {
    const { Attributes } = await this.client.send(
      new DeleteItemCommand({ TableName: this.table, Key: keyOfId(id), ReturnValues: 'ALL_OLD' }),
    );
    return Attributes !== undefined;
  }
}

function keyOfId(id: string): Item {
  const slash = id.indexOf('/');
  return quarantinedRowKey(id.slice(0, slash), id.slice(slash + 1));
}

export const decodeDrop = (item: Item): DropRecord => dropRecord.decode(item);
