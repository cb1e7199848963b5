import type { AttributeValue, TransactWriteItem } from '@aws-sdk/client-dynamodb';
import type { Day } from '../../../domain/time/day.ts';
import { batchGet } from '../batches.ts';
import type { DynamoDBClient } from '../client.ts';
import type { Item } from '../item.ts';
import {
  accountIdOf,
  accountKey,
  accountRowKey,
  LIFETIME_SORT_KEY,
  lifetimeRowOf,
  monthValuesRowKey,
  overtakenUsageSortKey,
  USAGE_SORT_PREFIX,
  unknownAccountRowKey,
  usageKey,
} from '../keys.ts';
import { queryAll, queryPage } from '../query.ts';
import { hasLostToOthers, lossIn, writeTogether } from '../transact.ts';
import { decodeLifetime } from './usage-codec.ts';

/** A transaction holds 100 writes, of which one or two look at the account itself. */
const DAYS_A_TRANSACTION = 97;
/** And 4 MB; a row of a lifetime is about 64 KB. */
const LIFETIMES_A_TRANSACTION = 30;

/** `known`: it was imported since, what is left of its usage stays. `seen`: something came since. */
export type Forgetting = 'forgotten' | 'known' | 'seen';

/** The usage of accounts that nobody imported. */
export class DynamoUnknownUsage {
  constructor(
    private readonly client: DynamoDBClient,
    private readonly table: string,
  ) {}

  /**
   * Forgets the usage of an account last seen then, and at last its note. Each step holds only while nobody has imported
   * the account and nothing of it has come; one that ends half-way goes on the next time. Days go from the oldest on and
   * the lifetime last, since days refer to it: what is left at any moment can be read.
   *
   * @param lastDay on which it was seen
   */
  async forget(account: string, seenAt: number, lastDay: Day): Promise<Forgetting> {
    const lifetimes = await this.lifetimesOf(account);
    const hasLaterDay = async () => (await this.latestDayOf(account)) > lastDay;
    if (latestMonthOf(lifetimes) > lastDay.slice(0, 7) || (await hasLaterDay())) return 'seen';
    const unchanged: TransactWriteItem = {
      ConditionCheck: { TableName: this.table, Key: unknownAccountRowKey(account), ...ifSeenAt(seenAt) },
    };
    try {
      // Rows that a large day is split into sort after its own key.
      const stretches = [
        { from: overtakenUsageSortKey('', ''), to: overtakenUsageSortKey(lastDay, '~') },
        { from: usageKey(''), to: `${usageKey(lastDay)}$` },
      ];
      for (const stretch of stretches) {
        const left = () => this.oldestDays(account, stretch);
        for (let days = await left(); days.length > 0; days = await left()) {
          await this.transact(account, [unchanged, ...days.map((key) => this.deletion(key))]);
        }
      }
      // One that came late, of a time that the lifetime knew already.
      if (await hasLaterDay()) return 'seen';
      const last = lifetimes
        .sort((a, b) => lifetimeRowOf(`${b.sk?.S}`) - lifetimeRowOf(`${a.sk?.S}`))
        .map((row) => this.deletion(row, ifRevisionOf(row)));
      last.unshift(this.deletion(monthValuesRowKey(account)));
      while (last.length > LIFETIMES_A_TRANSACTION) {
        await this.transact(account, [unchanged, ...last.splice(0, LIFETIMES_A_TRANSACTION)]);
      }
      await this.transact(account, [this.deletion(unknownAccountRowKey(account), ifSeenAt(seenAt)), ...last]);
      return 'forgotten';
    } catch (error) {
      return lossOf(error);
    }
  }

  /** Those of the accounts that were imported. */
  async knownOf(accounts: string[]): Promise<Set<string>> {
    const rows = await batchGet(this.client, this.table, accounts.map(accountRowKey));
    return new Set(rows.map(({ pk }) => accountIdOf(`${pk?.S}`)));
  }

  /** Of an account that was imported. */
  async removeNote(account: string): Promise<void> {
    const isKnown: TransactWriteItem = {
      ConditionCheck: {
        TableName: this.table,
        Key: accountRowKey(account),
        ConditionExpression: 'attribute_exists(pk)',
      },
    };
    try {
      await writeTogether(this.client, [isKnown, this.deletion(unknownAccountRowKey(account))]);
    } catch (error) {
      // Then the next night sees to it.
      lossOf(error);
    }
  }

  private async transact(account: string, items: TransactWriteItem[]): Promise<void> {
    const isUnknown: TransactWriteItem = {
      ConditionCheck: {
        TableName: this.table,
        Key: accountRowKey(account),
        ConditionExpression: 'attribute_not_exists(pk)',
      },
    };
    await writeTogether(this.client, [isUnknown, ...items]);
  }

  private deletion({ pk, sk }: Item, condition: Condition = {}): TransactWriteItem {
    return { Delete: { TableName: this.table, Key: { pk, sk } as Item, ...condition } };
  }

  /** A page at a time, which is far below what a transaction holds. */
  private async oldestDays(account: string, { from, to }: { from: string; to: string }): Promise<Item[]> {
    const { items } = await queryPage(this.client, {
      TableName: this.table,
      KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
      ExpressionAttributeValues: {
        ':pk': { S: accountKey(account) },
        ':from': { S: from },
        ':to': { S: to },
      },
      ConsistentRead: true,
      Limit: DAYS_A_TRANSACTION,
    });
    return items;
  }

  private async latestDayOf(account: string): Promise<Day> {
    const { items } = await queryPage(this.client, {
      ...this.under(account, USAGE_SORT_PREFIX),
      Limit: 1,
      ScanIndexForward: false,
    });
    const [day] = items.map(({ sk }) => `${sk?.S}`.slice(USAGE_SORT_PREFIX.length, usageKey('2026-01-01').length));
    return day ?? '';
  }

  private lifetimesOf(account: string): Promise<Item[]> {
    return queryAll(this.client, this.under(account, LIFETIME_SORT_KEY));
  }

  private under(account: string, prefix: string) {
    return {
      TableName: this.table,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
      ExpressionAttributeValues: { ':pk': { S: accountKey(account) }, ':prefix': { S: prefix } },
      ConsistentRead: true,
    };
  }
}

interface Condition {
  ConditionExpression?: string;
  ExpressionAttributeValues?: Item;
}

const ifSeenAt = (seenAt: number) => ({
  ConditionExpression: 'seenAt = :seen',
  ExpressionAttributeValues: { ':seen': { N: String(seenAt) } },
});

/** Roll-up writes the lifetime before anything new of the account, so its revision says whether there was any. */
const ifRevisionOf = ({ rev }: Item) => ({
  ConditionExpression: 'rev = :rev',
  ExpressionAttributeValues: { ':rev': rev as AttributeValue },
});

function latestMonthOf(lifetimes: Item[]): string {
  const { events, users } = decodeLifetime(lifetimes);
  return [...events.values(), ...users.values()].reduce(
    (latest, { lastMonth }) => (lastMonth > latest ? lastMonth : latest),
    '',
  );
}

/** The first of each transaction looks whether the account is known. */
function lossOf(error: unknown): Forgetting {
  if (hasLostToOthers(error)) return 'seen';
  const loss = lossIn(error);
  if (loss === null) throw error;
  return loss.refused.has(0) ? 'known' : 'seen';
}
