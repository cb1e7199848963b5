import { DeleteItemCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { isDialect } from '../../domain/usage/dialects/dialects.ts';
import type { QuarantinedEvent } from '../../domain/usage/quarantined-event.ts';
import type { Item } from './account-items.ts';
import { batchGet } from './dynamo-batches.ts';

const KEY_PREFIX = 'quarantine#';

/** A quarantined event as the operator sees it; `id` is `<source>/<hash of the event>`. */
export interface IdentifiedQuarantinedEvent extends QuarantinedEvent {
  id: string;
}

/** What lies in quarantine, for the operator's decisions. */
export class DynamoQuarantinedEvents {
  constructor(
    private readonly client: DynamoDBClient,
    private readonly table: string,
  ) {}

  /** Those of these ids that lie there. */
  async find(ids: string[]): Promise<IdentifiedQuarantinedEvent[]> {
    return (await batchGet(this.client, this.table, [...new Set(ids)].map(keyOfId))).map(decodeQuarantined);
  }

  /** True when it lay there. */
  async drop(id: string): Promise<boolean> {
    const { Attributes } = await this.client.send(
      new DeleteItemCommand({ TableName: this.table, Key: keyOfId(id), ReturnValues: 'ALL_OLD' }),
    );
    return Attributes !== undefined;
  }
}

export function decodeQuarantined(item: Item): IdentifiedQuarantinedEvent {
  const source = `${item.pk?.S}`.slice(KEY_PREFIX.length);
  const dialect = item.dialect?.S;
  return {
    id: `${source}/${item.sk?.S}`,
    source,
    ...(dialect !== undefined && isDialect(dialect) ? { dialect } : {}),
    raw: item.raw?.S as string,
    reason: item.reason?.S as QuarantinedEvent['reason'],
    detail: item.detail?.S as string,
    receivedAt: item.receivedAt?.S as string,
  };
}

function keyOfId(id: string): Item {
  const slash = id.indexOf('/');
  return { pk: { S: `${KEY_PREFIX}${id.slice(0, slash)}` }, sk: { S: id.slice(slash + 1) } };
}
