import { beforeEach, describe, expect, it } from 'vitest';
import type { Tools } from '../../functions/operate/operation.ts';
import { GetItemCommand, PutItemCommand } from '../../functions/store/client.ts';
import type { Item } from '../../functions/store/item.ts';
import { playbookRowKey } from '../../functions/store/keys.ts';
import { PlaybookRecord } from '../../functions/store/playbooks/playbook-record.ts';
import { DynamoPlaybooks } from '../../functions/store/playbooks/playbooks.ts';
import { defaultPlaybook } from '../support/default-playbook.ts';
import { fakeDynamo } from '../support/fake-dynamo.ts';
import { installationOf, say as sayTo, toolsOver } from '../support/operator.ts';
import { createTables, type TestTables } from '../support/tables.ts';

const NOW = Date.parse('2026-06-01T03:00:00Z');
const AT = new Date(NOW).toISOString();
const [BEFORE, AFTER] = ['the release before', 'this release'];
const after = new PlaybookRecord(AFTER);
let tables: TestTables;
let tools: Tools;
const playbooksOf = (reader: string) => new DynamoPlaybooks(tables.client, tables.accountsTable, reader);
const say = (...line: string[]) => sayTo(line, { openInstallation: () => installationOf(tools), now: () => NOW });
const put = (Item: Item) => tables.client.send(new PutItemCommand({ TableName: tables.accountsTable, Item }));
async function rowOf(version: string): Promise<Item> {
  const Key = playbookRowKey(version);
  return (await tables.client.send(new GetItemCommand({ TableName: tables.accountsTable, Key }))).Item as Item;
}

beforeEach(async () => {
  tables = await createTables();
  tools = { ...toolsOver(tables, () => NOW), playbooks: playbooksOf(AFTER) };
});

describe('after an update of the installation', () => {
  it('migrate checks every version that the release before checked, once, and leaves what was pushed', async () => {
    const second = { ...defaultPlaybook, name: { en: 'Second', ja: '二' } };
    await playbooksOf(BEFORE).push(defaultPlaybook, undefined, 'v1', AT, { by: 'aya', why: 'the first' });
    await playbooksOf(BEFORE).push(second, 'v1', 'v2', AT);
    const rows = await Promise.all(['v1', 'v2'].map(rowOf));
    expect(rows.some((row) => after.missingMark('v1', row) === undefined)).toBe(false);

    expect((await say('migrate')).stdout).toContain('nothing to move; 2 versions of the playbook checked');
    for (const [i, row] of rows.entries()) {
      const now = await rowOf(`v${i + 1}`);
      expect(now).toEqual({ ...row, checked: now.checked });
      expect(after.missingMark('v1', now)).toBeUndefined();
    }
    expect((await say('--json', 'migrate')).json).toEqual({
      moved: 0,
      left: 0,
      checked: 0,
      begun: 0,
      indexed: 0,
      onBoard: 0,
      logged: 0,
    });
    expect((await tools.playbooks.current())?.playbook).toEqual(second);
    expect(await tools.playbooks.versions()).toHaveLength(2);
  });

  it('migrate finds the event names of the running version anew, and leaves them where another one runs since', async () => {
    await playbooksOf(BEFORE).push(defaultPlaybook, undefined, 'v1', AT);
    const found = await rowOf('current');
    await tools.playbooks.noteChecks();
    const noted = { ...found, usedBy: { S: AFTER } };
    expect(await rowOf('current')).toEqual(noted);
    await put({ ...found, used: { S: '[]' }, usedBy: { S: AFTER } });
    await tools.playbooks.noteChecks();
    expect((await rowOf('current')).used).toEqual({ S: '[]' });

    const pushed = { ...found, version: { S: 'v2' } };
    await put(found);
    const interrupted = fakeDynamo(async (command: PutItemCommand) => {
      if (command instanceof PutItemCommand) await put(pushed);
      return tables.client.send(command);
    });
    await new DynamoPlaybooks(interrupted, tables.accountsTable, AFTER).noteChecks();
    expect(await rowOf('current')).toEqual(pushed);
  });

  it('migrate passes over a version that can not be read, and goes on where a step ended', async () => {
    await playbooksOf(BEFORE).push(defaultPlaybook, undefined, 'v1', AT);
    await put({ ...playbookRowKey('v2'), pushedAt: { S: AT }, f: { S: '{"playbook":"sakimawari/v9"}' } });
    expect(await tools.playbooks.noteChecks('v1')).toEqual({ noted: 0 });
    const running = { ...playbookRowKey('current'), version: { S: 'v3' } };
    await put({ ...playbookRowKey('v3'), pushedAt: { S: AT }, f: { S: 'no playbook' } });
    await put(running);
    expect(await tools.playbooks.noteChecks()).toEqual({ noted: 1 });
    expect(await rowOf('current')).toEqual(running);
  });

  it('a version that somebody writes while it is checked stays as they wrote it', async () => {
    await playbooksOf(BEFORE).push(defaultPlaybook, undefined, 'v1', AT);
    const changed = { ...(await rowOf('v1')), f: { S: '{}' } };
    const interrupted = fakeDynamo(async (command: PutItemCommand) => {
      if (command instanceof PutItemCommand) await put(changed);
      return tables.client.send(command);
    });
    const playbooks = new DynamoPlaybooks(interrupted, tables.accountsTable, AFTER);
    expect(await playbooks.noteChecks()).toEqual({ noted: 0 });
    expect(await rowOf('v1')).toEqual(changed);
  });
});
