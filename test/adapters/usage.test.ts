import * as fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { noNumbers } from '../../domain/usage/tally/name-numbers.ts';
import { mergeTallies, TallyBuilder, type UsageDay } from '../../domain/usage/tally/usage-tally.ts';
import { TransactionCanceledException } from '../../functions/store/client.ts';
import { accountKey, hoursKey } from '../../functions/store/keys.ts';
import { DynamoUsage } from '../../functions/store/usage/usage.ts';
import { decodeOvertakenDays, decodeUsageDays } from '../../functions/store/usage/usage-codec.ts';
import { numbersFor, sorted, unlikeUsers } from '../support/account-numbers.ts';
import { scriptedDynamo } from '../support/fake-dynamo.ts';
import { createTables, rowsUnder, type TestTables } from '../support/tables.ts';

const DAY = '2026-06-01';
const EXPIRES_AT = 1_790_000_000;

/** The users from `from` to `to` logged in once each. */
function logins(from: number, to: number) {
  const builder = new TallyBuilder();
  for (let i = from; i < to; i += 1) builder.add('login', `user-${i}@example.com`);
  return builder.build();
}
const dayOf = (users: number): UsageDay => ({ day: DAY, ...logins(0, users) });
const NUMBERS = numbersFor([logins(0, 20_000)]);

const unlike = (users: number): UsageDay => ({ day: DAY, ...unlikeUsers(users) });
const UNLIKE_NUMBERS = numbersFor([unlike(20_000)]);

describe('usage in DynamoDB', () => {
  let tables: TestTables;
  let usage: DynamoUsage;
  beforeAll(async () => {
    tables = await createTables();
    usage = new DynamoUsage(tables.client, tables.accountsTable);
  });

  const rowsOf = (pk: string) => rowsUnder(tables.client, tables.accountsTable, pk);
  const storedDays = async (account: string) => decodeUsageDays(await rowsOf(accountKey(account)), NUMBERS).map(sorted);

  it('sums the hours of a day', async () => {
    await usage.putHour('sums', { day: DAY, hour: 9 }, logins(0, 2), EXPIRES_AT);
    await usage.putHour('sums', { day: DAY, hour: 23 }, logins(1, 4), EXPIRES_AT);
    expect(await usage.sumHours('sums', DAY)).toEqual({ day: DAY, ...mergeTallies([logins(0, 2), logins(1, 4)]) });
    expect(await usage.sumHours('sums', '2026-06-02')).toMatchObject({ total: 0, names: [], users: [] });
    expect((await rowsOf(hoursKey('sums', DAY)))[0]?.expiresAt).toEqual({ N: String(EXPIRES_AT) });
  });

  it('keeps the write that counted more, whichever comes last', async () => {
    await usage.putDay('order', dayOf(5), NUMBERS, DAY);
    await usage.putDay('order', dayOf(3), NUMBERS, DAY);
    expect(await storedDays('order')).toEqual([dayOf(5)]);
    await usage.putDay('order', dayOf(6), NUMBERS, DAY);
    expect(await storedDays('order')).toEqual([dayOf(6)]);
  });

  it('looks again where as many events are counted that tell otherwise, and keeps what is seen then', async () => {
    const valued = (value: number) => {
      const builder = new TallyBuilder();
      builder.add('records.total', 'u1', { value, time: 1, id: 'e1', source: 'app' });
      return builder.build();
    };
    const numbers = numbersFor([valued(5)]);
    const day = (value: number) => ({ day: DAY, ...valued(value) });
    await usage.putDay('corrected', day(9), numbers, DAY);
    let looks = 0;
    await usage.putDay('corrected', day(5), numbers, DAY, async () => {
      looks += 1;
      return { day: day(9), numbers };
    });
    expect(decodeUsageDays(await rowsOf(accountKey('corrected')), numbers)).toMatchObject([{ values: [{ value: 9 }] }]);
    await usage.putDay('corrected', day(9), numbers, DAY, async () =>
      expect.fail('what tells the same is not looked at again'),
    );
    expect(looks).toBe(1);

    await usage.putHour('corrected', { day: DAY, hour: 9 }, valued(5), EXPIRES_AT);
    // A row of before that somebody writes between the look and the write is looked at as well.
    await usage.putHour('corrected', { day: DAY, hour: 9 }, valued(6), EXPIRES_AT, async () => {
      looks += 1;
      if (looks === 2) await usage.putHour('corrected', { day: DAY, hour: 9 }, valued(7), EXPIRES_AT);
      return valued(looks === 2 ? 6 : 9);
    });
    expect(looks).toBe(3);
    expect((await usage.sumHours('corrected', DAY)).values).toMatchObject([{ value: 9 }]);
  });

  it('tells a user from another one also in a row behind the first', async () => {
    const other = { ...unlike(20_000), users: unlike(20_000).users.map((user) => `${user}x`) };
    const at = { day: DAY, hour: 3 };
    await usage.putHour('parts', at, unlike(20_000), EXPIRES_AT);
    await usage.putHour('parts', at, other, EXPIRES_AT, async () => other);
    expect((await usage.sumHours('parts', DAY)).users).toEqual([...other.users].sort());
  });

  it('keeps a day of 20,000 users, growing from one row to several, and no smaller one after it', async () => {
    await usage.putDay('large', unlike(10), UNLIKE_NUMBERS, DAY);
    await usage.putDay('large', unlike(20_000), UNLIKE_NUMBERS, DAY);
    await usage.putDay('large', unlike(15_000), UNLIKE_NUMBERS, DAY);
    const rows = await rowsOf(accountKey('large'));
    expect(rows.length).toBeGreaterThan(1);
    expect(decodeUsageDays(rows, UNLIKE_NUMBERS).map(sorted)).toEqual([unlike(20_000)]);
  });

  it('keeps hours of 20,000 users and sums them', async () => {
    await usage.putHour('hours', { day: DAY, hour: 1 }, logins(0, 20_000), EXPIRES_AT);
    await usage.putHour('hours', { day: DAY, hour: 2 }, logins(10_000, 30_000), EXPIRES_AT);
    const sum = await usage.sumHours('hours', DAY);
    expect([sum.total, sum.users.length]).toEqual([40_000, 30_000]);
    for (const row of await rowsOf(hoursKey('hours', DAY))) expect(row.expiresAt).toEqual({ N: String(EXPIRES_AT) });
  });

  it('keeps what fits of a day whose event names are without end, counts them all, and says so', async () => {
    const builder = new TallyBuilder();
    for (let i = 0; i < 80_000; i += 1) builder.add(`viewed-page-${i}`, undefined);
    const endless = { day: DAY, ...builder.build() };
    const numbers = numbersFor([endless]);
    const leftOut = await usage.putDay('endless', endless, numbers, DAY);
    const [day] = decodeUsageDays(await rowsOf(accountKey('endless')), numbers);
    expect(leftOut).toBeGreaterThan(0);
    expect(day).toMatchObject({ total: 80_000 });
    expect((day as UsageDay).names).toHaveLength(80_000 - leftOut);
  });
});

describe('a usage day that changes after its second day', () => {
  let tables: TestTables;
  let usage: DynamoUsage;
  beforeAll(async () => {
    tables = await createTables();
    usage = new DynamoUsage(tables.client, tables.accountsTable);
  });

  const put = (account: string, users: number, today: string) =>
    usage.putDay(account, dayOf(users), NUMBERS, today, async () => ({ day: dayOf(users), numbers: NUMBERS }));
  const rowsOf = (account: string) => rowsUnder(tables.client, tables.accountsTable, accountKey(account));
  const overtakenOf = async (account: string) =>
    decodeOvertakenDays(await rowsOf(account), NUMBERS).map(({ before, changedOn }) => [changedOn, before.total]);

  it('leaves a note of what stood before, one for each day on which it changes', async () => {
    await put('late', 2, DAY);
    await put('late', 3, '2026-06-02');
    expect(await overtakenOf('late')).toEqual([]);
    await put('late', 4, '2026-06-03');
    await put('late', 5, '2026-06-03');
    await put('late', 6, '2026-06-20');
    expect(await overtakenOf('late')).toEqual([
      ['2026-06-03', 3],
      ['2026-06-20', 5],
    ]);
    expect(decodeUsageDays(await rowsOf('late'), NUMBERS)).toMatchObject([{ total: 6, changedOn: '2026-06-20' }]);
  });

  it('leaves the same whatever write came first, and however often', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom(1, 2, 3, 4), { minLength: 1, maxLength: 6 }),
        fc.uuid(),
        async (order, account) => {
          await put(account, 1, DAY);
          for (const users of order) await put(account, users, '2026-06-10');
          await put(account, 4, '2026-06-10');
          await put(account, 4, '2026-06-11');
          expect(await overtakenOf(account)).toEqual([['2026-06-10', 1]]);
        },
      ),
      { numRuns: 10 },
    );
  });

  it('is noted when an event of it is corrected, too', async () => {
    const other: UsageDay = { ...dayOf(2), users: ['user-3@example.com', 'user-4@example.com'] };
    await put('corrected', 2, DAY);
    await usage.putDay('corrected', other, NUMBERS, '2026-06-10', async () => ({ day: other, numbers: NUMBERS }));
    const overtaken = decodeOvertakenDays(await rowsOf('corrected'), NUMBERS);
    expect(overtaken.map(({ before }) => before.users)).toEqual([dayOf(2).users]);
  });

  it('costs a load of history not a write more: a day that was never there leaves no note', async () => {
    for (const users of [1, 2, 3]) await put('loaded', users, '2027-01-01');
    expect(await rowsOf('loaded')).toHaveLength(1);
    const [day] = decodeUsageDays(await rowsOf('loaded'), NUMBERS);
    expect(day).toMatchObject({ total: 3, changedOn: '2027-01-01' });
  });

  it('is kept without its users where it takes several rows', async () => {
    const large = { ...unlike(20_000) };
    await usage.putDay('large', large, UNLIKE_NUMBERS, DAY);
    await usage.putDay('large', { ...large, total: large.total + 1 }, UNLIKE_NUMBERS, '2026-06-10');
    const rows = await rowsOf('large');
    expect(decodeUsageDays(rows, UNLIKE_NUMBERS).map(({ users }) => users.length)).toEqual([20_000]);
    expect(decodeOvertakenDays(rows, UNLIKE_NUMBERS)).toMatchObject([{ before: { total: large.total, users: [] } }]);
  });

  it('costs only what stood before where the names it was kept by are lost', async () => {
    await put('lost', 2, DAY);
    await put('lost', 3, '2026-06-10');
    expect(decodeOvertakenDays(await rowsOf('lost'), noNumbers())).toEqual([]);
  });

  it('stays a day that changed late when a run from before midnight comes last', async () => {
    await put('midnight', 1, DAY);
    await put('midnight', 2, '2026-06-03');
    await put('midnight', 3, '2026-06-02');
    await put('midnight', 4, '2026-06-10');
    await put('midnight', 5, '2026-06-09');
    expect(await overtakenOf('midnight')).toEqual([
      ['2026-06-03', 1],
      ['2026-06-10', 3],
    ]);
  });
});

describe('two writers of one day', () => {
  const canceled = (...codes: string[]) =>
    new TransactionCanceledException({ message: 'canceled', CancellationReasons: codes.map((Code) => ({ Code })) });

  it('meet in a transaction: the one that is held up tries again', async () => {
    const { client, asked } = scriptedDynamo({ TransactWriteItems: [canceled('None', 'TransactionConflict'), {}] });
    await new DynamoUsage(client, 'accounts').putDay('koa', unlike(20_000), UNLIKE_NUMBERS, DAY);
    expect(asked('TransactWriteItems')).toHaveLength(2);
  });

  it('of which the other counted more: nothing is left to do', async () => {
    const { client, asked } = scriptedDynamo({
      TransactWriteItems: [canceled('ConditionalCheckFailed', 'None')],
      Query: [{ Items: [{ n: { N: '30000000' } }] }],
    });
    await new DynamoUsage(client, 'accounts').putDay('koa', unlike(20_000), UNLIKE_NUMBERS, DAY);
    expect(asked('TransactWriteItems')).toHaveLength(1);
  });

  it('fail for any other reason, as every write may', async () => {
    const { client } = scriptedDynamo({
      TransactWriteItems: [canceled('ValidationError')],
      PutItem: [new Error('down')],
    });
    const usage = new DynamoUsage(client, 'accounts');
    await expect(usage.putDay('koa', unlike(20_000), UNLIKE_NUMBERS, DAY)).rejects.toThrow('canceled');
    await expect(usage.putDay('koa', dayOf(1), NUMBERS, DAY)).rejects.toThrow('down');
  });
});
