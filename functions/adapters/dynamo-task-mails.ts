import { ConditionalCheckFailedException, type DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { addDays, type Day } from '../../domain/day.ts';
import { batchGet } from './dynamo-batches.ts';

/** Longer than a mail may be tried, and than a digest looks back. */
const KEPT_IN_DAYS = 7;

/** What went to whom about tasks on a day: one row a person and day. */
export class DynamoTaskMails {
  constructor(
    private readonly client: DynamoDBClient,
    private readonly table: string,
  ) {}

  /**
   * Counts the mail among those that go to the address for the evaluated day; false when there were `most` already. A
   * mail that was counted before and is tried again is still one.
   */
  admit(address: string, { day, today }: { day: Day; today: Day }, mail: string, most: number): Promise<boolean> {
    return this.update(address, day, {
      UpdateExpression: 'ADD mails :mails SET expiresAt = :expiry',
      ConditionExpression: 'attribute_not_exists(mails) OR size(mails) < :most OR contains(mails, :mail)',
      ExpressionAttributeValues: {
        ':mails': { SS: [mail] },
        ':mail': { S: mail },
        ':most': { N: String(most) },
        // A day that is replayed lies in the past, and its count still has to stand while its mails are tried.
        ':expiry': { N: expiryOf(today) },
      },
    });
  }

  /** Remembers that something which was raised then is left to the digest. */
  async leave(address: string, day: Day, raisedAt: string): Promise<void> {
    await this.update(address, day, {
      UpdateExpression: 'SET leftFrom = :raisedAt, expiresAt = :expiry',
      ConditionExpression: 'attribute_not_exists(leftFrom) OR leftFrom < :raisedAt',
      ExpressionAttributeValues: { ':raisedAt': { S: raisedAt }, ':expiry': { N: expiryOf(day) } },
    });
  }

  /** By address in small letters: when the latest of what was left to the digest today or the day before was raised. */
  async left(addresses: string[], today: Day): Promise<Map<string, string>> {
    const keys = addresses.flatMap((address) => [addDays(today, -1), today].map((day) => keyOf(address, day)));
    const left = new Map<string, string>();
    for (const { pk, leftFrom } of await batchGet(this.client, this.table, keys)) {
      const address = pk?.S?.slice(KEY_PREFIX.length) as string;
      if (leftFrom?.S !== undefined && leftFrom.S > (left.get(address) ?? '')) left.set(address, leftFrom.S);
    }
    return left;
  }

  private async update(
    address: string,
    day: Day,
    change: Omit<ConstructorParameters<typeof UpdateItemCommand>[0], 'TableName' | 'Key'>,
  ): Promise<boolean> {
    try {
      await this.client.send(new UpdateItemCommand({ TableName: this.table, Key: keyOf(address, day), ...change }));
      return true;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false;
      throw error;
    }
  }
}

const KEY_PREFIX = 'task-mails#';
const keyOf = (address: string, day: Day) => ({ pk: { S: KEY_PREFIX + address.toLowerCase() }, sk: { S: day } });
const expiryOf = (day: Day) => String(Date.parse(addDays(day, KEPT_IN_DAYS)) / 1000);
