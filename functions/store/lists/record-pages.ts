import type { QueryCommandInput } from '@aws-sdk/client-dynamodb';
import type { Account, Contact, Csm } from '../../../domain/account/account.ts';
import { decodeAccount, decodeContact, decodeCsm } from '../accounts/account-items.ts';
import type { DynamoDBClient } from '../client.ts';
import { type Item, textOf } from '../item.ts';
import {
  ACCOUNT_BUCKETS,
  accountBucket,
  accountKey,
  accountLists,
  accountRowKey,
  bucketList,
  CONTACT_SORT_PREFIX,
  CSMS_LIST,
  contactRowKey,
  csmRowKey,
} from '../keys.ts';
import { decodeEach } from '../left-out.ts';
import { queryPages } from '../query.ts';
import { underKey } from './spread-lists.ts';

export interface RecordPage<Stored> {
  records: Stored[];
  /** Where the next page goes on; absent after the last one. */
  next?: string;
}

/** A page is full with so many characters, however few its records are: an answer of Lambda holds 6 MB. */
const FULL_PAGE_IN_CHARACTERS = 1_000_000;

/**
 * Pages of records for those who read them all. A page goes on after the id that the one before ended with, so that
 * there is no cursor that somebody could forge, and none that grows old.
 */
export class RecordPages {
  constructor(
    private readonly client: DynamoDBClient,
    private readonly table: string,
  ) {}

  /**
   * In the order of their buckets. Where they don't fill the page, twice as many are asked in the next round: a large
   * company's page costs one Query, and seven rounds read all the accounts of a small one.
   */
  async accounts(limit: number, after?: string): Promise<RecordPage<Account>> {
    let bucket = after === undefined ? 0 : accountBucket(after);
    let from = after === undefined ? undefined : listedKey(bucketList(bucket), after, accountRowKey(after));
    const items: Item[] = [];
    for (let width = 1; bucket < ACCOUNT_BUCKETS && !isMoreThan(items, limit); width *= 2) {
      const lists = accountLists.slice(bucket, bucket + width);
      const pages = await Promise.all(
        lists.map((list, i) => this.query({ ...underKey(list), ExclusiveStartKey: i === 0 ? from : undefined }, limit)),
      );
      items.push(...pages.flat());
      bucket += lists.length;
      from = undefined;
    }
    return pageOf(items, limit, decodeAccount);
  }

  async csms(limit: number, after?: string): Promise<RecordPage<Csm>> {
    const from = after === undefined ? undefined : listedKey(CSMS_LIST, after, csmRowKey(after));
    const items = await this.query({ ...underKey(CSMS_LIST), ExclusiveStartKey: from }, limit);
    return pageOf(items, limit, decodeCsm);
  }

  async contacts(account: string, limit: number, after?: string): Promise<RecordPage<Contact>> {
    const pk = { S: accountKey(account) };
    const from = after === undefined ? undefined : contactRowKey(account, after);
    const query = {
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
      ExpressionAttributeValues: { ':pk': pk, ':prefix': { S: CONTACT_SORT_PREFIX } },
      ConsistentRead: true,
      ExclusiveStartKey: from,
    };
    return pageOf(await this.query(query, limit), limit, decodeContact);
  }

  /** One more than fit, so that it is known whether there are more. */
  private async query(query: Omit<QueryCommandInput, 'TableName'>, limit: number): Promise<Item[]> {
    const items: Item[] = [];
    const pages = queryPages(this.client, { ...query, TableName: this.table, Limit: limit + 1 });
    for await (const page of pages) {
      items.push(...page);
      if (isMoreThan(items, limit)) break;
    }
    return items;
  }
}

const listedKey = (list: string, id: string, key: Item): Item => ({ list: { S: list }, listedAt: { S: id }, ...key });

const charactersOf = (item: Item) => item.f?.S?.length ?? 0;

/** Whether there is more than a page. */
const isMoreThan = (items: Item[], limit: number) => items.length > fitting(items, limit);

/** How many of the items a page holds: one at least. */
function fitting(items: Item[], limit: number): number {
  let characters = 0;
  const over = items.findIndex((item, i) => {
    characters += charactersOf(item);
    return i >= limit || (i > 0 && characters > FULL_PAGE_IN_CHARACTERS);
  });
  return over < 0 ? items.length : over;
}

/** The id by which the row is listed; of a contact the end of its key. */
const idOf = (item: Item) => item.listedAt?.S ?? textOf(item, 'sk').slice(CONTACT_SORT_PREFIX.length);

function pageOf<Stored>(items: Item[], limit: number, decode: (item: Item) => Stored): RecordPage<Stored> {
  const onPage = items.slice(0, fitting(items, limit));
  const records = decodeEach(onPage, decode);
  return onPage.length === items.length ? { records } : { records, next: idOf(onPage.at(-1) as Item) };
}
