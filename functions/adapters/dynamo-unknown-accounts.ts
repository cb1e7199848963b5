import { type DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import type { DynamoListings } from './dynamo-listings.ts';
import { accountKey, UNKNOWN_ACCOUNTS_LIST } from './keys.ts';
import { listKey } from './spread-lists.ts';

const KEPT_FOR_IN_SECONDS = 30 * 86_400;

/** Accounts that events came from though nobody had imported them. */
export class DynamoUnknownAccounts {
  constructor(
    private readonly client: DynamoDBClient,
    private readonly table: string,
    private readonly listings: DynamoListings,
  ) {}

  /** Remembers it for a month from now. */
  async note(accountId: string, nowInMs: number): Promise<void> {
    const key = { pk: { S: accountKey(accountId) }, sk: { S: '1#unknown' } };
    await this.client.send(
      new PutItemCommand({
        TableName: this.table,
        Item: {
          ...key,
          list: { S: listKey(UNKNOWN_ACCOUNTS_LIST, key) },
          listedAt: { S: accountId },
          expiresAt: { N: String(Math.floor(nowInMs / 1000) + KEPT_FOR_IN_SECONDS) },
        },
      }),
    );
  }

  /** Those that were noted, also those imported since; where they are more than so many, one more than that. */
  async noted(most: number): Promise<string[]> {
    const ids: string[] = [];
    for await (const item of this.listings.all(UNKNOWN_ACCOUNTS_LIST)) {
      ids.push(item.listedAt?.S as string);
      if (ids.length > most) break;
    }
    return ids;
  }
}
