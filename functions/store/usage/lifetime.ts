import { isDeepStrictEqual } from 'node:util';
import {
  emptyLifetime,
  encodeMonthValues,
  encodeSeen,
  encodeUsers,
  type Lifetime,
  lifetimeOf,
  see,
  seeUser,
  seeValue,
} from '../../../domain/usage/lifetime.ts';
import { countTogether, type IsUsed, isOthers } from '../../../domain/usage/tally/limit-tally.ts';
import { type AccountNumbers, noNumbers } from '../../../domain/usage/tally/name-numbers.ts';
import type { UsageDay } from '../../../domain/usage/tally/usage-tally.ts';
import { untilNotOvertaken } from '../../runtime/try-again.ts';
import { type DynamoDBClient, GetItemCommand, PutItemCommand } from '../client.ts';
import { hasLost } from '../conditional-write.ts';
import { type Item, numberOf, textOf } from '../item.ts';
import { accountKey, LIFETIME_SORT_KEY, lifetimeRowOf, lifetimeSortKey, monthValuesRowKey } from '../keys.ts';
import { queryAll } from '../query.ts';
import { unlessMoved } from '../rows-moved.ts';
import { decodeLifetimeRow, decodeMonthValues, usageRecord } from './usage-codec.ts';

/** A row is written whole for anything new in it, so it is kept small; knowledge that doesn't fit opens another. */
const FULL_ROW_IN_BYTES = 64_000;
/** The dates of an entry, and what separates it from the next. */
const ENTRY_OVERHEAD_IN_BYTES = 24;
const trying = { most: 20, mayPass: hasLost };
/** Far more than a product has; ids in the names of events would make a lifetime without end, read at every scoring. */
const MOST_UNUSED_NAMES = 2_000;

interface Row {
  place: number;
  /** `null` before it was ever written. */
  revision: number | null;
  /** All names in their places, those too that no day tells of any more. */
  listed: { events: Set<string>; users: Set<string> };
  knows: Lifetime;
  bytes: number;
  isChanged: boolean;
}

/** What an account knows already, as it was read before anything was counted. */
export interface KnownLifetime {
  /** Whether nothing was ever counted of the account. */
  isEmpty: boolean;
  knowsUser(user: string): boolean;
}

/** A lifetime as it is stored, with the revisions it was read at. */
export interface StoredLifetime {
  account: string;
  rows: Row[];
  monthValuesRevision: number | null;
  /** What all rows tell together. */
  knows: Lifetime;
  numbers: AccountNumbers;
}

/**
 * What is known of an account beyond recent days. An entry may lie in any row, or in two after a race: readers
 * add them up, so rows are written one by one and each on its own condition.
 */
export class DynamoLifetime {
  private readonly rowsRead = new WeakMap<KnownLifetime, Row[]>();

  constructor(
    private readonly client: DynamoDBClient,
    private readonly table: string,
  ) {}

  /**
   * Writes only what these days tell that was not known. Gives the numbers of all names and users, those of the days
   * among them: what they stand for is stored by then, so a day may be written by them.
   *
   * @param known what was read of it before, which saves reading it again where nobody wrote since
   */
  async learn(
    account: string,
    days: UsageDay[],
    isUsed: IsUsed = noneIsUsed,
    known?: KnownLifetime,
  ): Promise<AccountNumbers> {
    const { numbers, values } = await untilNotOvertaken(async (attempt) => {
      const rows = (attempt === 1 && known !== undefined && this.rowsRead.get(known)) || (await this.load(account));
      const learnt = lifetimeIn(rows, days, isUsed);
      take(rows, learnt);
      for (const row of rows) if (row.isChanged) await this.save(account, row);
      return { numbers: numbersOf(rows), values: learnt.values };
    }, trying);
    if (values.size > 0) await untilNotOvertaken(() => this.learnMonthValues(account, values, isUsed), trying);
    return numbers;
  }

  /** Once it was handed to `learn` it is of no more use. */
  async known(account: string): Promise<KnownLifetime> {
    const rows = await this.load(account);
    const known: KnownLifetime = {
      isEmpty: rows.length === 0,
      knowsUser: (user) => rows.some(({ listed }) => listed.users.has(user)),
    };
    this.rowsRead.set(known, rows);
    return known;
  }

  /** The numbers as they are stored, and those that `learn` would give; nothing is written. */
  async foresee(
    account: string,
    days: UsageDay[],
    isUsed: IsUsed = noneIsUsed,
  ): Promise<{ stored: AccountNumbers; learnt: AccountNumbers }> {
    const rows = await this.load(account);
    const stored = numbersOf(rows);
    take(rows, lifetimeIn(rows, days, isUsed));
    return { stored, learnt: numbersOf(rows) };
  }

  async read(account: string): Promise<StoredLifetime> {
    const rows = await this.load(account);
    const monthValues = await this.monthValuesOf(account);
    const knows: Lifetime = { ...emptyLifetime(), values: monthValues.values };
    for (const row of rows) {
      for (const [name, { first, lastMonth }] of row.knows.events) see(knows.events, name, first, lastMonth);
      for (const [user, seen] of row.knows.users) seeUser(knows.users, user, seen);
    }
    return { account, rows, monthValuesRevision: monthValues.revision, knows, numbers: numbersOf(rows) };
  }

  /**
   * Says of every listed name what is expected, and nothing of those that nothing is expected of. All keep their
   * places; of two rows that list the same name the first tells of it.
   *
   * @throws RowsMovedError when what is stored is no longer what was read
   */
  async correct(
    { account, rows, monthValuesRevision, knows }: StoredLifetime,
    expected: Lifetime,
    isUsed: IsUsed = noneIsUsed,
  ): Promise<void> {
    const untold = { events: new Map(expected.events), users: new Map(expected.users) };
    for (const row of rows) {
      const events = takeListed(untold.events, row.listed.events);
      const users = takeListed(untold.users, row.listed.users);
      if (isDeepStrictEqual([events, users], [row.knows.events, row.knows.users])) continue;
      const corrected = { ...row, knows: { ...emptyLifetime(), events, users } };
      await unlessMoved(() => this.save(account, corrected));
    }
    const m = encodeMonthValues(expected.values, isUsed);
    if (m === encodeMonthValues(knows.values, isUsed)) return;
    await unlessMoved(() =>
      this.put({ ...monthValuesRowKey(account), m: { S: m }, ...usageRecord.mark }, monthValuesRevision),
    );
  }

  /**
   * What is known of the user is known of another one as well, who has a number by then: days may be written by it.
   * False where the user has none.
   */
  async standIn(account: string, user: string, other: string): Promise<boolean> {
    return untilNotOvertaken(async () => {
      const rows = await this.load(account);
      if (!rows.some(({ listed }) => listed.users.has(user))) return false;
      const isNew = !rows.some(({ listed }) => listed.users.has(other));
      const seen = rows.flatMap(({ knows }) => knows.users.get(user) ?? []);
      const row = rowOf(rows, 'users', other);
      row.isChanged = isNew;
      for (const one of seen) row.isChanged = seeUser(row.knows.users, other, one) || row.isChanged;
      if (row.isChanged) await this.save(account, row);
      return true;
    }, trying);
  }

  /**
   * Nothing is known of the user any more, and in their places stand names that say nothing: places are for ever, since
   * days refer to them. To be called when no day refers to theirs.
   */
  async forgetUser(account: string, user: string, newName: () => string): Promise<boolean> {
    return untilNotOvertaken(async () => {
      const rows = (await this.load(account)).filter(({ listed }) => listed.users.has(user));
      for (const row of rows) {
        row.knows.users.delete(user);
        const users = new Set([...row.listed.users].map((one) => (one === user ? newName() : one)));
        await this.save(account, { ...row, listed: { ...row.listed, users } });
      }
      return rows.length > 0;
    }, trying);
  }

  /** In a small row of their own, since a measure's last value of the month changes with every new one. */
  private async learnMonthValues(account: string, learnt: Lifetime['values'], isUsed: IsUsed): Promise<void> {
    const { values, revision } = await this.monthValuesOf(account);
    const before = encodeMonthValues(values, isUsed);
    const news = [...learnt.values()]
      .flatMap((months) => [...months.values()])
      .filter((value) => seeValue(values, value));
    const m = encodeMonthValues(values, isUsed);
    // What is new may still be what has no room.
    if (news.length === 0 || m === before) return;
    await this.put({ ...monthValuesRowKey(account), m: { S: m }, ...usageRecord.mark }, revision);
  }

  private async monthValuesOf(
    account: string,
  ): Promise<{ values: Lifetime['values']; revision: StoredLifetime['monthValuesRevision'] }> {
    const { Item } = await this.client.send(
      new GetItemCommand({ TableName: this.table, Key: monthValuesRowKey(account), ConsistentRead: true }),
    );
    if (Item === undefined) return { values: emptyLifetime().values, revision: null };
    return { values: decodeMonthValues(Item), revision: numberOf(Item, 'rev') };
  }

  private async load(account: string): Promise<Row[]> {
    const items = await queryAll(this.client, {
      TableName: this.table,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
      ExpressionAttributeValues: { ':pk': { S: accountKey(account) }, ':prefix': { S: LIFETIME_SORT_KEY } },
      ConsistentRead: true,
    });
    return items.map(decodeRow);
  }

  private async save(account: string, { place, revision, listed, knows }: Row): Promise<void> {
    const { names, users } = encodeUsers(knows.users, listed.users);
    const row = { e: { S: encodeSeen(knows.events, listed.events) }, u: { S: users }, d: { S: names } };
    await this.put(
      { pk: { S: accountKey(account) }, sk: { S: lifetimeSortKey(place) }, ...row, ...usageRecord.mark },
      revision,
    );
  }

  /** @param revision the one that has to be there still; `null` when there must be none */
  private async put(item: Item, revision: number | null): Promise<void> {
    await this.client.send(
      new PutItemCommand({
        TableName: this.table,
        Item: { ...item, rev: { N: String((revision ?? 0) + 1) } },
        ...(revision === null
          ? { ConditionExpression: 'attribute_not_exists(pk)' }
          : { ConditionExpression: 'rev = :rev', ExpressionAttributeValues: { ':rev': { N: String(revision) } } }),
      }),
    );
  }
}

function decodeRow(item: Item): Row {
  const knows = emptyLifetime();
  const { events, users } = decodeLifetimeRow(knows, item);
  const listed = { events: new Set(events), users: new Set(users) };
  const bytes = textOf(item, 'e').length + textOf(item, 'u').length;
  const place = lifetimeRowOf(textOf(item, 'sk'));
  return { place, revision: numberOf(item, 'rev'), listed, knows, bytes, isChanged: false };
}

function numbersOf(rows: Row[]): AccountNumbers {
  const numbers = noNumbers();
  for (const { place, listed } of rows) {
    numbers.events.addRow(place, [...listed.events]);
    numbers.users.addRow(place, [...listed.users]);
  }
  return numbers;
}

const noneIsUsed: IsUsed = () => false;

/**
 * What the days tell, by names that have a place or get one. Places are for ever, since days refer to them: so of names
 * that the playbook does not live on, the first to come keep theirs, and what comes later is counted together.
 */
function lifetimeIn(rows: Row[], days: UsageDay[], isUsed: IsUsed): Lifetime {
  const listed = new Set(rows.flatMap((row) => [...row.listed.events]));
  const learnt = new Set(days.flatMap(({ names }) => names));
  const isFree = (name: string) => listed.has(name) || isUsed(name) || isOthers(name);
  const unplaced = [...learnt].filter((name) => !isFree(name));
  let taken = 0;
  for (const name of listed) if (!isUsed(name) && !isOthers(name)) taken += 1;
  const tooMany = new Set(unplaced.slice(Math.max(0, MOST_UNUSED_NAMES - taken)));
  return lifetimeOf(tooMany.size === 0 ? days : days.map((day) => countTogether(day, (name) => tooMany.has(name))));
}

/** Adds what is told to the rows in place. */
function take(rows: Row[], learnt: Lifetime): void {
  for (const [name, { first, lastMonth }] of learnt.events) {
    const row = rowOf(rows, 'events', name);
    if (see(row.knows.events, name, first, lastMonth)) row.isChanged = true;
  }
  for (const [user, seen] of learnt.users) {
    const row = rowOf(rows, 'users', user);
    if (seeUser(row.knows.users, user, seen)) row.isChanged = true;
  }
}

function takeListed<Seen>(untold: Map<string, Seen>, listed: Set<string>): Map<string, Seen> {
  const taken = new Map<string, Seen>();
  for (const key of listed) {
    const seen = untold.get(key);
    if (seen === undefined) continue;
    taken.set(key, seen);
    untold.delete(key);
  }
  return taken;
}

/** The row that lists the name; it is listed last where there is room when none does. */
function rowOf(rows: Row[], kind: 'events' | 'users', key: string): Row {
  const known = rows.find(({ listed }) => listed[kind].has(key));
  if (known !== undefined) return known;
  const row = roomyRow(rows, key);
  row.listed[kind].add(key);
  return row;
}

function roomyRow(rows: Row[], key: string): Row {
  const bytes = encodeURIComponent(key).length + ENTRY_OVERHEAD_IN_BYTES;
  let row = rows.at(-1);
  if (row === undefined || row.bytes + bytes > FULL_ROW_IN_BYTES) {
    // Not the number of rows: one of them may be lost, and its numbers must not come to mean other names.
    const place = (row?.place ?? -1) + 1;
    const listed = { events: new Set<string>(), users: new Set<string>() };
    row = { place, revision: null, listed, knows: emptyLifetime(), bytes: 0, isChanged: false };
    rows.push(row);
  }
  row.bytes += bytes;
  return row;
}
