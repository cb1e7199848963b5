import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { operatorNamed } from '../../domain/audit/audit.ts';
import type { Reporter } from '../../domain/import/reporter.ts';
import { localClock } from '../../domain/time/time-zone.ts';
import { type DirectoryTools, type ReportedRow, upsertRecords } from '../../functions/directory/upsert-records.ts';
import { encodeAccount } from '../../functions/store/accounts/account-items.ts';
import { DynamoDirectory } from '../../functions/store/accounts/directory.ts';
import { batchPut } from '../../functions/store/batches.ts';
import { PutItemCommand } from '../../functions/store/client.ts';
import { DynamoLedger } from '../../functions/store/ledger/ledger.ts';
import { decodeRow } from '../../functions/store/outbox/outbox-items.ts';
import { DynamoLinks } from '../../functions/store/user-links/link-records.ts';
import { BY_IMPORT, byCallOf, CALLED } from '../support/reporters.ts';
import { createTables, rowsUnder, type TestTables } from '../support/tables.ts';

const NOW = Date.parse('2026-06-01T09:00:00+09:00');
let tables: TestTables;
let directory: DynamoDirectory;
let links: DynamoLinks;
let tools: DirectoryTools;
let id: string;
let accounts = 0;

beforeAll(async () => {
  tables = await createTables();
  directory = new DynamoDirectory(tables.client, tables.accountsTable);
  links = new DynamoLinks(tables.client, tables.accountsTable, () => NOW);
  const ledger = new DynamoLedger(tables.client, tables.accountsTable);
  tools = { directory, links, ledger, clock: localClock('Asia/Tokyo'), now: () => NOW };
});
beforeEach(() => {
  accounts += 1;
  id = `account-${accounts}`;
});

const tell = (facts: Record<string, unknown>, at: number) =>
  upsertRecords('accounts', [{ ref: 'row', facts: { id, name: 'Koa', ...facts }, reporter: BY_IMPORT, at }], tools);
const stored = async () => (await directory.findFacts('accounts', [{ id }]))[0];

describe('the ledger of an account', () => {
  const DAY = 86_400_000;
  const row = (facts: Record<string, unknown>, at: number, more: Partial<ReportedRow<string>> = {}) => ({
    ref: 'row',
    facts: { id, name: 'Koa', ...facts },
    reporter: BY_IMPORT,
    at,
    ...more,
  });
  const write = (rows: ReportedRow<string>[], now: number) =>
    upsertRecords('accounts', rows, { ...tools, now: () => now });
  const written = async () =>
    (await new DynamoLedger(tables.client, tables.accountsTable).read(id)).map(
      ({ fact, from, value, recordedAt, who }) => [fact, from, value, recordedAt - NOW, who],
    );

  test('gets each fact that a write changes, in the same write, and nothing of what was known', async () => {
    await write([row({ plan: 'team', mrr: 100 }, NOW - DAY)], NOW);
    await write([row({ plan: 'team', mrr: 120 }, NOW)], NOW + 5);
    await write([row({ plan: 'team', mrr: 120 }, NOW + 6)], NOW + 6);
    expect(await written()).toEqual([
      ['mrr', '2026-05-31', { amount: 100 }, 0, 'an import'],
      ['mrr', '2026-06-01', { amount: 120 }, 5, 'an import'],
      ['plan', '2026-05-31', 'team', 0, 'an import'],
    ]);
  });

  test('keeps each day of a file that tells several, and of one day the last', async () => {
    await write([row({ mrr: 1 }, NOW - 2 * DAY), row({ mrr: 2 }, NOW - DAY), row({ mrr: 3 }, NOW - DAY + 1)], NOW);
    expect((await written()).map(([, from, value]) => [from, value])).toEqual([
      ['2026-05-30', { amount: 1 }],
      ['2026-05-31', { amount: 3 }],
    ]);
  });

  test('gets what is told when newer facts stand already, on its own day, and today stays as it is', async () => {
    const may = (day: number, hour = 9) =>
      Date.parse(`2026-05-${day < 10 ? `0${day}` : day}T${hour < 10 ? `0${hour}` : hour}:00:00+09:00`);
    await write([row({ plan: 'pro', mrr: 200 }, may(20))], NOW);
    expect((await write([row({ plan: 'team', mrr: 100 }, may(10))], NOW + 1)).unchanged).toBe(1);
    await write([row({ plan: 'team', mrr: 100 }, may(10))], NOW + 2);
    expect(await stored()).toMatchObject({ plan: 'pro', mrr: 200 });
    expect(await written()).toEqual([
      ['mrr', '2026-05-10', { amount: 100 }, 1, 'an import'],
      ['mrr', '2026-05-20', { amount: 200 }, 0, 'an import'],
      ['plan', '2026-05-10', 'team', 1, 'an import'],
      ['plan', '2026-05-20', 'pro', 0, 'an import'],
    ]);
  });

  test('gets what one call tells before another in the same batch', async () => {
    const calls = [row({ plan: 'pro' }, NOW - DAY), row({ plan: 'team' }, NOW - 3 * DAY)];
    await write(
      calls.map((call) => ({ ...call, order: 'any-order' as const })),
      NOW,
    );
    expect((await written()).map(([, from, value]) => [from, value])).toEqual([
      ['2026-05-29', 'team'],
      ['2026-05-31', 'pro'],
    ]);
  });

  test('has each change once that twelve make at the same time', async () => {
    await Promise.all(Array.from({ length: 12 }, (_, i) => write([row({ mrr: i }, NOW + i * DAY)], NOW + i * DAY)));
    const ledger = await written();
    expect(ledger.at(-1)).toEqual(['mrr', '2026-06-12', { amount: 11 }, 11 * DAY, 'an import']);
    expect(new Set(ledger.map(([, from]) => from)).size).toBe(ledger.length);
  });
});

describe('what the bus is told of accounts', () => {
  const write = (facts: Record<string, unknown>, at: number, publishesToBus = true) =>
    upsertRecords('accounts', [{ ref: 'row', facts: { id, name: 'Koa', ...facts }, reporter: BY_IMPORT, at }], {
      ...tools,
      now: () => at,
      publishesToBus,
    });
  const told = async () =>
    (await rowsUnder(tables.client, tables.accountsTable, `account#${id}`))
      .filter(({ sk }) => sk?.S?.startsWith('1#bus#'))
      .map(decodeRow)
      .flatMap((row) => (row.channel === 'bus' ? row.events : []))
      .map(({ name, data }) => [name, data]);

  test('is a change, once, in the same write', async () => {
    await write({ plan: 'team', mrr: 100 }, NOW);
    expect(await told()).toEqual([]);
    await write({ plan: 'pro', mrr: 100 }, NOW + 1);
    await write({ plan: 'pro', mrr: 100 }, NOW + 2);
    expect(await told()).toEqual([['account.plan-changed', { plan: 'pro', from: 'team', since: '2026-06-01' }]]);
  });

  test('is what one of many made true who changed the same thing at the same time', async () => {
    await write({ plan: 'team' }, NOW);
    await Promise.all(Array.from({ length: 8 }, (_, i) => write({ plan: `plan ${i}` }, NOW + i)));
    const chain = (await told()).map(([, data]) => data as { plan: string; from: string });
    expect(chain.filter(({ plan }) => plan === 'plan 7')).toHaveLength(1);
    // Each says what stood there when it was written.
    expect(new Set(chain.map(({ from }) => from)).size).toBe(chain.length);
  });

  test('is why an account leaves, where a task or a command had given the reason before the end was told', async () => {
    await write({ mrr: 100, contractStart: '2026-01-01' }, NOW);
    const ledger = new DynamoLedger(tables.client, tables.accountsTable);
    const entry = { fact: 'churnReason', from: '2026-06-01', value: 'budget', recordedAt: NOW + 1 } as const;
    await ledger.add([{ account: id, entry: { ...entry, door: 'operator', who: 'aya' } }]);
    await write({ churnedOn: '2026-06-30' }, NOW + 2);
    expect(await told()).toEqual([['account.churned', { churnedOn: '2026-06-30', reason: 'budget' }]]);
  });

  test('is no reason that was given of an end before the last one', async () => {
    await write({ mrr: 100, contractStart: '2026-01-01', churnedOn: '2026-02-01' }, NOW);
    const ledger = new DynamoLedger(tables.client, tables.accountsTable);
    const entry = { fact: 'churnReason', from: '2026-02-01', value: 'budget', recordedAt: NOW + 1 } as const;
    await ledger.add([{ account: id, entry: { ...entry, door: 'operator', who: 'aya' } }]);
    await write({ churnedOn: null }, NOW + 2);
    await write({ churnedOn: '2026-06-30' }, NOW + 3);
    expect(await told()).toContainEqual(['account.churned', { churnedOn: '2026-06-30' }]);
  });

  test('is nothing where the installation has no events on its bus', async () => {
    await write({ plan: 'team' }, NOW, false);
    await write({ plan: 'pro' }, NOW + 1, false);
    expect(await told()).toEqual([]);
  });
});

describe('what was told of an account', () => {
  test('is changed by later news only, and news of other facts keep their own times', async () => {
    await tell({ plan: 'team', mrr: 100 }, NOW);
    expect(await tell({ plan: 'solo', licenses: 5 }, NOW - 1)).toMatchObject({
      imported: 1,
      unchanged: 0,
      refused: [],
    });
    expect(await stored()).toEqual({ id, name: 'Koa', plan: 'team', mrr: 100, licenses: 5 });
    await tell({ licenses: 6 }, NOW);
    await tell({ licenses: 7 }, NOW - 1);
    expect(await stored()).toMatchObject({ licenses: 6 });
  });

  test('at the same time twice is what came last, but of calls what anybody would take', async () => {
    await tell({ plan: 'team' }, NOW);
    await tell({ plan: 'solo' }, NOW);
    expect(await stored()).toMatchObject({ plan: 'solo' });
    for (const plan of ['team', 'a']) {
      const row = { ref: 'call', facts: { id, plan }, reporter: BY_IMPORT, at: NOW, order: 'any-order' as const };
      await upsertRecords('accounts', [row], tools);
      expect(await stored()).toMatchObject({ plan: 'team' });
    }
  });

  test('counts as unchanged when it was known, and from then on all the same', async () => {
    await tell({ plan: 'team' }, NOW);
    expect(await tell({ plan: 'team' }, NOW + 10)).toMatchObject({ imported: 0, unchanged: 1, refused: [] });
    await tell({ plan: 'solo' }, NOW + 5);
    expect(await stored()).toMatchObject({ plan: 'team' });
  });

  test('takes little room: eight characters beside the facts', async () => {
    await tell({ plan: 'team', mrr: 100 }, NOW);
    const rows = await rowsUnder(tables.client, tables.accountsTable, `account#${id}`);
    expect(rows.find(({ sk }) => sk?.S === '3#account')?.w?.S).toMatch(/^[0-9a-z]{8}$/);
  });

  test('replaces facts that were stored without a time', async () => {
    await batchPut(tables.client, tables.accountsTable, [encodeAccount({ id, name: 'Koa', plan: 'team' })]);
    await tell({ plan: 'solo' }, NOW);
    expect(await stored()).toMatchObject({ plan: 'solo' });
  });

  test('loses nothing of twelve who write at the same time', async () => {
    const fields = ['plan', 'segment', 'goalName', 'goalMeasure'];
    const writers = Array.from({ length: 12 }, (_, i) => ({ [fields[i % 4] as string]: `by ${i}` }));
    await Promise.all(writers.map((facts, i) => tell(facts, NOW + i)));
    expect(await stored()).toMatchObject({ plan: 'by 8', segment: 'by 9', goalName: 'by 10', goalMeasure: 'by 11' });
  });

  test('may be several rows about the same one, of which only the sound ones count', async () => {
    const rows = [
      { ref: 1, facts: { id, name: 'Koa' }, reporter: BY_IMPORT, at: NOW },
      { ref: 2, facts: { id, mrr: 'much' }, reporter: BY_IMPORT, at: NOW + 1 },
      { ref: 3, facts: { id, csm: 'nobody' }, reporter: BY_IMPORT, at: NOW + 1 },
      { ref: 4, facts: { id, plan: 'team' }, reporter: BY_IMPORT, at: NOW + 1 },
    ];
    expect(await upsertRecords('accounts', rows, tools)).toEqual({
      leftOut: [],
      imported: 2,
      unchanged: 0,
      refused: [
        { ref: 2, reason: 'mrr "much" is not a number: write digits only, like 120000' },
        { ref: 3, reason: `csm "nobody" doesn't exist; import it with "import csms" first` },
      ],
    });
    expect(await stored()).toEqual({ id, name: 'Koa', plan: 'team' });
  });
});

describe('a contact', () => {
  const contact = (user: string, account: string, reporter: Reporter = BY_IMPORT) =>
    upsertRecords('contacts', [{ ref: user, facts: { id: user, account }, reporter, at: NOW }], tools);
  const twoAccounts = async () => {
    await tell({}, NOW);
    const first = id;
    id = `${id}-other`;
    await tell({}, NOW);
    return [first, id] as const;
  };

  test('told by a call links its user to its account, and the first link stands', async () => {
    const [first, other] = await twoAccounts();
    await contact('u1', first, byCallOf('app'));
    await contact('u1', other, byCallOf('app'));
    expect(await links.accountsOf(['u1', 'u2'])).toEqual(new Map([['u1', first]]));
    const since = { S: new Date(NOW).toISOString() };
    expect(await rowsUnder(tables.client, tables.accountsTable, 'user#u1')).toEqual([
      { pk: { S: 'user#u1' }, sk: { S: 'link' }, account: { S: first }, by: { S: 'call' }, since },
    ]);
  });

  test('of another account, told by a later import, moves its user, with who did it, from where and when', async () => {
    const [first, other] = await twoAccounts();
    await contact('u4', first);
    await contact('u4', other, { ...BY_IMPORT, who: operatorNamed('aya') });
    expect(await links.accountsOf(['u4'])).toEqual(new Map([['u4', other]]));
    expect(await links.movesOf('u4')).toEqual([
      {
        at: new Date(NOW).toISOString(),
        who: operatorNamed('aya'),
        door: 'import',
        what: 'user-moved',
        about: { user: 'u4' },
        before: first,
        after: other,
      },
    ]);
    // The same file once more moves nobody back and forth.
    await contact('u4', first);
    await contact('u4', other);
    expect(await links.movesOf('u4')).toHaveLength(1);
  });

  test('of two accounts in one file belongs to the first, though the file comes in parts', async () => {
    const [first, other] = await twoAccounts();
    await contact('u5', first, { ...BY_IMPORT, run: 'file' });
    await contact('u5', other, { ...BY_IMPORT, run: 'file' });
    expect(await links.accountsOf(['u5'])).toEqual(new Map([['u5', first]]));
  });

  test('that an import names takes its user out of the account that a page or a stranger claimed', async () => {
    const [theirs, claimed] = await twoAccounts();
    await links.linkUsers([
      { user: 'u6', account: claimed, ...CALLED, by: 'claim' },
      { user: 'u7', account: claimed, ...CALLED },
    ]);
    await contact('u6', theirs);
    await contact('u7', theirs);
    expect([...(await links.accountsOf(['u6', 'u7'])).values()]).toEqual([theirs, theirs]);
    expect(await links.movesOf('u6')).toMatchObject([{ before: claimed, after: theirs }]);
  });

  test('whose link an earlier release wrote keeps it, until an import names another account or a command moves it', async () => {
    const [first, other] = await twoAccounts();
    const pk = { S: 'user#u8' };
    const Item = { pk, sk: { S: 'link' }, account: { S: first }, since: { S: '2025-01-01T00:00:00.000Z' } };
    await tables.client.send(new PutItemCommand({ TableName: tables.accountsTable, Item }));
    await contact('u8', first);
    await links.linkUsers([{ user: 'u8', account: other, ...CALLED }]);
    expect(await links.accountsOf(['u8'])).toEqual(new Map([['u8', first]]));
    await links.linkUsers([{ user: 'u8', account: other, by: 'command', who: operatorNamed('aya') }]);
    expect(await links.accountsOf(['u8'])).toEqual(new Map([['u8', other]]));
    expect(await links.movesOf('u8')).toMatchObject([
      { who: operatorNamed('aya'), door: 'command', before: first, after: other },
    ]);
  });

  test('of an account that is not there links nobody', async () => {
    expect((await contact('u3', 'nowhere')).refused).toHaveLength(1);
    expect(await links.accountsOf(['u3'])).toEqual(new Map());
  });
});

describe('links', () => {
  test('of one user to two accounts at once agree on one, for everybody', async () => {
    await Promise.all(['a', 'b', 'c', 'd'].map((account) => links.linkUsers([{ user: 'torn', account, ...CALLED }])));
    const account = (await links.accountsOf(['torn'])).get('torn');
    await links.linkUsers([{ user: 'torn', account: 'e', ...CALLED }]);
    expect((await links.accountsOf(['torn'])).get('torn')).toBe(account);
  });

  test('tell the user behind an anonymous id', async () => {
    await links.linkAnonymous([
      { anonymousId: 'x', user: 'u1' },
      { anonymousId: 'x', user: 'u2' },
    ]);
    expect(await links.usersBehind(['x', 'y'])).toEqual(new Map([['x', 'u1']]));
  });
});
