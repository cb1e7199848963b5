import { type DynamoDBClient, UpdateItemCommand } from '../client.ts';
import type { Item } from '../item.ts';
import { accountIdOf, FAILING_ACCOUNTS_LIST, FAILING_SORT_KEY, failingRowKey } from '../keys.ts';
import { listKey } from '../lists/spread-lists.ts';

/** An account that could not be scored, and is left out until a try succeeds. */
export interface FailingAccount {
  account: string;
  /** A stable code, and what the error said. */
  why: string;
  detail: string;
  /** ISO; of the first failure and of the last. */
  since: string;
  lastAt: string;
  times: number;
}

const MOST_CHARACTERS = 500;
const MILLISECONDS = 1_000;

/** Accounts that are set aside. The mark lies among what every evaluation reads, so looking for it costs nothing. */
export class DynamoFailingAccounts {
  constructor(
    private readonly client: DynamoDBClient,
    private readonly table: string,
  ) {}

  async note(account: string, error: unknown, now: Date): Promise<void> {
    const { why, detail } = failureOf(error);
    await this.client.send(
      new UpdateItemCommand({
        ...this.row(account),
        UpdateExpression:
          'SET #list = :list, listedAt = :account, why = :why, detail = :detail, lastAt = :now, #since = if_not_exists(#since, :now) ADD times :one REMOVE expiresAt',
        ExpressionAttributeNames: { '#list': 'list', '#since': 'since' },
        ExpressionAttributeValues: {
          ':list': { S: listKey(FAILING_ACCOUNTS_LIST, this.row(account).Key) },
          ':account': { S: account },
          ':why': { S: why },
          ':detail': { S: detail },
          ':now': { S: now.toISOString() },
          ':one': { N: '1' },
        },
      }),
    );
  }

  /** It was scored. Scoring has no permission to delete, so the mark leaves the list and expires. */
  async clear(account: string, now: Date): Promise<void> {
    await this.client.send(
      new UpdateItemCommand({
        ...this.row(account),
        UpdateExpression: 'SET expiresAt = :now REMOVE #list, listedAt, why, detail, #since, lastAt, times',
        ExpressionAttributeNames: { '#list': 'list', '#since': 'since' },
        ExpressionAttributeValues: { ':now': { N: String(Math.floor(now.getTime() / MILLISECONDS)) } },
      }),
    );
  }

  private row(account: string) {
    return { TableName: this.table, Key: failingRowKey(account) };
  }
}

export const isFailingMark = ({ sk, list }: Item) => sk?.S === FAILING_SORT_KEY && list !== undefined;

export function decodeFailing(item: Item): FailingAccount {
  return {
    account: accountIdOf(item.pk?.S as string),
    why: item.why?.S as string,
    detail: item.detail?.S as string,
    since: item.since?.S as string,
    lastAt: item.lastAt?.S as string,
    times: Number(item.times?.N),
  };
}

/** Messages of our own and of the SDK name rules and operations, never what was told of a customer. */
export function failureOf(error: unknown): { why: string; detail: string } {
  if (!(error instanceof Error)) return { why: 'unknown', detail: '' };
  const why = 'code' in error && typeof error.code === 'string' ? error.code : error.name;
  return { why, detail: error.message.slice(0, MOST_CHARACTERS) };
}
