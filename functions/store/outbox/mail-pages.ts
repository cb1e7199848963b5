import type { OutboxRow } from '../../../domain/outbox/outbox.ts';
import type { Task } from '../../../domain/tasks/task.ts';
import type { DynamoDBClient } from '../client.ts';
import { accountKey, mailSortKey } from '../keys.ts';
import { decodeEach } from '../left-out.ts';
import { type ListOrder, MergedRows, type ReadRows } from '../lists/merged-rows.ts';
import { keysOfList, underKey } from '../lists/spread-lists.ts';
import { queryPage, queryPages } from '../query.ts';
import { decodeRow } from './outbox-items.ts';

/** Of each bucket at a time. */
const ROWS_AT_A_TIME = 10;
/** Rows that no one is looked for in are passed over, but not without end: the next page goes on. */
const MOST_LOOKED_AT = 400;
/** Answers of DynamoDB, of a megabyte each. */
const MOST_ANSWERS_OF_AN_ACCOUNT = 4;

export interface ListedMail {
  row: OutboxRow;
  /** Since when it is as it is; of what waits, until when. */
  listedAt: string;
}

export interface MailPage {
  mails: ListedMail[];
  /** Where the next page goes on, as `after`. */
  next?: string | undefined;
  /** So far it was looked when nothing more was found. */
  lookedUntil?: string | undefined;
}

export interface MailSearch {
  lists: readonly string[];
  comesFirst: ListOrder;
  after: string | undefined;
  most: number;
  isSought: (row: OutboxRow) => boolean;
}

/** What leaves the system, for those who look at it: by where it stands, or of an account; never a whole list. */
export class MailPages {
  constructor(
    private readonly client: DynamoDBClient,
    private readonly table: string,
  ) {}

  /** Several lists as one, by when their rows were listed. */
  async listed({ lists, comesFirst, after, most, isSought }: MailSearch): Promise<MailPage> {
    const from = placeIn(after);
    const keys = lists.flatMap(keysOfList);
    const rows = new MergedRows(keys, this.readFrom(from?.at, comesFirst), ROWS_AT_A_TIME, [], comesFirst).all();
    const mails: ListedMail[] = [];
    let place: Place | undefined;
    let lookedAt = 0;
    for await (const item of rows) {
      const at = item.listedAt?.S as string;
      const next: Place = { at, passed: place?.at === at ? place.passed + 1 : 1 };
      const isShownBefore = at === from?.at && next.passed <= from.passed;
      if (!isShownBefore) {
        if (mails.length === most) return { mails, next: textOf(place) };
        if (lookedAt === MOST_LOOKED_AT) return { mails, next: textOf(place), lookedUntil: place?.at };
        lookedAt += 1;
        mails.push(
          ...decodeEach([item], decodeRow)
            .filter(isSought)
            .map((row) => ({ row, listedAt: at })),
        );
      }
      place = next;
    }
    return { mails };
  }

  /** Of an account, what was raised last in front. `isAll`: there are no more than were read. */
  async ofAccount(account: string, isSought: MailSearch['isSought']): Promise<{ mails: ListedMail[]; isAll: boolean }> {
    const query = {
      TableName: this.table,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
      ExpressionAttributeValues: { ':pk': { S: accountKey(account) }, ':prefix': { S: mailSortKey('') } },
    };
    const mails: ListedMail[] = [];
    let answers = 0;
    for await (const items of queryPages(this.client, query)) {
      if (answers === MOST_ANSWERS_OF_AN_ACCOUNT) return { mails: lastFirst(mails), isAll: false };
      answers += 1;
      for (const item of items) {
        const sought = decodeEach([item], decodeRow).filter(isSought);
        mails.push(...sought.map((row) => ({ row, listedAt: item.listedAt?.S ?? row.createdAt })));
      }
    }
    return { mails: lastFirst(mails), isAll: true };
  }

  /** Of one matter, what was raised last in front; of very many some. */
  async ofEpisode({ account, episode }: Pick<Task, 'account' | 'episode'>, most: number): Promise<ListedMail[]> {
    const { items } = await queryPage(this.client, {
      TableName: this.table,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
      ExpressionAttributeValues: { ':pk': { S: accountKey(account) }, ':prefix': { S: mailSortKey(`${episode}/`) } },
      Limit: most,
    });
    return lastFirst(
      items.flatMap((item) =>
        decodeEach([item], decodeRow).map((row) => ({ row, listedAt: item.listedAt?.S ?? row.createdAt })),
      ),
    );
  }

  private readFrom(at: string | undefined, comesFirst: ListOrder): ReadRows {
    const from = at !== undefined && {
      KeyConditionExpression: `#list = :list AND listedAt ${comesFirst === 'first' ? '>=' : '<='} :from`,
    };
    return (key, after, limit) => {
      const query = underKey(key);
      return queryPage(this.client, {
        TableName: this.table,
        ...query,
        ...(from && {
          ...from,
          ExpressionAttributeValues: { ...query.ExpressionAttributeValues, ':from': { S: at } },
        }),
        ScanIndexForward: comesFirst === 'first',
        Limit: limit,
        ExclusiveStartKey: after,
      });
    };
  }
}

/** A moment, and how many of it were passed: short enough for an address, and there is nothing in it to forge. */
interface Place {
  at: string;
  passed: number;
}

const PLACE = /^(?<at>\d{4}-\d{2}-\d{2}T[\d:.]+Z)~(?<passed>\d{1,6})$/;

const textOf = (place: Place | undefined) => (place === undefined ? undefined : `${place.at}~${place.passed}`);

function placeIn(text: string | undefined): Place | undefined {
  const { at, passed } = PLACE.exec(text ?? '')?.groups ?? {};
  return at === undefined ? undefined : { at, passed: Number(passed) };
}

const lastFirst = (mails: ListedMail[]) => mails.sort((one, other) => (momentOf(other) < momentOf(one) ? -1 : 1));
const momentOf = ({ row }: ListedMail) => row.sentAt ?? row.createdAt;
