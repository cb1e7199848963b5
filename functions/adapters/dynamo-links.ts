import { ConditionalCheckFailedException, type DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { inParallel } from '../runtime/in-parallel.ts';
import type { Item } from './account-items.ts';
import { textOf } from './attributes.ts';
import { batchGet } from './dynamo-batches.ts';
import { anonymousKey, LINK_SORT_KEY, userKey } from './keys.ts';

const WRITES_IN_FLIGHT = 32;

/** Whose event an event is: which account a user belongs to, and which user an anonymous id turned out to be. */
export class DynamoLinks {
  constructor(
    private readonly client: DynamoDBClient,
    private readonly table: string,
    private readonly now: () => number,
  ) {}

  /** By user; without those that have no account yet. */
  async accountsOf(users: string[]): Promise<Map<string, string>> {
    return this.targetsOf(users, userKey, 'account');
  }

  /** By anonymous id; without those that nobody has named the user of. */
  async usersBehind(anonymousIds: string[]): Promise<Map<string, string>> {
    return this.targetsOf(anonymousIds, anonymousKey, 'user');
  }

  /** The first link of a user stands: an event that is sent again must find the same account. */
  async linkUsers(links: { user: string; account: string }[]): Promise<void> {
    const known = await this.accountsOf(links.map(({ user }) => user));
    const missing = links.filter(({ user }) => !known.has(user));
    await this.putFirst(missing.map(({ user, account }) => ({ pk: { S: userKey(user) }, account: { S: account } })));
  }

  /** The first link of an anonymous id stands. */
  async linkAnonymous(links: { anonymousId: string; user: string }[]): Promise<void> {
    const known = await this.usersBehind(links.map(({ anonymousId }) => anonymousId));
    const missing = links.filter(({ anonymousId }) => !known.has(anonymousId));
    await this.putFirst(
      missing.map(({ anonymousId, user }) => ({ pk: { S: anonymousKey(anonymousId) }, user: { S: user } })),
    );
  }

  private async targetsOf(ids: string[], keyOf: (id: string) => string, target: string): Promise<Map<string, string>> {
    const idsByKey = new Map(ids.map((id) => [keyOf(id), id]));
    const keys = [...idsByKey.keys()].map((pk) => ({ pk: { S: pk }, sk: { S: LINK_SORT_KEY } }));
    const items = await batchGet(this.client, this.table, keys);
    return new Map(items.map((item) => [idsByKey.get(textOf(item, 'pk')) as string, textOf(item, target)]));
  }

  private async putFirst(links: Item[]): Promise<void> {
    const since = { S: new Date(this.now()).toISOString() };
    const first = new Map(links.toReversed().map((link) => [link.pk?.S, link]));
    await inParallel([...first.values()], WRITES_IN_FLIGHT, async (link) => {
      const Item = { ...link, sk: { S: LINK_SORT_KEY }, since };
      try {
        await this.client.send(
          new PutItemCommand({ TableName: this.table, Item, ConditionExpression: 'attribute_not_exists(pk)' }),
        );
      } catch (error) {
        // Somebody else was first.
        if (!(error instanceof ConditionalCheckFailedException)) throw error;
      }
    });
  }
}
