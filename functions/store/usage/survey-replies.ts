import type { Day } from '../../../domain/time/day.ts';
import type { DatedReply } from '../../../domain/usage/columns/survey-days.ts';
import type { Reply } from '../../../domain/usage/tally/usage-tally.ts';
import type { DynamoDBClient } from '../client.ts';
import { textOf } from '../item.ts';
import { accountKey, dayOfUsage, usageKey } from '../keys.ts';
import { queryAll } from '../query.ts';
import { usageRecord } from './usage-codec.ts';

/** What people answered in surveys, out of the usage days that have any. */
export class DynamoSurveyReplies {
  constructor(
    private readonly client: DynamoDBClient,
    private readonly table: string,
  ) {}

  /** Of the days from `from` to `to`, both included; the oldest first. */
  async read(account: string, from: Day, to: Day): Promise<DatedReply[]> {
    const days = await queryAll(this.client, {
      TableName: this.table,
      KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
      FilterExpression: 'attribute_exists(r)',
      ExpressionAttributeValues: {
        ':pk': { S: accountKey(account) },
        ':from': { S: usageKey(from) },
        ':to': { S: usageKey(to) },
      },
    });
    return days.flatMap((item) => {
      const row = usageRecord.upToDate(item);
      const day = dayOfUsage(textOf(row, 'sk'));
      return (JSON.parse(textOf(row, 'r')) as Reply[]).map((reply) => ({ day, reply }));
    });
  }
}
