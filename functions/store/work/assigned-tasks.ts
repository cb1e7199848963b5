import type { Task } from '../../../domain/tasks/task.ts';
import { decodeTask } from '../accounts/account-items.ts';
import type { DynamoDBClient } from '../client.ts';
import type { Item } from '../item.ts';
import { ASSIGNED_INDEX } from '../keys.ts';
import { decodeEach } from '../left-out.ts';
import { queryPage } from '../query.ts';

export interface TaskPage {
  tasks: Task[];
  /** There are more. */
  next?: Item | undefined;
}

/** The open tasks of each person, the one that is due first in front. */
export class DynamoAssignedTasks {
  constructor(
    private readonly client: DynamoDBClient,
    private readonly table: string,
  ) {}

  /** One page; a hand-over of a moment ago may not be in it yet. */
  async of(person: string, limit: number, after?: Item): Promise<TaskPage> {
    const { items, next } = await queryPage(this.client, {
      TableName: this.table,
      IndexName: ASSIGNED_INDEX,
      KeyConditionExpression: 'assignee = :person',
      ExpressionAttributeValues: { ':person': { S: person } },
      Limit: limit,
      ExclusiveStartKey: after,
    });
    return { tasks: decodeEach(items, decodeTask), next };
  }
}
