import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { Day } from '../../../domain/time/day.ts';
import type { LocalHour } from '../../../domain/time/time-zone.ts';
import type { AccountNumbers } from '../../../domain/usage/tally/name-numbers.ts';
import { encodeNumberedTally } from '../../../domain/usage/tally/numbered-tally.ts';
import {
  decodeTally,
  encodeTally,
  mergeTallies,
  type UsageDay,
  type UsageTally,
} from '../../../domain/usage/tally/usage-tally.ts';
import { AwsError } from '../../aws/aws-error.ts';
import { untilNotOvertaken } from '../../runtime/try-again.ts';
import { ConditionalCheckFailedException, type DynamoDBClient, PutItemCommand } from '../client.ts';
import { type Item, numberOf } from '../item.ts';
import { accountKey, hourName, hoursKey, usageKey } from '../keys.ts';
import { queryAll } from '../query.ts';
import { lossIn, writeTogether } from '../transact.ts';
import { markIfLate, overtaking } from './overtaken-usage.ts';
import { encodeTallyRows, isTorn, tallyRows } from './usage-codec.ts';

/**
 * Of two writes of one tally the one that counted more events stands, whichever comes last. A day that is there and
 * changes late is looked at first.
 */
const UNLESS_AS_MANY_ARE_COUNTED = 'attribute_not_exists(n) OR (n < :n AND attribute_not_exists(late))';
const UNLESS_TO_BE_NOTED = 'attribute_not_exists(n) OR (n < :n AND late = :late)';
const MOST_ATTEMPTS = 10;
/** The attributes by which two heads of a tally are compared. */
const HEAD_ATTRIBUTES = ['n', 'e', 'u', 'c', 'v', 's', 'r', 'k', 'h', 'parts'];
const CONDITION_ATTRIBUTES = [...HEAD_ATTRIBUTES, 'late'];

/** The condition that a tally is still the one that was read; `undefined`: that there is none. */
export function ifTallyIs(head: Item | undefined) {
  if (head === undefined) return { ConditionExpression: 'attribute_not_exists(n)' };
  const terms = CONDITION_ATTRIBUTES.map((name) =>
    head[name] === undefined ? `attribute_not_exists(${name})` : `${name} = :${name}`,
  );
  const values = CONDITION_ATTRIBUTES.flatMap((name) =>
    head[name] === undefined ? [] : [[`:${name}`, head[name]] as const],
  );
  return { ConditionExpression: terms.join(' AND '), ExpressionAttributeValues: Object.fromEntries(values) };
}

const unlessAsManyAreCounted = ({ n, late }: Item) => ({
  ConditionExpression: late === undefined ? UNLESS_AS_MANY_ARE_COUNTED : UNLESS_TO_BE_NOTED,
  ExpressionAttributeValues: { ':n': n as AttributeValue, ...(late !== undefined && { ':late': late }) },
});

const isSameTally = (head: Item, other: Item) =>
  HEAD_ATTRIBUTES.every((name) => JSON.stringify(head[name]) === JSON.stringify(other[name]));

/** The hours and days of an account's usage. */
export class DynamoUsage {
  constructor(
    private readonly client: DynamoDBClient,
    private readonly table: string,
  ) {}

  /** @param lookAgain makes the tally anew, of what is stored by then */
  async putHour(
    account: string,
    at: LocalHour,
    tally: UsageTally,
    expiresAt: number,
    lookAgain = async () => tally,
  ): Promise<void> {
    const rowsOf = (one: UsageTally) => {
      const rows = encodeTallyRows(hoursKey(account, at.day), hourName(at.hour), encodeTally(one));
      for (const row of rows) row.expiresAt = { N: String(expiresAt) };
      return rows;
    };
    await this.putLatest(rowsOf(tally), async () => rowsOf(await lookAgain()));
  }

  /**
   * Says how many names and users had to be left out.
   *
   * @param today on which it is written: what changes a day late leaves a note of what stood before
   */
  async putDay(
    account: string,
    day: UsageDay,
    numbers: AccountNumbers,
    today: Day,
    lookAgain = async () => ({ day, numbers }),
  ): Promise<number> {
    let leftOut = 0;
    const rowsOf = (known: { day: UsageDay; numbers: AccountNumbers }) => {
      const encoded = encodeNumberedTally(known.day, known.numbers);
      leftOut = encoded.leftOut;
      const rows = encodeTallyRows(accountKey(account), usageKey(day.day), encoded);
      markIfLate(rows[0], today);
      return rows;
    };
    await this.putLatest(rowsOf({ day, numbers }), async () => rowsOf(await lookAgain()));
    return leftOut;
  }

  /** The sum of the day's hours as they stand now. */
  async sumHours(account: string, day: string): Promise<UsageDay> {
    const readAndSum = async () => {
      const rows = await this.hourRows(account, day);
      const hours = Array.from(tallyRows(rows), ({ encoded }) => decodeTally(encoded));
      return { day, ...mergeTallies(hours) };
    };
    return untilNotOvertaken(readAndSum, { most: MOST_ATTEMPTS, mayPass: isTorn });
  }

  private hourRows(account: string, day: string): Promise<Item[]> {
    return queryAll(this.client, {
      TableName: this.table,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': { S: hoursKey(account, day) } },
      ConsistentRead: true,
    });
  }

  /**
   * Writes a tally unless one stands that counted more. One that counted as many and tells otherwise was made before or
   * after an event was corrected, nobody knows which: so it is looked at again, and what is seen then replaces exactly
   * the tally that stood before that look.
   */
  private async putLatest(rows: [Item, ...Item[]], lookAgain: () => Promise<[Item, ...Item[]]>): Promise<void> {
    let latest = rows;
    let existing: Item | undefined;
    const putOrLook = async () => {
      try {
        return await this.put(latest, existing);
      } catch (error) {
        if (isInConflict(error) || !isOvertaken(error)) throw error;
        existing = existingOf(error) ?? (await this.headOf(latest[0]));
        if (existing === undefined) throw error;
        const [seen, stored] = [numberOf(latest[0], 'n'), numberOf(existing, 'n')];
        if (stored > seen || isSameTally(existing, latest[0])) return;
        if (stored === seen) latest = await lookAgain();
        if (!isSameTally(existing, latest[0])) throw error;
      }
    };
    const mayPass = (error: unknown) => isInConflict(error) || isOvertaken(error);
    await untilNotOvertaken(putOrLook, { most: MOST_ATTEMPTS, mayPass });
  }

  private async put([latest, ...parts]: [Item, ...Item[]], existing: Item | undefined): Promise<void> {
    const { head, overtaken } = overtaking(latest, existing);
    const put = {
      TableName: this.table,
      Item: head,
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const,
      ...(existing === undefined ? unlessAsManyAreCounted(head) : ifTallyIs(existing)),
    };
    const others = overtaken === undefined ? parts : [...parts, overtaken];
    if (others.length === 0) await this.client.send(new PutItemCommand(put));
    else
      await writeTogether(this.client, [
        { Put: put },
        ...others.map((Item) => ({ Put: { TableName: this.table, Item } })),
      ]);
  }

  private async headOf({ pk, sk }: Item): Promise<Item | undefined> {
    const [head] = await queryAll(this.client, {
      TableName: this.table,
      KeyConditionExpression: 'pk = :pk AND sk = :sk',
      ExpressionAttributeValues: { ':pk': pk as AttributeValue, ':sk': sk as AttributeValue },
      ConsistentRead: true,
    });
    return head;
  }
}

/** What the write met; not told by whatever stands in for DynamoDB. */
function existingOf(error: unknown): Item | undefined {
  if (error instanceof ConditionalCheckFailedException) return error.Item;
  return lossIn(error)?.refused.get(0);
}

function isOvertaken(error: unknown): boolean {
  return error instanceof ConditionalCheckFailedException || (lossIn(error)?.refused.size ?? 0) > 0;
}

/** Another transaction holds the same rows: it is done within milliseconds. */
function isInConflict(error: unknown): boolean {
  return (
    (error instanceof AwsError && error.code === 'TransactionConflictException') || lossIn(error)?.isInConflict === true
  );
}
