import { createHash } from 'node:crypto';
import type { AuditEntry } from '../../../domain/audit/audit.ts';
import { endOfPersonalKey, type PersonalKey } from '../../../domain/sign-in/personal-key.ts';
import { auditPut } from '../audit/audit-items.ts';
import { type DynamoDBClient, GetItemCommand } from '../client.ts';
import { updatedIf } from '../conditional-write.ts';
import type { Item } from '../item.ts';
import { LISTED_INDEX, PERSONAL_KEYS_LIST, personalKeyRowKey } from '../keys.ts';
import { decodeEach } from '../left-out.ts';
import { queryAll } from '../query.ts';
import { StoredRecord } from '../record.ts';
import { transact } from '../transact.ts';

export const personalKeyRecord = new StoredRecord<PersonalKey>({ name: 'personal-key' });

const ATTEMPTS = 5;
const MINUTE_IN_MS = 60_000;
const HOUR_IN_MS = 60 * MINUTE_IN_MS;

/** Keys are long and random, so a plain hash can't be turned back; the row can be found by nothing else. */
export const hashOfPersonalKey = (key: string) => createHash('sha256').update(key).digest('base64url');

/** A key as its owner sees it. */
export interface ListedKey extends PersonalKey {
  /** What it is ended by. */
  hash: string;
  /** ISO, to the hour. */
  usedAt?: string;
}

export const encodePersonalKey = (hash: string, key: PersonalKey): Item => ({
  ...personalKeyRowKey(hash),
  ...personalKeyRecord.encode(key),
  list: { S: PERSONAL_KEYS_LIST },
  listedAt: { S: `${key.person}#${key.madeAt}#${hash}` },
  expiresAt: { N: String(Math.ceil(endOfPersonalKey(key) / 1000)) },
});

/** Keys by which people let programs ask and act in their name. */
export class DynamoPersonalKeys {
  /** Which call was counted here last: the next one is most likely of the same minute, and one write counts it. */
  private counted: { hash: string; minute: string } | undefined;

  constructor(
    private readonly client: DynamoDBClient,
    private readonly table: string,
  ) {}

  /** False where there is one of this hash already. */
  async make(hash: string, key: PersonalKey, audit: AuditEntry): Promise<boolean> {
    const Item = encodePersonalKey(hash, key);
    const put = { Put: { TableName: this.table, Item, ConditionExpression: 'attribute_not_exists(pk)' } };
    return (await transact(this.client, [put, auditPut(this.table, audit)], { attempts: ATTEMPTS })) === null;
  }

  /** The key, where nobody has ended it. */
  async find(hash: string): Promise<PersonalKey | undefined> {
    const request = { TableName: this.table, Key: personalKeyRowKey(hash), ConsistentRead: true };
    const { Item } = await this.client.send(new GetItemCommand(request));
    return Item === undefined || Item.endedAt !== undefined ? undefined : personalKeyRecord.decode(Item);
  }

  /** Of one person, or of all; whoever was listed last in front. One that was ended this moment may still be among them. */
  async listed(person?: string): Promise<ListedKey[]> {
    const rows = await queryAll(this.client, {
      TableName: this.table,
      IndexName: LISTED_INDEX,
      KeyConditionExpression:
        person === undefined ? '#list = :list' : '#list = :list AND begins_with(listedAt, :person)',
      ExpressionAttributeNames: { '#list': 'list' },
      ExpressionAttributeValues: {
        ':list': { S: PERSONAL_KEYS_LIST },
        ...(person !== undefined && { ':person': { S: `${person}#` } }),
      },
      ScanIndexForward: false,
    });
    return decodeEach(rows, listedKey).filter((key) => person === undefined || key.person === person);
  }

  /** From here on it opens nothing; false where it opened nothing before. */
  async end(hash: string, nowInMs: number, audit: AuditEntry): Promise<boolean> {
    const Update = {
      TableName: this.table,
      Key: personalKeyRowKey(hash),
      UpdateExpression: 'SET endedAt = :now REMOVE #list, listedAt',
      ConditionExpression: 'attribute_exists(pk) AND attribute_not_exists(endedAt)',
      ExpressionAttributeNames: { '#list': 'list' },
      ExpressionAttributeValues: { ':now': { N: String(nowInMs) } },
    };
    return (await transact(this.client, [{ Update }, auditPut(this.table, audit)], { attempts: ATTEMPTS })) === null;
  }

  /**
   * The key that is used, with which call of this minute that is: counted in the store, since many calls of one key come to
   * many machines. `null` for one that is unknown or was ended.
   */
  async use(hash: string, nowInMs: number): Promise<{ key: PersonalKey; calls: number } | null> {
    const minute = String(Math.floor(nowInMs / MINUTE_IN_MS));
    const hour = new Date(Math.floor(nowInMs / HOUR_IN_MS) * HOUR_IN_MS).toISOString();
    const values = { ':minute': { N: minute }, ':one': { N: '1' }, ':hour': { S: hour } };
    const isOpen = 'attribute_exists(pk) AND attribute_not_exists(endedAt)';
    const inItsMinute = () =>
      this.update(hash, {
        UpdateExpression: 'SET usedAt = :hour ADD calls :one',
        ConditionExpression: `${isOpen} AND callsIn = :minute`,
        ExpressionAttributeValues: values,
      });
    const inANewMinute = () =>
      this.update(hash, {
        UpdateExpression: 'SET usedAt = :hour, callsIn = :minute, calls = :one',
        // Whose clock is behind begins no minute anew that others count in.
        ConditionExpression: `${isOpen} AND (attribute_not_exists(callsIn) OR callsIn < :minute)`,
        ExpressionAttributeValues: values,
      });
    const wasCountedHere = this.counted?.hash === hash && this.counted.minute === minute;
    this.counted = { hash, minute };
    const [likely, unlikely] = wasCountedHere ? [inItsMinute, inANewMinute] : [inANewMinute, inItsMinute];
    const counted =
      (await likely()) ??
      (await unlikely()) ??
      (await this.update(hash, {
        UpdateExpression: 'ADD calls :one',
        ConditionExpression: isOpen,
        ExpressionAttributeValues: { ':one': { N: '1' } },
      }));
    return counted === null ? null : { key: personalKeyRecord.decode(counted), calls: Number(counted.calls?.N) };
  }

  private async update(hash: string, update: object): Promise<Item | null> {
    return updatedIf(this.client, { TableName: this.table, Key: personalKeyRowKey(hash), ...update });
  }
}

function listedKey(row: Item): ListedKey {
  const hash = String(row.pk?.S).slice(personalKeyRowKey('').pk.S.length);
  return { ...personalKeyRecord.decode(row), hash, ...(row.usedAt?.S !== undefined && { usedAt: row.usedAt.S }) };
}
