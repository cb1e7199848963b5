import { type DynamoDBClient, QueryCommand } from '@aws-sdk/client-dynamodb';
import { digestIdBeginning } from '../../../domain/digest/digest-time.ts';
import { NO_ACCOUNT } from '../../../domain/outbox/outbox.ts';
import { accountKey, mailSortKey } from '../keys.ts';
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
    let ExclusiveStartKey: Awaited<ReturnType<typeof this.page>>['LastEvaluatedKey'];
    do {
      const page = await this.page({ ...query, ExclusiveStartKey });
      // Somebody else's id may begin like this one.
      const last = (page.Items ?? []).map(decodeMail).find(({ id }) => DAY_OR_HOUR.test(id.slice(beginning.length)));
      if (last) return last.createdAt;
      ExclusiveStartKey = page.LastEvaluatedKey;
    } while (ExclusiveStartKey);
    return null;
  }

  private page(query: ConstructorParameters<typeof QueryCommand>[0]) {
    return this.client.send(new QueryCommand(query));
  }
}
