import { type DynamoDBClient, PutItemCommand } from '../client.ts';
import { updateIf } from '../conditional-write.ts';
import { accountIdOf, UNKNOWN_ACCOUNTS_LIST, unknownAccountRowKey } from '../keys.ts';
import type { DynamoListings } from '../lists/listings.ts';
import { listKey } from '../lists/spread-lists.ts';

/** Earlier releases noted no day, and let the note go so long after it. */
const OLD_NOTES_WERE_KEPT_IN_SECONDS = 30 * 86_400;

export interface UnknownAccount {
  id: string;
  /** When its usage changed last, in seconds; `null` where nobody knows. */
  seenAt: number | null;
  /** As an earlier release noted it: it would go by itself, and its usage would stay. */
  isOld: boolean;
}

/** Accounts that events came from though nobody had imported them. */
export class DynamoUnknownAccounts {
  constructor(
    private readonly client: DynamoDBClient,
    private readonly table: string,
    private readonly listings: Pick<DynamoListings, 'all'>,
  ) {}

  /** Remembers it until its usage is forgotten, or it is imported. */
  async note(accountId: string, nowInMs: number): Promise<void> {
    const key = unknownAccountRowKey(accountId);
    await this.client.send(
      new PutItemCommand({
        TableName: this.table,
        Item: {
          ...key,
          list: { S: listKey(UNKNOWN_ACCOUNTS_LIST, key) },
          listedAt: { S: accountId },
          seenAt: { N: String(Math.floor(nowInMs / 1000)) },
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

  async *all(): AsyncGenerator<UnknownAccount> {
    for await (const { pk, seenAt, expiresAt } of this.listings.all(UNKNOWN_ACCOUNTS_LIST)) {
      const id = accountIdOf(pk?.S as string);
      if (seenAt?.N !== undefined) yield { id, seenAt: Number(seenAt.N), isOld: false };
      else {
        const noted = expiresAt?.N === undefined ? null : Number(expiresAt.N) - OLD_NOTES_WERE_KEPT_IN_SECONDS;
        yield { id, seenAt: noted, isOld: true };
      }
    }
  }

  /** Makes a note of an earlier release one that stays, unless it was noted anew since. */
  async keepOld({ id, seenAt }: UnknownAccount, nowInMs: number): Promise<void> {
    const seen = seenAt ?? Math.floor(nowInMs / 1000);
    await updateIf(this.client, {
      TableName: this.table,
      Key: unknownAccountRowKey(id),
      UpdateExpression: 'SET seenAt = :seen REMOVE expiresAt',
      ConditionExpression: 'attribute_exists(pk) AND attribute_not_exists(seenAt)',
      ExpressionAttributeValues: { ':seen': { N: String(seen) } },
    });
  }
}
