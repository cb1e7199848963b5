import { digestIdBeginning } from '../../../domain/digest/digest-time.ts';
import { NO_ACCOUNT } from '../../../domain/outbox/outbox.ts';
import type { DynamoDBClient } from '../client.ts';
import type { Item } from '../item.ts';
import { accountKey, mailSortKey } from '../keys.ts';
import { queryFirst } from '../query.ts';
import { decodeMail } from './outbox-items.ts';

const DAY_OR_HOUR = /^\d{4}-\d{2}-\d{2}(T\d{2})?$/;

/** The digests that went to each of the team. */
export class DynamoDigests {
  constructor(
    private readonly client: DynamoDBClient,
    private readonly table: string,
  ) {}

  /** When the person's last one was made; `null` when there was none. */
  async lastAt(member: string): Promise<string | null> {
    const beginning = digestIdBeginning(member);
    const query = {
      TableName: this.table,
      KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
      ExpressionAttributeValues: {
        ':pk': { S: accountKey(NO_ACCOUNT) },
        ':from': { S: mailSortKey(`${beginning}0`) },
        ':to': { S: mailSortKey(`${beginning}9999`) },
      },
      ScanIndexForward: false,
      Limit: 1,
    };
    // Somebody else's id may begin like this one.
    const isTheirs = (item: Item) => DAY_OR_HOUR.test(decodeMail(item).id.slice(beginning.length));
    const last = await queryFirst(this.client, query, isTheirs);
    return last === undefined ? null : decodeMail(last).createdAt;
  }
}
