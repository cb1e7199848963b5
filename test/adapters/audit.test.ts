import { beforeAll, describe, expect, test } from 'vitest';
import { type AuditEntry, operatorNamed } from '../../domain/audit/audit.ts';
import { encodeAuditEntry } from '../../functions/store/audit/audit-items.ts';
import { DynamoAuditLog } from '../../functions/store/audit/audit-log.ts';
import { AuditReader } from '../../functions/store/audit/audit-reader.ts';
import { PutItemCommand } from '../../functions/store/client.ts';
import { createTables, type TestTables } from '../support/tables.ts';

let tables: TestTables;
let log: DynamoAuditLog;
let reader: AuditReader;

beforeAll(async () => {
  tables = await createTables();
  log = new DynamoAuditLog(tables.client, tables.accountsTable);
  reader = new AuditReader(tables.client, tables.accountsTable);
});

const entryAt = (at: string, said: Partial<AuditEntry> = {}): AuditEntry => ({
  at,
  who: operatorNamed('aya'),
  door: 'command',
  what: 'next-action-noted',
  about: { account: 'koa' },
  before: null,
  after: 'Call',
  ...said,
});

describe('what was ever changed about an account', () => {
  test('is read a page at a time, the latest change first', async () => {
    for (let day = 1; day <= 5; day += 1) await log.add(entryAt(`2026-05-0${day}T00:00:00.000Z`));
    await log.add(entryAt('2026-05-06T00:00:00.000Z', { about: { account: 'koa-2' } }));
    const first = await reader.ofAccount('koa', { limit: 2 });
    const second = await reader.ofAccount('koa', { limit: 2, from: first.next });
    const third = await reader.ofAccount('koa', { limit: 2, from: second.next });
    const days = [first, second, third].map(({ entries }) => entries.map(({ at }) => at.slice(8, 10)));
    expect(days).toEqual([['05', '04'], ['03', '02'], ['01']]);
    expect(third.next).toBeUndefined();
  });

  test('has an entry once that was written twice', async () => {
    await log.add(entryAt('2026-05-01T00:00:00.000Z', { about: { account: 'twice' } }));
    await log.add(entryAt('2026-05-01T00:00:00.000Z', { about: { account: 'twice' } }));
    expect((await reader.ofAccount('twice', { limit: 9 })).entries).toHaveLength(1);
  });

  test('has both of two that were done at the same moment', async () => {
    await log.add(entryAt('2026-05-01T00:00:00.000Z', { about: { account: 'both' }, after: 'Call' }));
    await log.add(entryAt('2026-05-01T00:00:00.000Z', { about: { account: 'both' }, after: 'Write' }));
    expect((await reader.ofAccount('both', { limit: 9 })).entries).toHaveLength(2);
  });
});

describe('the latest changes of all', () => {
  test('are those of every account and of none, over the end of a month, in the order of time', async () => {
    const fresh = await createTables();
    const freshLog = new DynamoAuditLog(fresh.client, fresh.accountsTable);
    const texts = Array.from({ length: 40 }, (_, n) => `change ${String(n).padStart(2, '0')}`);
    const start = Date.parse('2026-05-31T23:40:00.000Z');
    for (const [n, after] of texts.entries()) {
      const about = n % 3 === 0 ? { source: 'app' } : { account: `a${n}` };
      await freshLog.add(entryAt(new Date(start + n * 60_000).toISOString(), { after, about }));
    }
    const latest = await new AuditReader(fresh.client, fresh.accountsTable).latest(
      30,
      Date.parse('2026-06-02T00:00:00Z'),
    );
    expect(latest.map(({ after }) => after)).toEqual(texts.slice(10).reverse());
  });

  test('are paged, each once and in order, over months, many at one moment, and those of somebody alone', async () => {
    const fresh = await createTables();
    const log = new DynamoAuditLog(fresh.client, fresh.accountsTable);
    const start = Date.parse('2026-03-30T00:00:00.000Z');
    // Seven at each moment, over ten weeks.
    for (let n = 0; n < 140; n += 1) {
      const at = new Date(start + Math.floor(n / 7) * 3 * 86_400_000).toISOString();
      await log.add(entryAt(at, { after: `${n}`, who: operatorNamed(n % 20 === 0 ? 'bo' : 'aya') }));
    }
    const reader = new AuditReader(fresh.client, fresh.accountsTable);
    const read = async (limit: number, who?: string) => {
      const pages: AuditEntry[][] = [];
      let from: string | undefined;
      do {
        const page = await reader.latestPage({ limit, who, from, now: Date.parse('2026-06-02T00:00:00Z') });
        pages.push(page.entries);
        from = page.next;
      } while (from !== undefined && pages.length < 100);
      return pages;
    };
    for (const limit of [5, 50, 200]) {
      const all = (await read(limit)).flat();
      expect(new Set(all.map(({ after }) => after)).size).toBe(140);
      expect(all).toHaveLength(140);
      const times = all.map(({ at }) => at);
      expect(times).toEqual([...times].sort().reverse());
    }
    const [first] = await read(50);
    expect(first?.length).toBeGreaterThanOrEqual(50);
    expect(first?.length).toBeLessThan(57);
    expect((await read(50, 'bo')).flat().map(({ after }) => Number(after))).toEqual([120, 100, 80, 60, 40, 20, 0]);
    expect((await read(50, 'nobody')).flat()).toEqual([]);
  });

  test('have the moves of users that an earlier release listed under the month alone', async () => {
    const fresh = await createTables();
    const move = {
      at: '2026-06-01T09:30:00.000Z',
      who: 'an import by aya',
      what: 'user-moved',
      about: { user: 'rin' },
    };
    await fresh.client.send(
      new PutItemCommand({
        TableName: fresh.accountsTable,
        Item: {
          pk: { S: 'user#rin' },
          sk: { S: 'audit#2026-06-01T09:30:00.000Z#bbEa85jOAiKy' },
          list: { S: 'audit#2026-06' },
          listedAt: { S: move.at },
          f: { S: JSON.stringify({ ...move, before: 'lio', after: 'koa' }) },
        },
      }),
    );
    const latest = await new AuditReader(fresh.client, fresh.accountsTable).latest(
      30,
      Date.parse('2026-06-02T00:00:00Z'),
    );
    expect(latest).toMatchObject([{ who: operatorNamed('aya'), door: 'import', before: 'lio', after: 'koa' }]);
  });

  test('lie in many keys of the index, since programs may change a lot at once', () => {
    const lists = Array.from({ length: 200 }, (_, n) => encodeAuditEntry(entryAt(new Date(n).toISOString())).list?.S);
    expect(new Set(lists).size).toBe(16);
  });
});
