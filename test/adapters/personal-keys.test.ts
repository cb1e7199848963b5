import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { AuditEntry } from '../../domain/audit/audit.ts';
import { DynamoPersonalKeys, hashOfPersonalKey } from '../../functions/store/sign-in/personal-keys.ts';
import { createTables, type TestTables } from '../support/tables.ts';

const noon = Date.parse('2026-06-01T03:00:00Z');
const audit = (at: string): AuditEntry => ({
  ...{ at, who: { is: 'member', id: 'aoi' }, door: 'page', what: 'personal-key-made' },
  ...{ about: { member: 'aoi' }, before: null, after: null },
});
const keyOf = (person: string, madeAt = '2026-06-01T00:00:00.000Z') =>
  ({ person, role: 'csm', name: 'x', hint: 'abcd', madeAt }) as const;

describe('keys for assistants in the store', () => {
  let tables: TestTables;
  let keys: DynamoPersonalKeys;
  beforeAll(async () => {
    tables = await createTables();
    keys = new DynamoPersonalKeys(tables.client, tables.accountsTable);
  });

  it('count the calls of a minute, also where many come at once, and begin anew with the next', async () => {
    const hash = hashOfPersonalKey('counted');
    await keys.make(hash, keyOf('aoi'), audit('2026-06-01T00:00:01.000Z'));
    const used = await Promise.all(Array.from({ length: 20 }, () => keys.use(hash, noon)));
    expect(used.map((one) => one?.calls).sort((a = 0, b = 0) => a - b)).toEqual(
      Array.from({ length: 20 }, (_, i) => i + 1),
    );
    expect(used[0]?.key).toEqual(keyOf('aoi'));
    expect((await keys.use(hash, noon + 60_000))?.calls).toBe(1);
    // A clock that is behind counts in the minute that others are in.
    expect((await keys.use(hash, noon))?.calls).toBe(2);
    const [listed] = await keys.listed('aoi');
    expect(listed).toMatchObject({ hash, usedAt: '2026-06-01T03:00:00.000Z' });
  });

  it('are counted by one write a call, whether the minute is the same as of the call before or another', async () => {
    const [first, second] = ['first', 'second'].map(hashOfPersonalKey) as [string, string];
    await keys.make(first, keyOf('rin'), audit('2026-06-01T00:00:10.000Z'));
    await keys.make(second, keyOf('rin'), audit('2026-06-01T00:00:11.000Z'));
    const own = new DynamoPersonalKeys(tables.client, tables.accountsTable);
    const sent = vi.spyOn(tables.client, 'send');
    try {
      const calls = [first, first, second, first, second].map(
        (hash, i) => [hash, noon + (i === 4 ? 60_000 : 0)] as const,
      );
      const asked: number[] = [];
      for (const [hash, at] of calls) {
        sent.mockClear();
        await own.use(hash, at);
        asked.push(sent.mock.calls.length);
      }
      // Only of a minute in which another one's call came between, a second one is needed.
      expect(asked).toEqual([1, 1, 1, 2, 1]);
    } finally {
      sent.mockRestore();
    }
  });

  it('open nothing once they are ended, and are listed no more', async () => {
    const hash = hashOfPersonalKey('ended');
    await keys.make(hash, keyOf('ken'), audit('2026-06-01T00:00:02.000Z'));
    expect(await keys.make(hash, keyOf('ken'), audit('2026-06-01T00:00:03.000Z'))).toBe(false);
    expect(await keys.end(hash, noon, audit('2026-06-01T00:00:04.000Z'))).toBe(true);
    expect(await keys.end(hash, noon, audit('2026-06-01T00:00:05.000Z'))).toBe(false);
    expect(await keys.use(hash, noon)).toBeNull();
    expect(await keys.find(hash)).toBeUndefined();
    expect(await keys.listed('ken')).toEqual([]);
    expect(await keys.make(hash, keyOf('ken'), audit('2026-06-01T00:00:06.000Z'))).toBe(false);
    expect(await keys.use(hashOfPersonalKey('none'), noon)).toBeNull();
  });

  it('are told apart by whose they are, also where one id begins as another', async () => {
    await keys.make(hashOfPersonalKey('a'), keyOf('mio'), audit('2026-06-01T00:00:07.000Z'));
    await keys.make(hashOfPersonalKey('b'), keyOf('mio#2'), audit('2026-06-01T00:00:08.000Z'));
    await keys.make(
      hashOfPersonalKey('c'),
      keyOf('mio', '2026-06-02T00:00:00.000Z'),
      audit('2026-06-01T00:00:09.000Z'),
    );
    expect((await keys.listed('mio')).map(({ hash }) => hash)).toEqual([
      hashOfPersonalKey('c'),
      hashOfPersonalKey('a'),
    ]);
    expect((await keys.listed()).length).toBe(6);
  });
});
