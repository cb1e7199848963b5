import { type DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import type { DynamoListings } from './dynamo-listings.ts';
import { accountKey } from './keys.ts';

const UNKNOWN_ACCOUNTS_LIST = 'accounts#unknown';
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
    await this.client.send(
      new PutItemCommand({
        TableName: this.table,
        Item: {
          pk: { S: accountKey(accountId) },
          sk: { S: '1#unknown' },
          list: { S: UNKNOWN_ACCOUNTS_LIST },
          listedAt: { S: accountId },
          expiresAt: { N: String(Math.floor(nowInMs / 1000) + KEPT_FOR_IN_SECONDS) },
        },
      }),
    );
  }

  /** All that were noted, also those imported since. */
  async noted(): Promise<string[]> {
    const ids: string[] = [];
    let from: string | undefined;
    do {
      const page = await this.listings.listed([UNKNOWN_ACCOUNTS_LIST], from);
      ids.push(...page.items.map((item) => item.listedAt?.S as string));
      from = page.next;
    } while (from !== undefined);
    return ids;
  }
}
