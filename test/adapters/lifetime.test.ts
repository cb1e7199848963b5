import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { emptyLifetime, learnDay } from '../../domain/usage/lifetime.ts';
import { TallyBuilder, type UsageDay } from '../../domain/usage/tally/usage-tally.ts';
import { DeleteItemCommand, PutItemCommand } from '../../functions/store/client.ts';
import { accountKey } from '../../functions/store/keys.ts';
import { RowsMovedError } from '../../functions/store/rows-moved.ts';
import { DynamoLifetime } from '../../functions/store/usage/lifetime.ts';
import { decodeLifetime } from '../../functions/store/usage/usage-codec.ts';
import { createTables, rowsUnder, type TestTables } from '../support/tables.ts';

function dayOf(day: string, from: number, to: number, event = 'login'): UsageDay {
  const builder = new TallyBuilder();
  for (let i = from; i < to; i += 1) builder.add(event, `user-${i}@example.com`);
  return { day, ...builder.build() };
}

function lifetimeOf(days: UsageDay[]) {
  const lifetime = emptyLifetime();
  for (const day of days) learnDay(lifetime, day);
  return lifetime;
}

describe('lifetimes in DynamoDB', () => {
  let tables: TestTables;
  beforeAll(async () => {
    tables = await createTables();
  });
  const open = () => new DynamoLifetime(tables.client, tables.accountsTable);

  const rowsOf = (account: string) => rowsUnder(tables.client, tables.accountsTable, accountKey(account));

  it('learn the first day and the last month of every event and user', async () => {
    const days = [dayOf('2026-05-31', 0, 3), dayOf('2026-06-02', 2, 5, 'page.viewed'), dayOf('2026-06-01', 0, 1)];
    for (const day of days) await open().learn('koa', [day]);
    expect(decodeLifetime(await rowsOf('koa'))).toEqual(lifetimeOf(days));
  });

  it('are not written again for what is known', async () => {
    const lifetime = open();
    await lifetime.learn('same', [dayOf('2026-06-02', 0, 3)]);
    const before = await rowsOf('same');
    await lifetime.learn('same', [dayOf('2026-06-03', 0, 3), dayOf('2026-06-02', 1, 2)]);
    expect(await rowsOf('same')).toEqual(before);
  });

  it('lose nothing to writers at the same time', async () => {
    const days = Array.from({ length: 12 }, (_, i) => dayOf(`2026-06-${String(i + 1).padStart(2, '0')}`, i, i + 3));
    await Promise.all(days.map((day) => open().learn('busy', [day])));
    expect(decodeLifetime(await rowsOf('busy'))).toEqual(lifetimeOf(days));
  });

  it('list a new name behind all others when a row was lost, and foresee the same numbers without writing', async () => {
    const days = [dayOf('2026-06-01', 0, 3_000)];
    await open().learn('gap', days);
    const [first, second] = (await rowsOf('gap')) as [Record<string, AttributeValue>, Record<string, AttributeValue>];
    const Key = { pk: first.pk, sk: first.sk } as Record<string, AttributeValue>;
    await tables.client.send(new DeleteItemCommand({ TableName: tables.accountsTable, Key }));
    const before = await rowsOf('gap');
    const { learnt: foreseen } = await open().foresee('gap', days);
    expect(await rowsOf('gap')).toEqual(before);
    const learnt = await open().learn('gap', days);
    expect(foreseen).toEqual(learnt);
    const rows = await rowsOf('gap');
    expect(rows.map(({ sk }) => sk)).not.toContainEqual(first.sk);
    expect(rows[0]?.u?.S?.startsWith(second.u?.S as string)).toBe(true);
    expect(decodeLifetime(rows)).toEqual(lifetimeOf(days));
  });

  it('are corrected in their places, of two rows that list the same name by the first', async () => {
    const days = [dayOf('2026-06-01', 0, 2)];
    await open().learn('twice', days);
    const [row] = (await rowsOf('twice')) as [Record<string, AttributeValue>];
    const again = {
      ...row,
      sk: { S: '3#lifetime#001' },
      u: { S: 'user-1%40example.com=2026-01-01,2026-01,1&ghost=2026-01-01,2026-01,1' },
    };
    await tables.client.send(new PutItemCommand({ TableName: tables.accountsTable, Item: again }));
    const lifetime = open();
    await lifetime.correct(await lifetime.read('twice'), lifetimeOf(days));
    const rows = await rowsOf('twice');
    expect(rows[0]).toEqual(row);
    expect(rows[1]).toMatchObject({ e: { S: 'login=' }, u: { S: 'user-1%40example.com=&ghost=' }, rev: { N: '2' } });
    expect(decodeLifetime(rows)).toEqual(lifetimeOf(days));
  });

  it('are not corrected when somebody learnt in between', async () => {
    const days = [dayOf('2026-06-01', 0, 2)];
    const lifetime = open();
    await lifetime.learn('moved', days);
    const read = await lifetime.read('moved');
    await lifetime.learn('moved', [dayOf('2026-06-02', 2, 3)]);
    await expect(lifetime.correct(read, lifetimeOf([dayOf('2026-06-01', 0, 1)]))).rejects.toThrow(RowsMovedError);
  });

  it('of 20,000 users lie in rows far below 400 KB, and one more user rewrites one of them', async () => {
    const days = [dayOf('2026-06-01', 0, 12_000), dayOf('2026-06-02', 12_000, 20_000)];
    for (const day of days) await open().learn('large', [day]);
    const rows = await rowsOf('large');
    expect(decodeLifetime(rows)).toEqual(lifetimeOf(days));
    for (const row of rows) expect(JSON.stringify(row).length).toBeLessThan(80_000);
    const send = vi.spyOn(tables.client, 'send');
    await open().learn('large', [dayOf('2026-06-02', 20_000, 20_001)]);
    expect(send).toHaveBeenCalledTimes(2);
    send.mockRestore();
  });
});
