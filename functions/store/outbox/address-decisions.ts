import { addDays } from '../../../domain/time/day.ts';
import { DeleteItemCommand, type DynamoDBClient } from '../client.ts';
import { updateIf } from '../conditional-write.ts';
import { pauseRowKey, suppressionRowKey } from '../keys.ts';

/** What only a person decides about addresses. */
export class DynamoAddressDecisions {
  constructor(
    private readonly client: DynamoDBClient,
    private readonly table: string,
  ) {}

  /** False when the address was not suppressed. */
  async unsuppress(address: string): Promise<boolean> {
    const { Attributes } = await this.client.send(
      new DeleteItemCommand({ TableName: this.table, Key: suppressionRowKey(address), ReturnValues: 'ALL_OLD' }),
    );
    return Attributes !== undefined;
  }

  /** From now on the sender is judged anew; false when they did not pause. */
  async resume(sender: string, at: string): Promise<boolean> {
    return updateIf(this.client, {
      TableName: this.table,
      Key: pauseRowKey(sender),
      // Not the day itself: what came back on it has been looked at.
      UpdateExpression: 'SET resumedOn = :day REMOVE #list, listedAt',
      ConditionExpression: 'attribute_exists(#list)',
      ExpressionAttributeNames: { '#list': 'list' },
      ExpressionAttributeValues: { ':day': { S: addDays(at.slice(0, 10), 1) } },
    });
  }
}
