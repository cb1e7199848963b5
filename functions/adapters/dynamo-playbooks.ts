import {
  type DynamoDBClient,
  GetItemCommand,
  TransactionCanceledException,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import type { Playbook } from '../../domain/playbook/playbook.ts';

const PLAYBOOK_KEY = 'playbook';
const CURRENT_SORT_KEY = 'current';

export interface StoredPlaybook {
  /** `v1`, `v2`, … */
  version: string;
  pushedAt: string;
  playbook: Playbook;
}

/** Every playbook that ever ran, by version, and which one runs now. */
export class DynamoPlaybooks {
  constructor(
    private readonly client: DynamoDBClient,
    private readonly table: string,
  ) {}

  async current(): Promise<StoredPlaybook | undefined> {
    const version = await this.currentVersion();
    return version === undefined ? undefined : this.version(version);
  }

  async version(version: string): Promise<StoredPlaybook | undefined> {
    const item = await this.read(version);
    if (item === undefined) return undefined;
    return { version, pushedAt: item.pushedAt?.S as string, playbook: JSON.parse(item.f?.S as string) };
  }

  /**
   * Makes the playbook the running one, as the version after `predecessor`. False when another one was pushed since:
   * two pushes can't make the same version, and neither goes over the other unseen.
   */
  async push(playbook: Playbook, predecessor: string | undefined, version: string, at: string): Promise<boolean> {
    const current = { pk: { S: PLAYBOOK_KEY }, sk: { S: CURRENT_SORT_KEY }, version: { S: version } };
    const item = {
      pk: { S: PLAYBOOK_KEY },
      sk: { S: version },
      pushedAt: { S: at },
      f: { S: JSON.stringify(playbook) },
    };
    const unmoved =
      predecessor === undefined
        ? { ConditionExpression: 'attribute_not_exists(pk)' }
        : {
            ConditionExpression: 'version = :predecessor',
            ExpressionAttributeValues: { ':predecessor': { S: predecessor } },
          };
    try {
      await this.client.send(
        new TransactWriteItemsCommand({
          TransactItems: [
            { Put: { TableName: this.table, Item: item, ConditionExpression: 'attribute_not_exists(pk)' } },
            { Put: { TableName: this.table, Item: current, ...unmoved } },
          ],
        }),
      );
      return true;
    } catch (error) {
      const lostTheRace =
        error instanceof TransactionCanceledException &&
        error.CancellationReasons?.some(
          ({ Code }) => Code === 'ConditionalCheckFailed' || Code === 'TransactionConflict',
        );
      if (lostTheRace) return false;
      throw error;
    }
  }

  private async currentVersion(): Promise<string | undefined> {
    return (await this.read(CURRENT_SORT_KEY))?.version?.S;
  }

  private async read(sortKey: string) {
    const Key = { pk: { S: PLAYBOOK_KEY }, sk: { S: sortKey } };
    const { Item } = await this.client.send(new GetItemCommand({ TableName: this.table, Key, ConsistentRead: true }));
    return Item;
  }
}
