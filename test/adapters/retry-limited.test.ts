import { beforeEach, describe, expect, test } from 'vitest';
import type { QuarantinedEvent } from '../../domain/quarantine/quarantined-event.ts';
import type { Call } from '../../domain/usage/call.ts';
import { writeCall } from '../../domain/usage/written-call.ts';
import { DynamoQuarantineWriter } from '../../functions/store/quarantine/quarantine-writer.ts';
import { hashOfKey } from '../../functions/store/sources/source-keys.ts';
import { installationOf, type Said, say as sayTo, toolsOver } from '../support/operator.ts';
import { createTables, rowsUnder, type TestTables } from '../support/tables.ts';

const NOW = Date.parse('2026-06-01T03:20:00Z');
const receivedAt = new Date(NOW).toISOString();

let tables: TestTables;
let say: (...line: string[]) => Promise<Said>;
let page: string;
let putAside: (one: Partial<QuarantinedEvent>) => Promise<void>;

beforeEach(async () => {
  tables = await createTables();
  const tools = toolsOver(tables, () => NOW, { readSourcePulses: async () => [] });
  say = (...line) => sayTo(['--json', ...line], { openInstallation: () => installationOf(tools), now: () => NOW });
  const { json } = await say('source', 'key', 'demo', '--kind', 'write');
  page = hashOfKey(json.key);
  const entry = new DynamoQuarantineWriter(tables.client, tables.accountsTable, {
    mostPerSourceAndDay: 100,
    keptForInDays: 90,
  });
  putAside = (one) =>
    entry.put([{ source: 'demo', receivedAt, reason: 'not-allowed', detail: 'no right', raw: '', ...one }]);
});

const call = (limits?: Call['limits']): Call => ({
  kind: 'group',
  id: 'g1',
  source: 'demo',
  time: NOW,
  userId: 'eve',
  groupId: 'koa',
  traits: { name: 'Evil' },
  ...(limits && { limits }),
});
const storedCalls = async () => {
  const rows = await rowsUnder(tables.client, tables.eventsTable, 'group#koa#calls');
  return rows.map((row) => JSON.stringify(row));
};

describe('what a key that stands in a page told', () => {
  test('stays aside while its key may not tell it, and counts once somebody gave the key the right', async () => {
    await putAside({ raw: JSON.stringify(writeCall(call({ key: page, vouched: 'nothing' }))) });
    expect((await say('quarantine', 'retry')).json).toEqual({ used: 0, kept: 1 });
    expect(await storedCalls()).toEqual([]);
    await say('source', 'rights', page, 'facts');
    expect((await say('quarantine', 'retry')).json).toEqual({ used: 1, kept: 0 });
    const [stored] = await storedCalls();
    expect(stored).toContain('Evil');
    expect(stored).not.toContain('nothing');
  });

  test('and could not be read then, is read by what its key may tell now, whatever it says of itself', async () => {
    const group = { type: 'group', messageId: 'g1', userId: 'eve', groupId: 'koa', timestamp: receivedAt, traits: {} };
    const raw = JSON.stringify({ ...group, limits: undefined, traits: { name: 'Evil' } });
    await putAside({ reason: 'too-old', raw, dialect: 'segment', limitedKey: page });
    expect((await say('quarantine', 'retry')).json).toEqual({ used: 1, kept: 0 });
    const [stored] = await storedCalls();
    // It travels on as what a page said: nobody vouches for it.
    expect(stored).toContain(page);
    expect(stored).toContain('nothing');
  });
});

describe('what a source told of too many newcomers', () => {
  test('is used once somebody tries it again, which has no limit', async () => {
    await putAside({ reason: 'too-many-new', raw: JSON.stringify(writeCall(call())) });
    expect((await say('quarantine', 'retry')).json).toEqual({ used: 1, kept: 0 });
    const [stored] = await rowsUnder(tables.client, tables.eventsTable, 'group#koa#calls');
    expect(stored?.r?.N).toBe(String(NOW));
  });

  test('stays aside with the reason of what of it can’t be used, the rest is used', async () => {
    const faulty = { ...call(), traits: { name: 'Koa', mrr: 'much' } };
    await putAside({ reason: 'too-many-new', raw: JSON.stringify(writeCall(faulty)) });
    expect((await say('quarantine', 'retry')).json).toEqual({ used: 0, kept: 1 });
    expect(await storedCalls()).toHaveLength(1);
    expect((await say('quarantine', 'list')).stdout).toContain('bad-trait');
  });
});
