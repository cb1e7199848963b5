import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { encodeAccount } from '../../functions/adapters/account-items.ts';
import { batchPut } from '../../functions/adapters/dynamo-batches.ts';
import { DynamoDirectory } from '../../functions/adapters/dynamo-directory.ts';
import { DynamoLinks } from '../../functions/adapters/dynamo-links.ts';
import { upsertRecords } from '../../functions/directory/upsert-records.ts';
import { createTables, rowsUnder, type TestTables } from '../support/tables.ts';

const NOW = Date.parse('2026-06-01T09:00:00+09:00');
let tables: TestTables;
let directory: DynamoDirectory;
let links: DynamoLinks;
let id: string;
let accounts = 0;

beforeAll(async () => {
  tables = await createTables();
  directory = new DynamoDirectory(tables.client, tables.accountsTable);
  links = new DynamoLinks(tables.client, tables.accountsTable, () => NOW);
});
beforeEach(() => {
  accounts += 1;
  id = `account-${accounts}`;
});

const tell = (facts: Record<string, unknown>, at: number) =>
  upsertRecords('accounts', [{ ref: 'row', facts: { id, name: 'Koa', ...facts }, at }], { directory, links });
const stored = async () => (await directory.findFacts('accounts', [{ id }]))[0];

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
      const row = { ref: 'call', facts: { id, plan }, at: NOW, order: 'any-order' as const };
      await upsertRecords('accounts', [row], { directory, links });
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
    const [row] = await rowsUnder(tables.client, tables.accountsTable, `account#${id}`);
    expect(row?.w?.S).toMatch(/^[0-9a-z]{8}$/);
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
      { ref: 1, facts: { id, name: 'Koa' }, at: NOW },
      { ref: 2, facts: { id, mrr: 'much' }, at: NOW + 1 },
      { ref: 3, facts: { id, csm: 'nobody' }, at: NOW + 1 },
      { ref: 4, facts: { id, plan: 'team' }, at: NOW + 1 },
    ];
    expect(await upsertRecords('accounts', rows, { directory, links })).toEqual({
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
  const contact = (user: string, account: string) =>
    upsertRecords('contacts', [{ ref: user, facts: { id: user, account }, at: NOW }], { directory, links });

  test('links its user to its account, and the first link stands', async () => {
    await tell({}, NOW);
    const first = id;
    id = `${id}-other`;
    await tell({}, NOW);
    await contact('u1', first);
    await contact('u1', id);
    expect(await links.accountsOf(['u1', 'u2'])).toEqual(new Map([['u1', first]]));
    expect(await rowsUnder(tables.client, tables.accountsTable, 'user#u1')).toEqual([
      { pk: { S: 'user#u1' }, sk: { S: 'link' }, account: { S: first }, since: { S: new Date(NOW).toISOString() } },
    ]);
  });

  test('of an account that is not there links nobody', async () => {
    expect((await contact('u3', 'nowhere')).refused).toHaveLength(1);
    expect(await links.accountsOf(['u3'])).toEqual(new Map());
  });
});

describe('links', () => {
  test('of one user to two accounts at once agree on one, for everybody', async () => {
    await Promise.all(['a', 'b', 'c', 'd'].map((account) => links.linkUsers([{ user: 'torn', account }])));
    const account = (await links.accountsOf(['torn'])).get('torn');
    await links.linkUsers([{ user: 'torn', account: 'e' }]);
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
