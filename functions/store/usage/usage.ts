import { createHash } from 'node:crypto';
import {
  type AttributeValue,
  ConditionalCheckFailedException,
  type DynamoDBClient,
  PutItemCommand,
  TransactionConflictException,
} from '@aws-sdk/client-dynamodb';
import type { LocalHour } from '../../../domain/time/time-zone.ts';
import {
  decodeMonthValuesInto,
  decodeSeenInto,
  decodeUsersInto,
  emptyLifetime,
  type Lifetime,
} from '../../../domain/usage/lifetime.ts';
import { joinPairs, splitPairs } from '../../../domain/usage/tally/encoded-pairs.ts';
import { type AccountNumbers, noNumbers } from '../../../domain/usage/tally/name-numbers.ts';
import {
  decodeNumberedTally,
  encodeNumberedTally,
  type NumberedTally,
} from '../../../domain/usage/tally/numbered-tally.ts';
import {
  decodeTally,
  type EncodedTally,
  encodeTally,
  mergeTallies,
  type UsageDay,
  type UsageTally,
} from '../../../domain/usage/tally/usage-tally.ts';
import { untilNotOvertaken } from '../../runtime/try-again.ts';
import { type Item, numberOf, textOf } from '../item.ts';
import {
  accountKey,
  hourName,
  hoursKey,
  LIFETIME_SORT_KEY,
  lifetimeRowOf,
  MONTH_VALUES_SORT_KEY,
  partSortKey,
  USAGE_SORT_PREFIX,
  usageKey,
} from '../keys.ts';
import { queryAll } from '../query.ts';
import { lossIn, writeTogether } from '../transact.ts';

/** DynamoDB takes items up to 400 KB; keys and the other attributes need far less than what is left. */
const MAX_TEXT_BYTES = 340_000;
const CHECK_LENGTH = 12;

/**
 * The rows of a tally, or a day and the lifetime that its numbers refer to, were read while they were being written:
 * whoever meets this reads again, and consistently.
 */
export class TornUsageError extends Error {
  override readonly name = 'TornUsageError';
  readonly code = 'usage-torn';

  constructor(sortKey: string, what = 'belong to different writes: read them again') {
    super(`the rows of ${sortKey} ${what}`);
  }
}

/** A large day is written as several rows; who reads between them reads again. */
export const isTorn = (error: unknown) => error instanceof TornUsageError;

/** A tally as rows: the first under `sortKey`; users who don't fit into it under `sortKey#01`, `#02`, … */
export function encodeTallyRows(pk: string, sortKey: string, tally: EncodedTally | NumberedTally): [Item, ...Item[]] {
  const { total, events, users, values = '', subjects = '', replies = '' } = tally;
  const ofHead = events.length + values.length + subjects.length + Buffer.byteLength(replies);
  const parts = ofHead + users.length <= MAX_TEXT_BYTES ? [] : splitPairs(users, MAX_TEXT_BYTES);
  const n = { N: String(total) };
  const head: Item = {
    pk: { S: pk },
    sk: { S: sortKey },
    n,
    e: { S: events },
    u: { S: parts.length > 0 ? '' : users },
  };
  if ('check' in tally) head.c = { S: tally.check };
  if (values !== '') head.v = { S: values };
  if (subjects !== '') head.s = { S: subjects };
  if (replies !== '') head.r = { S: replies };
  if (parts.length > 0) {
    head.parts = { N: String(parts.length) };
    // Of a tally in several rows the head alone would not tell that a user in another one is somebody else.
    head.h = { S: createHash('sha256').update(users).digest('base64url').slice(0, CHECK_LENGTH) };
  }
  return [head, ...parts.map((u, i) => ({ pk: { S: pk }, sk: { S: partSortKey(sortKey, i + 1) }, n, u: { S: u } }))];
}

/**
 * The usage days among rows read in the order of their keys; other rows are passed over.
 *
 * @param numbers those that the days refer to; by default told by the lifetime rows among the same rows
 */
export function decodeUsageDays(items: Item[], numbers = decodeNumbers(items)): UsageDay[] {
  const days: UsageDay[] = [];
  for (const { sortKey, head, encoded } of tallyRows(items, USAGE_SORT_PREFIX)) {
    const tally = decodeNumberedTally({ ...encoded, check: textOf(head, 'c') }, numbers);
    if (tally === null) {
      throw new TornUsageError(sortKey, `do not go with the names in ${LIFETIME_SORT_KEY}: read both again`);
    }
    // The tally first: V8 copies an object as a whole only into one that is still empty.
    days.push({ ...tally, day: sortKey.slice(USAGE_SORT_PREFIX.length) });
  }
  return days;
}

interface TallyRows {
  sortKey: string;
  head: Item;
  encoded: EncodedTally;
}

/** Tallies by sort key, from rows in the order of their keys. */
function* tallyRows(items: Iterable<Item>, prefix = ''): Generator<TallyRows> {
  let open: { sortKey: string; head: Item; users: string[]; parts: number } | null = null;
  for (const item of items) {
    const sortKey = textOf(item, 'sk');
    if (!sortKey.startsWith(prefix)) continue;
    if (item.e !== undefined) {
      if (open !== null) yield closeTally(open);
      open = { sortKey, head: item, users: [], parts: Number(item.parts?.N ?? 0) };
    } else if (open !== null && open.users.length < open.parts) {
      // A part beyond the head's number is left over from a larger write of the same tally.
      if (item.n?.N !== open.head.n?.N) throw new TornUsageError(open.sortKey);
      open.users.push(textOf(item, 'u'));
    }
  }
  if (open !== null) yield closeTally(open);
}

function closeTally(open: { sortKey: string; head: Item; users: string[]; parts: number }): TallyRows {
  if (open.users.length < open.parts) throw new TornUsageError(open.sortKey);
  const { sortKey, head, parts } = open;
  const encoded: EncodedTally = {
    total: numberOf(head, 'n'),
    events: textOf(head, 'e'),
    users: parts > 0 ? joinPairs(open.users) : textOf(head, 'u'),
  };
  if (head.v?.S !== undefined) encoded.values = head.v.S;
  if (head.s?.S !== undefined) encoded.subjects = head.s.S;
  if (head.r?.S !== undefined) encoded.replies = head.r.S;
  return { sortKey, head, encoded };
}

/** Lifetime rows each hold some of what is known; together, in any order, they hold all of it. */
export function decodeLifetime(items: Iterable<Item>): Lifetime {
  return decodeKnown(items).lifetime;
}

export function decodeNumbers(items: Iterable<Item>): AccountNumbers {
  return decodeKnown(items).numbers;
}

/** What is known of an account beyond recent days, and the numbers that its days refer to names by. */
export function decodeKnown(items: Iterable<Item>): { lifetime: Lifetime; numbers: AccountNumbers } {
  const lifetime = emptyLifetime();
  const numbers = noNumbers();
  for (const item of items) {
    const sortKey = textOf(item, 'sk');
    if (sortKey.startsWith(LIFETIME_SORT_KEY)) {
      const { events, users } = decodeLifetimeRow(lifetime, item);
      const row = lifetimeRowOf(sortKey);
      numbers.events.addRow(row, events);
      numbers.users.addRow(row, users);
    } else if (sortKey === MONTH_VALUES_SORT_KEY) decodeMonthValuesInto(lifetime.values, textOf(item, 'm'));
  }
  return { lifetime, numbers };
}

/** Gives the row's event names and users back, each in their order. */
export function decodeLifetimeRow(lifetime: Lifetime, item: Item): { events: string[]; users: string[] } {
  return {
    events: decodeSeenInto(lifetime.events, textOf(item, 'e')),
    users: decodeUsersInto(lifetime.users, { names: textOf(item, 'd'), users: textOf(item, 'u') }),
  };
}

/** Of two writes of one tally the one that counted more events stands, whichever comes last. */
const UNLESS_AS_MANY_ARE_COUNTED = 'attribute_not_exists(n) OR n < :n';
const MOST_ATTEMPTS = 10;
/** What the head of a tally says of it. */
const TELLING = ['n', 'e', 'u', 'c', 'v', 's', 'r', 'h', 'parts'];

/** The condition that a tally is still the one that was read; `undefined`: that there is none. */
export function ifTallyIs(head: Item | undefined) {
  if (head === undefined) return { ConditionExpression: 'attribute_not_exists(n)' };
  const terms = TELLING.map((name) =>
    head[name] === undefined ? `attribute_not_exists(${name})` : `${name} = :${name}`,
  );
  const values = TELLING.flatMap((name) => (head[name] === undefined ? [] : [[`:${name}`, head[name]] as const]));
  return { ConditionExpression: terms.join(' AND '), ExpressionAttributeValues: Object.fromEntries(values) };
}

const tellsTheSame = (head: Item, other: Item) =>
  TELLING.every((name) => JSON.stringify(head[name]) === JSON.stringify(other[name]));

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

  /** Says how many names and users had to be left out. */
  async putDay(
    account: string,
    day: UsageDay,
    numbers: AccountNumbers,
    lookAgain = async () => ({ day, numbers }),
  ): Promise<number> {
    let leftOut = 0;
    const rowsOf = (known: { day: UsageDay; numbers: AccountNumbers }) => {
      const encoded = encodeNumberedTally(known.day, known.numbers);
      leftOut = encoded.leftOut;
      return encodeTallyRows(accountKey(account), usageKey(day.day), encoded);
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
        if (stored > seen || tellsTheSame(existing, latest[0])) return;
        if (stored === seen) latest = await lookAgain();
        if (!tellsTheSame(existing, latest[0])) throw error;
      }
    };
    const mayPass = (error: unknown) => isInConflict(error) || isOvertaken(error);
    await untilNotOvertaken(putOrLook, { most: MOST_ATTEMPTS, mayPass });
  }

  private async put([head, ...parts]: [Item, ...Item[]], existing: Item | undefined): Promise<void> {
    const put = {
      TableName: this.table,
      Item: head,
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const,
      ...(existing === undefined
        ? {
            ConditionExpression: UNLESS_AS_MANY_ARE_COUNTED,
            ExpressionAttributeValues: { ':n': head.n as AttributeValue },
          }
        : ifTallyIs(existing)),
    };
    if (parts.length === 0) await this.client.send(new PutItemCommand(put));
    else
      await writeTogether(this.client, [
        { Put: put },
        ...parts.map((Item) => ({ Put: { TableName: this.table, Item } })),
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
  return error instanceof TransactionConflictException || lossIn(error)?.isInConflict === true;
}
