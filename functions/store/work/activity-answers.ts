import type { ActivityAnswer } from '../../../domain/answers/activity-answer.ts';
import type { Day } from '../../../domain/time/day.ts';
import type { DynamoDBClient } from '../client.ts';
import { ACTIVITY_ANSWERS_LIST, LISTED_INDEX } from '../keys.ts';
import { decodeEach } from '../left-out.ts';
import { queryAll } from '../query.ts';
import { activityAnswerRecord } from './customer-word-records.ts';

/** What customers said of what we did for them. */
export class ActivityAnswersReader {
  constructor(
    private readonly client: DynamoDBClient,
    private readonly table: string,
  ) {}

  /** From a day on, the earliest first. */
  async since(day: Day): Promise<ActivityAnswer[]> {
    const items = await queryAll(this.client, {
      TableName: this.table,
      IndexName: LISTED_INDEX,
      KeyConditionExpression: '#list = :list AND listedAt >= :day',
      ExpressionAttributeNames: { '#list': 'list' },
      ExpressionAttributeValues: { ':list': { S: ACTIVITY_ANSWERS_LIST }, ':day': { S: day } },
    });
    return decodeEach(items, (item) => activityAnswerRecord.decode(item));
  }
}
