import pMap from 'p-map';
import { assigned, decodeTask } from '../accounts/account-items.ts';
import type { DynamoDBClient } from '../client.ts';
import { updateIf } from '../conditional-write.ts';
import { type Item, textOf } from '../item.ts';
import {
  APPROVAL_MAILS_LIST,
  HELD_MAILS_LIST,
  HELD_POSTS_LIST,
  OPEN_MAILS_LIST,
  OPEN_POSTS_LIST,
  OPEN_TASKS_LIST,
  TASK_SORT_PREFIX,
  WAITING_MAILS_LIST,
} from '../keys.ts';
import { decodeEach } from '../left-out.ts';
import type { DynamoListings } from '../lists/listings.ts';
import { assignedTo, decodeRow } from '../outbox/outbox-items.ts';

const ROWS_IN_FLIGHT = 8;

const LISTS = [
  OPEN_TASKS_LIST,
  APPROVAL_MAILS_LIST,
  OPEN_MAILS_LIST,
  WAITING_MAILS_LIST,
  HELD_MAILS_LIST,
  OPEN_POSTS_LIST,
  HELD_POSTS_LIST,
];

/** Open tasks, and what is in the outbox, that an earlier release wrote: the index `assigned` does not have them. */
export class UnindexedWork {
  constructor(
    private readonly client: DynamoDBClient,
    private readonly table: string,
    private readonly listings: Pick<DynamoListings, 'listed'>,
  ) {}

  /** Puts those of one page into the index and says where to go on; what is changed meanwhile is in it by that. */
  async index(from?: string): Promise<{ indexed: number; next?: string | undefined }> {
    const page = await this.listings.listed(LISTS, from);
    const rows = page.items.filter(({ dueBy }) => dueBy === undefined);
    const done = await pMap(rows, (row) => this.indexRow(row), { concurrency: ROWS_IN_FLIGHT });
    return { indexed: done.filter(Boolean).length, next: page.next };
  }

  private async indexRow(row: Item): Promise<boolean> {
    const [place] = decodeEach([row], placeOf);
    if (place === undefined) return false;
    const attributes = Object.entries(place);
    return updateIf(this.client, {
      TableName: this.table,
      Key: { pk: row.pk, sk: row.sk } as Item,
      UpdateExpression: `SET ${attributes.map(([name]) => `${name} = :${name}`).join(', ')}`,
      ConditionExpression: 'f = :f AND #list = :list AND attribute_not_exists(dueBy)',
      ExpressionAttributeNames: { '#list': 'list' },
      ExpressionAttributeValues: {
        ...Object.fromEntries(attributes.map(([name, value]) => [`:${name}`, value])),
        ':f': row.f,
        ':list': row.list,
      } as Item,
    });
  }
}

function placeOf(row: Item): Item {
  if (textOf(row, 'sk').startsWith(TASK_SORT_PREFIX)) return assigned(decodeTask(row));
  const decoded = decodeRow(row);
  return assignedTo(decoded, decoded.status, textOf(row, 'listedAt'));
}
