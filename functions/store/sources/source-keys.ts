import { createHash } from 'node:crypto';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { KeyRights } from '../../../domain/sources/key-rights.ts';
import { AwsError } from '../../aws/aws-error.ts';
import type { AwsJsonClient } from '../../aws/json-client.ts';
import { errorFields, log } from '../../runtime/log.ts';
import type { Item } from '../item.ts';
import { issuedKeyRowKey } from '../keys.ts';
import { StoredRecord } from '../record.ts';
import { hourOf } from './registration-record.ts';

/** What a key opens: `write` the Segment-compatible calls, `events` CloudEvents, `api` the HTTP API. */
export type SourceKeyKind = 'write' | 'events' | 'api';

/** Whose a key is and what it opens stand in attributes. */
export const sourceKeyRecord = new StoredRecord<Item>({ name: 'source-key' });

/** A key says what it is for, so that one in the wrong place is seen at once. */
export const KEY_PREFIXES: Record<SourceKeyKind, string> = { write: 'skw_', events: 'ske_', api: 'ska_' };
/** Letters and digits after the prefix. */
export const KEY_LETTERS = 32;

/** Whose a key is; with its id where it may send events only. */
export interface FoundKey {
  source: string;
  limitedKey?: string;
}

const KEY = /^sk[wea]_[A-Za-z0-9]{32}$/;

/** Keys are long and random, so a plain hash can't be turned back; the row can be found by nothing else. */
export const hashOfKey = (key: string) => createHash('sha256').update(key).digest('base64url');

const HINT_LETTERS = 4;

/** What tells a key from others, where people look at them. */
export const hintOfKey = (key: string) => key.slice(-HINT_LETTERS);

/** A write key that an earlier release issued may tell all it could then. */
export const rightsOf = ({ rights }: Item): KeyRights => (rights?.S === 'events' ? 'events' : 'facts');

/**
 * Whose key it is, looked up each time: a key that was disabled or revoked a moment ago opens nothing any more. When
 * it was last used is noted once an hour.
 */
export class SourceKeys {
  constructor(
    private readonly client: Pick<AwsJsonClient, 'call'>,
    private readonly table: string,
    private readonly now: () => number,
  ) {}

  /**
   * `null` for a key that is unknown, of another kind, expired or disabled.
   * @param isFromPage whether it came from a web page, where it is public
   */
  async find(key: string, kind: SourceKeyKind, { isFromPage = false } = {}): Promise<FoundKey | null> {
    if (!key.startsWith(KEY_PREFIXES[kind]) || !KEY.test(key)) return null;
    const id = hashOfKey(key);
    const row = issuedKeyRowKey(id);
    const input = { TableName: this.table, Key: row, ConsistentRead: true };
    const stored = (await this.client.call<{ Item?: Item }>('GetItem', input)).Item;
    // A later release may have taken from its rights what this one doesn't know of.
    const Item = stored && sourceKeyRecord.upToDate(stored);
    const source = Item?.source?.S;
    if (Item === undefined || source === undefined || !this.isLive(Item, kind)) return null;
    await this.noteUse(row, Item, isFromPage);
    return kind === 'write' && rightsOf(Item) === 'events' ? { source, limitedKey: id } : { source };
  }

  private isLive({ kind, disabledAt, expiresAt }: Item, wanted: SourceKeyKind): boolean {
    if (kind?.S !== wanted || disabledAt !== undefined) return false;
    // DynamoDB removes what has expired some day, not at once.
    return expiresAt === undefined || this.now() < Number(expiresAt.N) * 1000;
  }

  private async noteUse(row: Item, { usedAt, usedInPageAt }: Item, isFromPage: boolean): Promise<void> {
    const hour = hourOf(this.now());
    const isNoted = (at: AttributeValue | undefined) => at?.S !== undefined && at.S >= hour;
    if (isNoted(usedAt) && (!isFromPage || isNoted(usedInPageAt))) return;
    // The note that is the later one to come within an hour.
    const note = isFromPage ? 'usedInPageAt' : 'usedAt';
    try {
      await this.client.call('UpdateItem', {
        TableName: this.table,
        Key: row,
        UpdateExpression: isFromPage ? 'SET usedAt = :hour, usedInPageAt = :hour' : 'SET usedAt = :hour',
        // Neither a key that was revoked meanwhile comes back, nor does every call of a new hour write.
        ConditionExpression: `attribute_exists(pk) AND (attribute_not_exists(${note}) OR ${note} < :hour)`,
        ExpressionAttributeValues: { ':hour': { S: hour } },
      });
    } catch (error) {
      if (error instanceof AwsError && error.code === 'ConditionalCheckFailedException') return;
      // A note that is missing shows the operator an older hour; the events are worth more than that.
      log('warn', 'use of a key not noted', errorFields(error));
    }
  }
}
