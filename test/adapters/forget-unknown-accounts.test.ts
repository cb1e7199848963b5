import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import { addDays, type Day } from '../../domain/time/day.ts';
import { localClock } from '../../domain/time/time-zone.ts';
import { TallyBuilder, type UsageDay } from '../../domain/usage/tally/usage-tally.ts';
import { forgetUnknownAccounts } from '../../functions/check-senders/forget-unknown-accounts.ts';
import { type DynamoDBClient, PutItemCommand } from '../../functions/store/client.ts';
import { accountKey } from '../../functions/store/keys.ts';
import { DynamoListings } from '../../functions/store/lists/listings.ts';
import { listKey } from '../../functions/store/lists/spread-lists.ts';
import { DynamoLifetime } from '../../functions/store/usage/lifetime.ts';
import { DynamoUnknownAccounts } from '../../functions/store/usage/unknown-accounts.ts';
import { DynamoUnknownUsage } from '../../functions/store/usage/unknown-usage.ts';
import { DynamoUsage } from '../../functions/store/usage/usage.ts';
import { decodeUsageDays } from '../../functions/store/usage/usage-codec.ts';
import { fakeDynamo } from '../support/fake-dynamo.ts';
import { storeUsage } from '../support/stored-account.ts';
import { createTables, rowsUnder, type TestTables } from '../support/tables.ts';

const clock = localClock('Asia/Tokyo');
const moment = (day: Day) => Date.parse(`${day}T03:00:00Z`);
const DAY_IN_MS = 86_400_000;
const LAST = '2026-06-30';
const LATER = moment(addDays(LAST, 91));

function usageOf(day: Day, users = 3): UsageDay {
  const builder = new TallyBuilder();
  for (let i = 0; i < users; i += 1) builder.add('login', `user-${i}@example.com`);
  return { day, ...builder.build() };
}

describe('usage of accounts that nobody imported', () => {
  let tables: TestTables;
  beforeEach(async () => {
    tables = await createTables();
  });

  const rowsOf = (account: string) => rowsUnder(tables.client, tables.accountsTable, accountKey(account));
  const keysOf = async (account: string) => (await rowsOf(account)).map(({ sk }) => sk?.S);
  const put = (Item: Record<string, AttributeValue>) =>
    tables.client.send(new PutItemCommand({ TableName: tables.accountsTable, Item }));
  const importAccount = (id: string) => put({ pk: { S: accountKey(id) }, sk: { S: '3#account' }, f: { S: '{}' } });
  const notes = () =>
    new DynamoUnknownAccounts(
      tables.client,
      tables.accountsTable,
      new DynamoListings(tables.client, tables.accountsTable),
    );

  const use = (account: string, ...days: UsageDay[]) => storeUsage(tables, account, days);

  async function useLate(account: string, day: UsageDay) {
    const numbers = await new DynamoLifetime(tables.client, tables.accountsTable).learn(account, [day]);
    await new DynamoUsage(tables.client, tables.accountsTable).putDay(account, day, numbers, addDays(day.day, 3));
  }

  /** As the releases before did, which let the note go after a month. */
  async function noteOld(account: string, at: number) {
    const key = { pk: { S: accountKey(account) }, sk: { S: '1#unknown' } };
    const expiresAt = { N: String(Math.floor(at / 1000) + 30 * 86_400) };
    await put({ ...key, list: { S: listKey('accounts#unknown', key) }, listedAt: { S: account }, expiresAt });
  }

  const forget = (now: number, { client = tables.client, hasTime = () => true as boolean } = {}) =>
    forgetUnknownAccounts({
      unknownAccounts: notes(),
      usage: new DynamoUnknownUsage(client, tables.accountsTable),
      keptForInDays: 90,
      dayOf: clock.dayOf,
      now,
      hasTime,
    });

  /** A client that lets so many transactions through, does something, and goes on or fails. */
  function after(transactions: number, act: () => Promise<unknown>): DynamoDBClient {
    let left = transactions;
    const send = async (command: object) => {
      if (command.constructor.name === 'TransactWriteItemsCommand') {
        if (left === 0) await act();
        left -= 1;
      }
      return tables.client.send(command as never);
    };
    return fakeDynamo(send);
  }
  const killed = async () => {
    throw new Error('killed');
  };

  const daysUntil = (last: Day, count: number) =>
    Array.from({ length: count }, (_, i) => usageOf(addDays(last, i - count + 1)));

  it('goes so long after the last event, with its note; others stay', async () => {
    await use('gone', usageOf(addDays(LAST, -1)), usageOf(LAST, 4_000));
    await use('lately', usageOf(LAST));
    await useLate('gone', usageOf(LAST, 4_001));
    expect(await keysOf('gone')).toContain(`1#late#${LAST}#${addDays(LAST, 3)}`);
    await notes().note('gone', moment(LAST));
    await notes().note('lately', moment(addDays(LAST, 5)));
    expect((await keysOf('gone')).filter((key) => key?.startsWith('3#lifetime'))).toHaveLength(3);
    expect(await forget(moment(LAST) + 89 * DAY_IN_MS)).toEqual({ forgotten: 0, known: 0, isDone: true });
    expect(await forget(LATER)).toEqual({ forgotten: 1, known: 0, isDone: true });
    expect(await rowsOf('gone')).toEqual([]);
    expect(await keysOf('lately')).toEqual(['1#unknown', `2#usage#${LAST}`, '3#lifetime']);
    expect(await notes().noted(10)).toEqual(['lately']);
    expect(await forget(LATER)).toEqual({ forgotten: 0, known: 0, isDone: true });
  });

  it('stays when the account was imported, and its note goes', async () => {
    await use('koa', usageOf(LAST));
    await notes().note('koa', moment(LAST));
    await importAccount('koa');
    expect(await forget(LATER)).toEqual({ forgotten: 0, known: 1, isDone: true });
    expect(await keysOf('koa')).toEqual([`2#usage#${LAST}`, '3#account', '3#lifetime']);
    expect(await notes().noted(10)).toEqual([]);
  });

  it('goes on the next time when it was killed half-way, the oldest days first', async () => {
    await use('long', ...daysUntil(LAST, 250));
    await notes().note('long', moment(LAST));
    await expect(forget(LATER, { client: after(1, killed) })).rejects.toThrow('killed');
    expect(decodeUsageDays(await rowsOf('long')).map(({ day }) => day)).toEqual(
      daysUntil(LAST, 250 - 97).map(({ day }) => day),
    );
    expect(await forget(LATER)).toEqual({ forgotten: 1, known: 0, isDone: true });
    expect(await rowsOf('long')).toEqual([]);
  });

  it('that is left when the account is imported meanwhile stays, and can be read', async () => {
    await use('meanwhile', ...daysUntil(LAST, 250));
    await notes().note('meanwhile', moment(LAST));
    const client = after(2, () => importAccount('meanwhile'));
    expect(await forget(LATER, { client })).toEqual({ forgotten: 0, known: 1, isDone: true });
    expect(decodeUsageDays(await rowsOf('meanwhile'))).toHaveLength(250 - 2 * 97);
    expect(await notes().noted(10)).toEqual([]);
  });

  const today = clock.dayOf(LATER);
  const lateDay = addDays(LAST, 5);
  it.each<[string, number, () => Promise<unknown>, Day[]]>([
    ['was noted', 1, () => notes().note('alive', LATER), []],
    ['is counted while some goes', 1, () => use('alive', usageOf(today)), [today]],
    ['is counted before anything went', 0, () => use('alive', usageOf(today)), [today]],
    ['is counted right before the last step', 2, () => use('alive', usageOf(today)), [today]],
    ['comes late, of a month that is known', 1, () => use('alive', usageOf(lateDay)), [lateDay]],
  ])('is left alone as soon as something new %s', async (_what, transactions, come, stay) => {
    // Last seen on the first day of July; what is late is of a later day of it.
    await use('alive', ...daysUntil(LAST, 120), usageOf(addDays(LAST, 1)));
    await notes().note('alive', moment(addDays(LAST, 1)));
    const client = after(transactions, come);
    expect(await forget(LATER + DAY_IN_MS, { client })).toEqual({ forgotten: 0, known: 0, isDone: true });
    const left = await rowsOf('alive');
    expect(left.map(({ sk }) => sk?.S)).toEqual(expect.arrayContaining(['1#unknown', '3#lifetime']));
    expect(decodeUsageDays(left).map(({ day }) => day)).toEqual(expect.arrayContaining(stay));
    await notes().note('alive', LATER);
    expect(await forget(LATER + 2 * DAY_IN_MS)).toEqual({ forgotten: 0, known: 0, isDone: true });
    expect(decodeUsageDays(await rowsOf('alive')).map(({ day }) => day)).toEqual(expect.arrayContaining(stay));
  });

  it('with a lifetime of very many rows goes in several steps, whole', async () => {
    await use('wide', usageOf(LAST));
    for (let place = 1; place <= 70; place += 1) {
      const sk = { S: `3#lifetime#${String(place).padStart(3, '0')}` };
      await put({ pk: { S: accountKey('wide') }, sk, e: { S: '' }, u: { S: '' }, d: { S: '' }, rev: { N: '1' } });
    }
    await notes().note('wide', moment(LAST));
    await expect(forget(LATER, { client: after(2, killed) })).rejects.toThrow('killed');
    const left = await rowsOf('wide');
    expect(left.map(({ sk }) => sk?.S)).toEqual(expect.arrayContaining(['1#unknown', '3#lifetime', '3#lifetime#010']));
    expect(left.length).toBeLessThan(60);
    expect(await forget(LATER)).toMatchObject({ forgotten: 1 });
    expect(await rowsOf('wide')).toEqual([]);
  });

  it('that earlier releases noted goes as well, though their notes went by themselves', async () => {
    await use('old', usageOf(LAST));
    await noteOld('old', moment(LAST));
    await use('bare', usageOf(LAST));
    await noteOld('bare', moment(LAST));
    expect(await forget(moment(LAST) + DAY_IN_MS)).toEqual({ forgotten: 0, known: 0, isDone: true });
    const [note] = await rowsOf('old');
    expect(note).toMatchObject({ seenAt: { N: String(moment(LAST) / 1000) } });
    expect(note?.expiresAt).toBeUndefined();
    // Of one that the first night after the new release finds due at once.
    await noteOld('bare', moment(LAST));
    expect(await forget(LATER)).toEqual({ forgotten: 2, known: 0, isDone: true });
    expect([...(await rowsOf('old')), ...(await rowsOf('bare'))]).toEqual([]);
  });

  it('waits for the next night when there is no time left', async () => {
    for (const account of ['a', 'b', 'c']) {
      await use(account, usageOf(LAST));
      await notes().note(account, moment(LAST));
    }
    let asked = 0;
    const hasTime = () => ++asked <= 5;
    expect(await forget(LATER, { hasTime })).toEqual({ forgotten: 2, known: 0, isDone: false });
    expect(await forget(LATER)).toEqual({ forgotten: 1, known: 0, isDone: true });
  });
});
