import { ConditionalCheckFailedException, type DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import type { Day } from '../../domain/day.ts';
import type { Task } from '../../domain/task.ts';
import { decodeTask, encodeTask, OPEN_TASKS_LIST, taskSortKey } from './account-items.ts';
import type { DynamoListings } from './dynamo-listings.ts';

export class DynamoTasks {
  constructor(
    private readonly client: DynamoDBClient,
    private readonly table: string,
    private readonly listings: DynamoListings,
  ) {}

  /** The task as done; undefined when no open task has the id. */
  async closeTask(id: string, outcome: string | null, day: Day): Promise<Task | undefined> {
    const item = await this.listings.find(OPEN_TASKS_LIST, taskSortKey(id));
    if (item === undefined) return undefined;
    const task: Task = { ...decodeTask(item), status: 'done', outcome, closedOn: day };
    try {
      await this.client.send(
        new PutItemCommand({
          TableName: this.table,
          Item: encodeTask(task),
          ConditionExpression: '#status = :open',
          ExpressionAttributeNames: { '#status': 'status' },
          ExpressionAttributeValues: { ':open': { S: 'open' } },
        }),
      );
      return task;
    } catch (error) {
      // The list lags behind the table: the task was closed in between.
      if (error instanceof ConditionalCheckFailedException) return undefined;
      throw error;
    }
  }
}
