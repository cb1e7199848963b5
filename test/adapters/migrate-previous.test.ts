import { readFileSync } from 'node:fs';
import { beforeEach, expect, test } from 'vitest';
import { batchPut } from '../../functions/store/batches.ts';
import { type Item, keyText } from '../../functions/store/item.ts';
import { kindOfAccountsRow } from '../../functions/store/personal-data/row-kinds.ts';
import { installationOf, type Said, say, toolsOver } from '../support/operator.ts';
import { readListings, readRows, tables as tableNames } from '../support/previous-release.ts';
import { rowsOf } from '../support/rows-with.ts';
import { createTables, type TestTables } from '../support/tables.ts';
import { dyingAfter, KilledError } from '../support/watched-clients.ts';

// After whatever day of the demo that was kept.
const NOW = Date.parse('2026-12-01T03:00:00Z');
const WRITES_MORE_EACH_TIME = 11;

let tables: TestTables;

async function stageOfPreviousRelease(): Promise<TestTables> {
  const made = await createTables();
  for (const table of tableNames) await batchPut(made.client, made[`${table}Table`], readRows(table));
  return made;
}

beforeEach(async () => {
  tables = await stageOfPreviousRelease();
});

const migrate = (of: TestTables): Promise<Said> => {
  const tools = toolsOver(of, () => NOW);
  return say(['--json', 'migrate'], { openInstallation: () => installationOf(tools), now: () => NOW });
};

/** What was done is on record each time; all else must be the same. */
async function outcome(of: TestTables): Promise<Item[]> {
  const rows = (await rowsOf(of)).filter((item) => kindOfAccountsRow(item) !== 'audit');
  return rows.toSorted((a, b) => (keyText(a) < keyText(b) ? -1 : 1));
}

test('What the release before stored is migrated, and once more there is nothing to do', async () => {
  const { json: first } = await migrate(tables);
  expect(first).toMatchObject({
    left: 0,
    onBoard: readListings().accounts.length,
    begun: readListings().accounts.length,
  });
  expect(first.moved).toBeGreaterThan(0);
  const once = await outcome(tables);
  const { json: second } = await migrate(tables);
  expect(Object.values(second).every((count) => count === 0)).toBe(true);
  expect(await outcome(tables)).toEqual(once);
});

test('All that it does stands in the upgrade notes of this release, in both languages', async () => {
  const { json } = await migrate(tables);
  for (const page of ['upgrading.md', 'upgrading.ja.md']) {
    const text = readFileSync(new URL(`../../docs/${page}`, import.meta.url), 'utf8');
    const [, newest] = text.split(/^## (?=\d)/m);
    for (const done of Object.keys(json).filter((name) => name !== 'left')) expect(newest).toContain(`\`${done}\``);
  }
});

test('A migration that was killed, however often and at whatever write, ends as one that was not', async () => {
  const untouched = await stageOfPreviousRelease();
  await migrate(untouched);
  let kills = 0;
  for (let writes = 1; ; writes += WRITES_MORE_EACH_TIME) {
    try {
      await migrate({ ...tables, client: dyingAfter(writes, tables.client) });
      break;
    } catch (error) {
      expect(error).toBeInstanceOf(KilledError);
      kills += 1;
    }
  }
  expect(kills).toBeGreaterThan(3);
  expect((await migrate(tables)).json).toMatchObject({ left: 0 });
  expect(await outcome(tables)).toEqual(await outcome(untouched));
});
