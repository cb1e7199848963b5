import { beforeAll, describe, expect, it, vi } from 'vitest';
import { encodeAccount, encodeContact } from '../../functions/store/accounts/account-items.ts';
import { PutItemCommand, UpdateItemCommand } from '../../functions/store/client.ts';
import { userKey } from '../../functions/store/keys.ts';
import { DynamoNewcomers, openToNewcomers } from '../../functions/store/sources/newcomers.ts';
import { readOverLimits } from '../../functions/store/sources/over-limits.ts';
import { createTables, rowsUnder, type TestTables } from '../support/tables.ts';

const TODAY = '2026-06-10';
let now = Date.parse('2026-06-10T03:00:00Z');
const limits = { newUsersPerSourceAndDay: 5, newAccountsPerSourceAndDay: 2 };

describe('who comes new, in DynamoDB', () => {
  let tables: TestTables;
  beforeAll(async () => {
    tables = await createTables();
  });
  const open = () => new DynamoNewcomers(tables.client, tables.accountsTable, limits, () => now);
  const from = (source: string, ...users: string[]) => new Map(users.map((user) => [user, [source]]));
  const people = (count: number, prefix = 'u') => Array.from({ length: count }, (_, i) => `${prefix}${i}`);
  const put = (Item: NonNullable<ConstructorParameters<typeof PutItemCommand>[0]['Item']>) =>
    tables.client.send(new PutItemCommand({ TableName: tables.accountsTable, Item }));

  it('has a place up to the limit of the day, and is told the same wherever and however often it asks', async () => {
    const away = await open().turnedAway('koa', from('a', ...people(8)), TODAY);
    expect([...away].sort()).toEqual(['u5', 'u6', 'u7']);
    const others = await Promise.all(people(6).map(() => open().turnedAway('koa', from('a', ...people(8)), TODAY)));
    for (const again of others) expect(again).toEqual(away);
    expect(await open().turnedAway('koa', from('a', 'u7'), '2026-06-11')).toEqual(new Set());
    expect(await open().turnedAway('koa', from('b', 'u7'), TODAY)).toEqual(new Set());
  });

  it('is at most as many as the limit, however many ask at once', async () => {
    const asked = people(40);
    const [one, other] = [open(), open()];
    const answers = await Promise.all(
      asked.map((user, i) => (i % 2 === 0 ? one : other).turnedAway('busy', from('race', user), TODAY)),
    );
    expect(answers.filter((away) => away.size === 0)).toHaveLength(limits.newUsersPerSourceAndDay);
  });

  it('asks once for all who wait, and nobody again who has a place', async () => {
    const newcomers = open();
    const send = vi.spyOn(tables.client, 'send');
    await Promise.all(people(5).map((user) => newcomers.turnedAway('calm', from('calm', user), TODAY)));
    const writes = () => send.mock.calls.filter(([command]) => command instanceof UpdateItemCommand).length;
    expect(writes()).toBeLessThanOrEqual(2);
    send.mockClear();
    await newcomers.turnedAway('calm', from('calm', 'u1'), TODAY);
    expect(writes()).toBe(0);
    send.mockRestore();
  });

  it('needs no place where the company named it: a contact, a user linked by import, an imported account', async () => {
    await open().turnedAway('full', from('named', ...people(5)), TODAY);
    await put(encodeContact({ id: 'aoki', account: 'full', name: 'Aoki', keyPerson: false }));
    const link = { sk: { S: 'link' }, account: { S: 'full' }, since: { S: '2026-06-01T00:00:00Z' } };
    await put({ pk: { S: userKey('sato') }, ...link, by: { S: 'import' } });
    await put({ pk: { S: userKey('claimed') }, ...link, by: { S: 'claim' } });
    const away = await open().turnedAway('full', from('named', 'aoki', 'sato', 'claimed'), TODAY);
    expect([...away]).toEqual(['claimed']);
    expect(await open().isAdmitted('made-up-1', ['named'], TODAY)).toBe(true);
    expect(await open().isAdmitted('made-up-2', ['named'], TODAY)).toBe(true);
    expect(await open().isAdmitted('made-up-3', ['named'], TODAY)).toBe(false);
    await put(encodeAccount({ id: 'made-up-3', name: 'Real after all' }));
    expect(await open().isAdmitted('made-up-3', ['named'], TODAY)).toBe(true);
  });

  it('takes the same places by calls as by events: of users, their other names, and accounts', async () => {
    const user = (n: number) => ({ account: 'koa', user: `u${n}` });
    expect((await open().turnedAway('koa', from('calls', 'u0', 'u1'), TODAY)).size).toBe(0);
    const said = [user(1), user(2), { anonymousId: 'x1' }, { anonymousId: 'x2' }, user(3), user(0)];
    const answers = () => Promise.all(said.map((newcomer) => open().mayBring('calls', newcomer, TODAY)));
    const first = await answers();
    expect(first.filter(Boolean)).toHaveLength(5);
    expect([first[0], first[5]]).toEqual([true, true]);
    expect(await answers()).toEqual(first);
    expect(await open().isAdmitted('new-1', ['calls'], TODAY)).toBe(true);
    for (const [account, may] of [
      ['new-2', true],
      ['new-3', false],
      ['new-1', true],
    ] as const) {
      expect(await open().mayBring('calls', { account }, TODAY)).toBe(may);
    }
    expect((await readOverLimits(tables.client, tables.accountsTable, ['calls'])).map(({ limit }) => limit)).toEqual([
      'users',
      'accounts',
    ]);
  });

  it('has a place, whoever it is, where an operator loads what a source sent', async () => {
    expect((await open().turnedAway('load', from('load', ...people(9)), TODAY)).size).toBe(4);
    const warm = open();
    expect((await warm.turnedAway('load', from('load', ...people(9)), TODAY)).size).toBe(4);
    await openToNewcomers(tables.client, tables.accountsTable, 'load', [TODAY], now);
    expect((await open().turnedAway('load', from('load', ...people(9)), TODAY)).size).toBe(0);
    now += 61_000;
    expect((await warm.turnedAway('load', from('load', ...people(9)), TODAY)).size).toBe(0);
  });

  it('is told of beyond the limit, by the stretch of days, and leaves no row that stays', async () => {
    for (const day of ['2026-06-08', '2026-06-10', '2026-06-11', '2026-06-11']) {
      await open().turnedAway('over', from('over', ...people(6, day)), day);
    }
    await open().isAdmitted('over', ['over'], TODAY);
    expect(await readOverLimits(tables.client, tables.accountsTable, ['over'])).toEqual([
      { source: 'over', limit: 'users', from: '2026-06-10', to: '2026-06-11' },
    ]);
    const rows = await rowsUnder(tables.client, tables.accountsTable, 'source#over');
    const daily = rows.filter((row) => row.who !== undefined);
    expect(daily.map(({ who }) => who?.SS?.length)).toEqual([1, 5, 5, 5]);
    for (const { expiresAt } of daily) expect(Number(expiresAt?.N)).toBeLessThan(now / 1000 + 10 * 86_400);
  });
});
