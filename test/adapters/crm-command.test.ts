import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { operatorNamed } from '../../domain/audit/audit.ts';
import { nothingPlanned } from '../../domain/plays/plan-work.ts';
import { checkCrm } from '../../functions/operate/commands/crm/check-crm.ts';
import { scoreAccount } from '../../functions/scoring/score-account.ts';
import { openScoring } from '../../functions/scoring/scoring.ts';
import { DynamoAccounts } from '../../functions/store/accounts/accounts.ts';
import { DynamoNextActions } from '../../functions/store/accounts/next-actions.ts';
import { AuditReader } from '../../functions/store/audit/audit-reader.ts';
import { DynamoPlaybooks } from '../../functions/store/playbooks/playbooks.ts';
import { HubspotDouble } from '../support/crm-doubles/hubspot-double.ts';
import { CrmWorld, crmDay, stateWith } from '../support/crm-world.ts';
import { defaultPlaybook } from '../support/default-playbook.ts';
import { installationOf, say, toolsOver } from '../support/operator.ts';
import { scoringSettings, storeAccount } from '../support/stored-account.ts';
import { createTables, type TestTables } from '../support/tables.ts';
import { company } from '../support/web-in-memory.ts';

const folder = mkdtempSync(join(tmpdir(), 'sakimawari-crm-'));
afterAll(() => rmSync(folder, { recursive: true }));
const file = (text: string) => {
  const path = join(folder, 'mapping.yaml');
  writeFileSync(path, text);
  return path;
};

const MAPPING = `hubspot:
  record: account
  fields:
    cs_score: { direction: ours, value: score }
    cs_next_action: { direction: ours, value: next-action }
    lifecyclestage: { direction: theirs }
`;

let tables: TestTables;
let world: CrmWorld;
let hubspot: HubspotDouble;
beforeAll(async () => {
  tables = await createTables();
});
beforeEach(() => {
  hubspot = new HubspotDouble(() => world.now);
  for (const name of ['cs_score', 'cs_next_action']) hubspot.properties.add(name);
  world = new CrmWorld(
    { hubspot: { double: hubspot, secret: () => 'pat-na1-11111111-2222' } },
    tables.client,
    tables.accountsTable,
  );
});

/** The command, with the function's tools over the tables; a run of the function whenever it waits. */
async function crm(...words: string[]) {
  return told(['crm', ...words]);
}
function tools() {
  const over = toolsOver(tables, () => world.now);
  over.installation.crms = ['hubspot'];
  return over;
}
function told(line: string[]) {
  const sleep = async () => void (await world.run());
  return say(line, { openInstallation: () => installationOf(tools()), now: () => world.now, sleep });
}
const json = async (...words: string[]) => (await crm(...words, '--json')).json;

describe('what the operator says about the CRM', () => {
  it('shows what would be written, takes a mapping into use, and writes', async () => {
    const playbooks = new DynamoPlaybooks(tables.client, tables.accountsTable);
    await playbooks.push(defaultPlaybook, undefined, 'v1', new Date(world.now).toISOString());
    hubspot.records.set('101', {});
    await world.score({ '101': 312, koa: 500 });

    expect((await crm('preview')).exitCode).toBe(1);
    const rows = await json('preview', '--mapping', file(MAPPING));
    expect(rows).toEqual(
      expect.arrayContaining([
        { account: '101', crm: 'hubspot', record: '101', fields: { cs_score: 31.2 } },
        { account: 'koa', crm: 'hubspot', nothing: 'no-record' },
      ]),
    );
    expect(hubspot.requests).toEqual([]);

    expect(await json('use', file(MAPPING))).toEqual({ crms: ['hubspot'], taken: true });
    expect(await json('use', file(MAPPING))).toEqual({ crms: ['hubspot'], taken: false });
    await world.run();
    expect(hubspot.records.get('101')).toEqual({ cs_score: '31.2' });
    expect((await json('preview', '--account', '101'))[0]).toMatchObject({ nothing: 'same' });
    const { entries } = await new AuditReader(tables.client, tables.accountsTable).ofAccount('101', { limit: 5 });
    expect(entries).toEqual([]);
  });

  it('writes one account again, also over what somebody edited, and says what came of it', async () => {
    hubspot.records.set('101', { cs_score: '99' });
    const { exitCode, stdout } = await crm('push', '--account', '101');
    expect([exitCode, stdout]).toEqual([0, expect.stringContaining('hubspot: record 101 was written at')]);
    expect(hubspot.records.get('101')).toEqual({ cs_score: '31.2' });

    hubspot.records.delete('101');
    expect(await crm('push', '--account', '101')).toMatchObject({
      exitCode: 1,
      stdout: expect.stringContaining('record 101 is gone'),
    });
    expect((await crm('push', '--account', 'nobody')).exitCode).toBe(1);
  });

  it('tells doctor of a record that is gone, a field that is not there, and a token that was revoked', async () => {
    const finding = () => checkCrm(tools());
    expect(await finding()).toMatchObject({ ok: false, detail: expect.stringContaining('no record any more for 101') });
    hubspot.records.set('101', {});
    hubspot.properties.delete('cs_score');
    await crm('push', '--account', '101');
    expect(await finding()).toMatchObject({
      ok: false,
      detail: expect.stringContaining('cs_score (PROPERTY_DOESNT_EXIST)'),
    });
    hubspot.token = 'another-token';
    await world.use({ hubspot: { record: 'account', fields: { cs_score: { direction: 'ours', value: 'score' } } } });
    await world.run();
    expect(await finding()).toMatchObject({ ok: false, detail: expect.stringContaining('does not let us in') });
    expect((await crm('status')).stdout).toContain('hubspot: does not let us in since');
  });

  it('refuses a mapping of a CRM that the stage does not have, and one that is wrong, by line', async () => {
    const kintone = 'kintone:\n  app: 1\n  record: account\n  fields:\n    a: { direction: ours, value: score }\n';
    expect(await crm('use', file(kintone))).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining('It names kintone, and this stage writes to hubspot'),
    });
    const broken = await crm('check', file('hubspot:\n  record: account\n  fields:\n    a: { value: score }\n'));
    expect([broken.exitCode, broken.stdout]).toEqual([1, expect.stringContaining('mapping.yaml:4: ')]);
    expect((await crm('check', file(MAPPING))).exitCode).toBe(0);
  });
});

describe('an account of which something changed', () => {
  it('is marked in the write that stores its score, where somebody waits for it', async () => {
    const now = new Date(world.now);
    const id = '7001';
    await storeAccount(tables, { id, name: 'Seven Inc.' } as never);
    const settings = scoringSettings(tables, company, now);
    await scoreAccount(await openScoring(settings, crmDay), id);
    expect(await world.store.dueSince(id)).toBeNull();
    const accounts = new DynamoAccounts(tables.client, tables.accountsTable);
    const stored = await accounts.load(id, {
      playbook: defaultPlaybook,
      asOf: crmDay,
      today: crmDay,
      isConsistent: true,
    });
    // A score that the next evaluation takes away again.
    await accounts.save(id, stored?.stored ?? null, stateWith(500), nothingPlanned);
    await scoreAccount(await openScoring({ ...settings, feedsCrm: true }, crmDay), id);
    expect(await world.store.dueSince(id)).toBe(now.toISOString());
    expect((await world.store.due(now.toISOString())).map(({ account }) => account)).toContain(id);
  });

  it('by a person is found without any mark: the next action reaches the record', async () => {
    hubspot.records.set('102', {});
    await world.use({
      hubspot: { record: 'account', fields: { cs_next_action: { direction: 'ours', value: 'next-action' } } },
    });
    await world.score({ '102': 312 });
    await world.run();
    world.now += 60_000;
    const at = new Date(world.now).toISOString();
    const audit = {
      at,
      who: operatorNamed('ops'),
      door: 'command' as const,
      what: 'next-action-noted' as const,
      about: { account: '102' },
      before: null,
      after: 'Call',
    };
    await new DynamoNextActions(tables.client, tables.accountsTable).save(
      '102',
      { text: 'Call', day: crmDay, score: null },
      audit,
    );
    await world.run();
    expect(hubspot.records.get('102')).toEqual({ cs_next_action: 'Call' });
  });

  it('while a run looks at it is looked at again, and one that was erased meanwhile leaves nothing', async () => {
    const [at, later] = ['2026-06-02T03:00:00.000Z', '2026-06-02T03:00:01.000Z'];
    await world.store.mark('8001', at);
    await world.store.mark('8001', later);
    await world.store.unmark({ account: '8001', since: at });
    expect(await world.store.dueSince('8001')).toBe(later);
    await world.store.keep('8002', { hubspot: { record: '8002', mapping: 'm', written: {} } });
    expect(await world.store.recordStates('8002')).toEqual({});
  });

  it('is written by one run at a time', async () => {
    const { store, now } = world;
    expect(await store.takeTurn(now, now + 1000)).toBe(true);
    expect(await store.takeTurn(now, now + 2000)).toBe(false);
    // One that died gives its turn back by the time.
    expect(await store.takeTurn(now + 1001, now + 5000)).toBe(true);
    expect(await store.keepRun({ crms: {} }, now + 1000)).toBe(false);
    expect(await store.keepRun({ crms: {} }, now + 5000, true)).toBe(true);
    expect(await store.takeTurn(now + 1002, now + 3000)).toBe(true);
    await store.keepRun({ crms: {} }, now + 3000, true);
  });
});
