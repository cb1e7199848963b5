import type { AuditEntry } from '../../../domain/audit/audit.ts';
import type { DataRequest } from '../../../domain/personal-data/data-request.ts';
import { DATA_REQUESTS_KEPT_IN_DAYS, EXPORTS_KEPT_IN_DAYS } from '../../../domain/personal-data/kept-data.ts';
import { auditPuts } from '../audit/audit-items.ts';
import { batchGet } from '../batches.ts';
import { type DynamoDBClient, GetItemCommand, PutItemCommand } from '../client.ts';
import { putIf } from '../conditional-write.ts';
import { type Item, keyText } from '../item.ts';
import { DATA_REQUESTS_KEY, dataRequestRowKey, exportPartRowKey } from '../keys.ts';
import { decodeEach } from '../left-out.ts';
import { queryAll } from '../query.ts';
import { StoredRecord } from '../record.ts';
import { transact } from '../transact.ts';

export const dataRequestRecord = new StoredRecord<DataRequest>({ name: 'data-request' });

const DAY_IN_SECONDS = 86_400;
/** A row holds up to 400 KB. */
const MOST_BYTES_OF_A_SLICE = 380_000;

/** What was asked on the page about personal data, and the files that came of it. */
export class DynamoDataRequests {
  constructor(
    private readonly client: DynamoDBClient,
    private readonly table: string,
  ) {}

  /** Puts it on record; false where it is there already. */
  async ask(request: DataRequest, audit: AuditEntry | null): Promise<boolean> {
    const Put = {
      TableName: this.table,
      Item: encodeDataRequest(request),
      ConditionExpression: 'attribute_not_exists(pk)',
    };
    return (await transact(this.client, [{ Put }, ...auditPuts(this.table, audit)])) === null;
  }

  async find(id: string): Promise<DataRequest | undefined> {
    const get = new GetItemCommand({ TableName: this.table, Key: dataRequestRowKey(id), ConsistentRead: true });
    const { Item } = await this.client.send(get);
    return Item && dataRequestRecord.decode(Item);
  }

  /** All of the last week, the latest first. */
  async all(): Promise<DataRequest[]> {
    const rows = await queryAll(this.client, {
      TableName: this.table,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': { S: DATA_REQUESTS_KEY } },
    });
    return decodeEach(rows, (row) => dataRequestRecord.decode(row)).sort((a, b) => (a.askedAt < b.askedAt ? 1 : -1));
  }

  /** How far it has come; false where it is gone meanwhile: whom it is about was erased. */
  keep(request: DataRequest): Promise<boolean> {
    return putIf(this.client, {
      TableName: this.table,
      Item: encodeDataRequest(request),
      ConditionExpression: 'attribute_exists(pk)',
    });
  }

  /** A part of the file, packed; says in how many slices. The same part again takes the place of the one before. */
  async keepPart(id: string, part: number, packed: Buffer, at: number): Promise<number> {
    let slices = 0;
    for (let from = 0; from < packed.length; from += MOST_BYTES_OF_A_SLICE) {
      const Item = {
        ...exportPartRowKey(id, part, slices),
        b: { B: packed.subarray(from, from + MOST_BYTES_OF_A_SLICE) },
        expiresAt: { N: String(Math.floor(at / 1000) + EXPORTS_KEPT_IN_DAYS * DAY_IN_SECONDS) },
      };
      await this.client.send(new PutItemCommand({ TableName: this.table, Item }));
      slices += 1;
    }
    return slices;
  }

  /** `undefined` where a slice of it is gone. */
  async part({ id, parts }: Pick<DataRequest, 'id' | 'parts'>, part: number): Promise<Buffer | undefined> {
    const keys = keysOfParts({ id, parts }, part);
    if (keys.length === 0) return undefined;
    const rows = new Map((await batchGet(this.client, this.table, keys)).map((row) => [keyText(row), row]));
    const slices = keys.flatMap((key) => rows.get(keyText(key))?.b?.B ?? []);
    return slices.length < keys.length ? undefined : Buffer.concat(slices);
  }
}

/** Where the file of an export lies; or one part of it. */
export const keysOfParts = ({ id, parts }: Pick<DataRequest, 'id' | 'parts'>, only?: number): Item[] =>
  parts.flatMap((slices, part) =>
    only === undefined || only === part
      ? Array.from({ length: slices }, (_, slice) => exportPartRowKey(id, part, slice))
      : [],
  );

export const encodeDataRequest = (request: DataRequest): Item => ({
  ...dataRequestRowKey(request.id),
  ...dataRequestRecord.encode(request),
  expiresAt: {
    N: String(Math.floor(Date.parse(request.askedAt) / 1000) + DATA_REQUESTS_KEPT_IN_DAYS * DAY_IN_SECONDS),
  },
});
