import { beforeEach, describe, expect, it } from 'vitest';
import { GetItemCommand, PutItemCommand } from '../../functions/store/client.ts';
import { hashOfKey, KEY_PREFIXES, SourceKeys } from '../../functions/store/sources/source-keys.ts';
import { silenceLog } from '../support/silence-log.ts';
import { createTables, type TestTables } from '../support/tables.ts';

silenceLog();

const keyOf = (kind: keyof typeof KEY_PREFIXES, letter = 'a') => `${KEY_PREFIXES[kind]}${letter.repeat(32)}`;

let tables: TestTables;
let now: number;
let asked: string[];

beforeEach(async () => {
  tables = await createTables();
  now = Date.parse('2026-06-01T09:41:07Z');
  asked = [];
});

const open = () =>
  new SourceKeys(
    {
      call<Answer>(operation: string, input: object) {
        asked.push(operation);
        return tables.jsonClient.call<Answer>(operation, input);
      },
    },
    tables.accountsTable,
    () => now,
  );

const rowKey = (key: string) => ({ pk: { S: `key#${hashOfKey(key)}` }, sk: { S: 'key' } });

async function issue(key: string, kind: string, over = {}): Promise<void> {
  await tables.client.send(
    new PutItemCommand({
      TableName: tables.accountsTable,
      Item: { ...rowKey(key), source: { S: 'app' }, kind: { S: kind }, hint: { S: 'aaaa' }, ...over },
    }),
  );
}

async function usedAt(key: string): Promise<string | undefined> {
  const { Item } = await tables.client.send(
    new GetItemCommand({ TableName: tables.accountsTable, Key: rowKey(key), ConsistentRead: true }),
  );
  return Item?.usedAt?.S;
}

describe('a key of a source', () => {
  it('says whose it is, and only for what it was issued for', async () => {
    await issue(keyOf('write'), 'write');
    const keys = open();
    expect(await keys.find(keyOf('write'), 'write')).toEqual({ source: 'app' });
    expect(await keys.find(keyOf('write'), 'api')).toBeNull();
    expect(await keys.find(keyOf('write', 'b'), 'write')).toBeNull();
  });

  it('opens nothing of another kind, even if its row says otherwise than its letters', async () => {
    await issue(keyOf('events'), 'write');
    expect(await open().find(keyOf('events'), 'events')).toBeNull();
  });

  it('is not looked up where it is none by its form', async () => {
    const keys = open();
    for (const key of ['', 'skw_', `${keyOf('write')}a`, `skw_${'é'.repeat(32)}`, keyOf('api'), 'x'.repeat(100_000)]) {
      expect(await keys.find(key, 'write')).toBeNull();
    }
    expect(asked).toEqual([]);
  });

  it('opens nothing from the second on in which it expires', async () => {
    await issue(keyOf('api'), 'api', { expiresAt: { N: String(now / 1000 + 10) } });
    const keys = open();
    now += 9_999;
    expect(await keys.find(keyOf('api'), 'api')).toEqual({ source: 'app' });
    now += 1;
    expect(await keys.find(keyOf('api'), 'api')).toBeNull();
  });

  it('opens nothing once it is disabled', async () => {
    await issue(keyOf('write'), 'write');
    const keys = open();
    expect(await keys.find(keyOf('write'), 'write')).not.toBeNull();
    await issue(keyOf('write'), 'write', { disabledAt: { S: '2026-06-01T00:00:00Z' } });
    expect(await keys.find(keyOf('write'), 'write')).toBeNull();
  });

  it('of an earlier release tells all it could tell then; one that says so sends events only', async () => {
    await issue(keyOf('write'), 'write');
    await issue(keyOf('write', 'b'), 'write', { rights: { S: 'events' } });
    const keys = open();
    expect(await keys.find(keyOf('write'), 'write')).toEqual({ source: 'app' });
    const limitedKey = hashOfKey(keyOf('write', 'b'));
    expect(await keys.find(keyOf('write', 'b'), 'write')).toEqual({ source: 'app', limitedKey });
  });

  it('is known to stand in a page once a page sends with it, by one write an hour', async () => {
    await issue(keyOf('write'), 'write');
    const keys = open();
    await keys.find(keyOf('write'), 'write');
    for (let i = 0; i < 3; i += 1) await keys.find(keyOf('write'), 'write', { isFromPage: true });
    const { Item } = await tables.client.send(
      new GetItemCommand({ TableName: tables.accountsTable, Key: rowKey(keyOf('write')), ConsistentRead: true }),
    );
    expect(Item?.usedInPageAt?.S).toBe('2026-06-01T09:00:00.000Z');
    expect(asked.filter((operation) => operation === 'UpdateItem')).toHaveLength(2);
  });

  it('keeps the hour in which it was last used, by one write an hour', async () => {
    await issue(keyOf('write'), 'write');
    const keys = open();
    for (let i = 0; i < 5; i += 1) await keys.find(keyOf('write'), 'write');
    expect(await usedAt(keyOf('write'))).toBe('2026-06-01T09:00:00.000Z');
    expect(asked.filter((operation) => operation === 'UpdateItem')).toHaveLength(1);
    now += 3_600_000;
    await Promise.all(Array.from({ length: 5 }, () => keys.find(keyOf('write'), 'write')));
    expect(await usedAt(keyOf('write'))).toBe('2026-06-01T10:00:00.000Z');
  });

  it('works where its use cannot be noted', async () => {
    await issue(keyOf('write'), 'write');
    const keys = new SourceKeys(
      {
        async call<Answer>(operation: string, input: object) {
          if (operation === 'UpdateItem') throw new Error('down');
          return tables.jsonClient.call<Answer>(operation, input);
        },
      },
      tables.accountsTable,
      () => now,
    );
    expect(await keys.find(keyOf('write'), 'write')).toEqual({ source: 'app' });
  });
});
