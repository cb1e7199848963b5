import type { Day } from '../../../domain/time/day.ts';
import type { AccountNumbers } from '../../../domain/usage/tally/name-numbers.ts';
import { encodeNumberedTally } from '../../../domain/usage/tally/numbered-tally.ts';
import { encodeTally, mergeTallies, type UsageDay, type UsageTally } from '../../../domain/usage/tally/usage-tally.ts';
import { type DynamoDBClient, PutItemCommand } from '../client.ts';
import { type Item, textOf } from '../item.ts';
import { accountKey, hourName, hoursKey, USAGE_SORT_PREFIX, usageKey } from '../keys.ts';
import { queryAll } from '../query.ts';
import { NewerRecordError } from '../record.ts';
import { unlessMoved } from '../rows-moved.ts';
import { writeTogether } from '../transact.ts';
import { markIfLate, overtaking } from './overtaken-usage.ts';
import { ifTallyIs } from './usage.ts';
import { decodeUsageDays, encodeTallyRows } from './usage-codec.ts';

/** The rows of one tally as they are stored: the head and the parts that belong to it. */
export type StoredTally = Item[];

/** The rows of usage themselves, to be compared with what the raw events say and replaced where they differ. */
export class DynamoUsageRows {
  constructor(
    private readonly client: DynamoDBClient,
    private readonly table: string,
  ) {}

  /** Hour name → rows. */
  async hours(account: string, day: Day): Promise<Map<string, StoredTally>> {
    return talliesOf(await this.query('pk = :pk', { ':pk': { S: hoursKey(account, day) } }), '');
  }

  /** Day → rows, of the days from `from` to `to`, both included. */
  async days(account: string, from: Day, to: Day): Promise<Map<Day, StoredTally>> {
    const values = {
      ':pk': { S: accountKey(account) },
      ':from': { S: usageKey(from) },
      // Rows that a large day is split into sort after its own key.
      ':to': { S: `${usageKey(to)}$` },
    };
    return talliesOf(await this.query('pk = :pk AND sk BETWEEN :from AND :to', values), USAGE_SORT_PREFIX);
  }

  hourRows(account: string, day: Day, hour: number, tally: UsageTally, expiresAt: number): Item[] {
    const rows = encodeTallyRows(hoursKey(account, day), hourName(hour), encodeTally(tally));
    return rows.map((row) => ({ ...row, expiresAt: { N: String(expiresAt) } }));
  }

  dayRows(account: string, day: UsageDay, numbers: AccountNumbers, today: Day): Item[] {
    const rows = encodeTallyRows(accountKey(account), usageKey(day.day), encodeNumberedTally(day, numbers));
    markIfLate(rows[0], today);
    return rows;
  }

  /** @throws RowsMovedError when what is stored is no longer what was read */
  async replace(stored: StoredTally | undefined, rows: Item[]): Promise<void> {
    const [latest, ...parts] = rows as [Item, ...Item[]];
    const { head, overtaken } = overtaking(latest, stored?.[0]);
    const put = { TableName: this.table, Item: head, ...ifTallyIs(stored?.[0]) };
    const others = overtaken === undefined ? parts : [...parts, overtaken];
    await unlessMoved(async () => {
      if (others.length === 0) await this.client.send(new PutItemCommand(put));
      else {
        const together = [put, ...others.map((row) => ({ TableName: this.table, Item: row }))].map((one) => ({
          Put: one,
        }));
        await writeTogether(this.client, together);
      }
    });
  }

  /** Day → rows, of every day that the account has. */
  async allDays(account: string): Promise<Map<Day, StoredTally>> {
    const values = { ':pk': { S: accountKey(account) }, ':prefix': { S: USAGE_SORT_PREFIX } };
    return talliesOf(await this.query('pk = :pk AND begins_with(sk, :prefix)', values), USAGE_SORT_PREFIX);
  }

  private query(KeyConditionExpression: string, ExpressionAttributeValues: Item): Promise<Item[]> {
    return queryAll(this.client, {
      TableName: this.table,
      KeyConditionExpression,
      ExpressionAttributeValues,
      ConsistentRead: true,
    });
  }
}

/** Of rows in the order of their keys; parts beyond the head's number are left over from a larger write. */
function talliesOf(items: Item[], prefix: string): Map<string, StoredTally> {
  const tallies = new Map<string, StoredTally>();
  let open: StoredTally | undefined;
  for (const item of items) {
    if (item.e !== undefined) {
      open = [item];
      tallies.set(textOf(item, 'sk').slice(prefix.length), open);
    } else if (open !== undefined && open.length <= Number(open[0]?.parts?.N ?? 0)) {
      open.push(item);
    }
  }
  return tallies;
}

/** A day as it was built; `null` when its rows can't be read, or not by these numbers. */
export function readDay(stored: StoredTally, numbers: AccountNumbers): UsageDay | null {
  try {
    const [day] = decodeUsageDays(stored, numbers);
    return day === undefined ? null : { day: day.day, ...mergeTallies([day]) };
  } catch (error) {
    // The release that wrote it knows more than this one could make of the raw events.
    if (error instanceof NewerRecordError) throw error;
    // Broken by hand in whatever way, torn, or written by other numbers: for who makes it anew it is all the same.
    return null;
  }
}
