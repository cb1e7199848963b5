import type { Context } from 'aws-lambda';
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Csm } from '../../domain/account/account.ts';
import { companySchema } from '../../domain/company/company.ts';
import type { AccountState } from '../../domain/evaluation/evaluate.ts';
import { usualKpiRules } from '../../domain/kpis/kpi-rules.ts';
import type { ChatPost, OutboxRow } from '../../domain/outbox/outbox.ts';
import { RawRetention } from '../../domain/usage/raw-retention.ts';
import { checkUnreadableRows } from '../../functions/operate/commands/installation/check-unreadable-rows.ts';
import { preSendCheck } from '../../functions/outbox/check-before-send.ts';
import { deliverOutbox } from '../../functions/outbox/deliver-outbox.ts';
import { readHealthSummaries } from '../../functions/reports/read-health.ts';
import type { GroupResult } from '../../functions/score-accounts/handler.ts';
import {
  encodeAccount,
  encodeActivity,
  encodeContact,
  encodeCsm,
  encodeTask,
} from '../../functions/store/accounts/account-items.ts';
import { encodeState } from '../../functions/store/accounts/state-item.ts';
import { readTeam } from '../../functions/store/accounts/team-members.ts';
import { batchPut } from '../../functions/store/batches.ts';
import { GetItemCommand } from '../../functions/store/client.ts';
import { DynamoEvents, EventRows } from '../../functions/store/events/events.ts';
import type { Item } from '../../functions/store/item.ts';
import { accountBucket, issuedKeyRowKey, OPEN_MAILS_LIST, suppressionRowKey } from '../../functions/store/keys.ts';
import { encodeCourseVolume } from '../../functions/store/ledger/course-volume-items.ts';
import { encodeLedgerEntry } from '../../functions/store/ledger/ledger-items.ts';
import { DynamoAddresses } from '../../functions/store/outbox/addresses.ts';
import { DynamoOutbox } from '../../functions/store/outbox/outbox.ts';
import { encodeRow } from '../../functions/store/outbox/outbox-items.ts';
import { DynamoPlaybooks } from '../../functions/store/playbooks/playbooks.ts';
import { encodeRegistration } from '../../functions/store/sources/registration-record.ts';
import { hashOfKey, SourceKeys } from '../../functions/store/sources/source-keys.ts';
import { readSendingSources } from '../../functions/store/sources/source-registry.ts';
import { linesLogged } from '../support/lines-logged.ts';
import { installationOf, say, toolsOver } from '../support/operator.ts';
import { sampleCustomerMail, sampleTaskMail } from '../support/sample-mails.ts';
import { sampleTask } from '../support/sample-task.ts';
import { sendingOver } from '../support/sending.ts';
import { defaultPlaybook, tokyo } from '../support/story.ts';
import { createTables, type TestTables } from '../support/tables.ts';

const company = companySchema.parse({
  name: 'Example',
  timeZone: 'Asia/Tokyo',
  language: 'en',
  country: 'JP',
  mailCeiling: 'send',
  systemSender: { name: 'Tasks', address: 'tasks@cs.example' },
  operator: { name: 'Operator', address: 'ops@cs.example' },
});
const logged = linesLogged();
let tables: TestTables;

/** As a release to come would write it. */
const byNewer = (row: Item): Item => ({ ...row, f: { S: '{"secret":"of tomorrow"}' }, rv: { N: '99' } });
/** As nobody ever wrote it. */
const broken = (row: Item): Item => ({ ...row, f: { S: '{"secret":' } });

const put = (...rows: Item[]) => batchPut(tables.client, tables.accountsTable, rows);
const stored = async ({ pk, sk }: Item) =>
  (await tables.client.send(new GetItemCommand({ TableName: tables.accountsTable, Key: { pk, sk } as never }))).Item;
const tools = () => toolsOver(tables, Date.now);
const command = (line: string[]) => say(line, { openInstallation: () => installationOf(tools()) });
const messages = () => logged.map((line) => JSON.parse(line));

const old = '2026-06-01T00:00:00.000Z';
const postOf = (account: string): ChatPost => ({
  channel: 'chat',
  id: `post-of-${account}`,
  account,
  message: { text: 'Hello' },
  status: 'pending',
  createdAt: old,
});
const mailOf = (account: string): OutboxRow => ({ ...sampleTaskMail('en'), id: `${account}/mail`, account });
const state: AccountState = {
  lastScoredDay: '2026-06-01',
  watchedSince: '2026-01-01',
  stage: null,
  health: null,
  scores: {},
  episodes: [],
};
const member = (id: string, more: Partial<Csm> = {}): Csm => ({
  id,
  name: id,
  email: `${id}@cs.example`,
  role: 'csm',
  ...more,
});

beforeEach(async () => {
  tables = await createTables();
  for (const [name, value] of Object.entries({
    ACCOUNTS_TABLE: tables.accountsTable,
    COMPANY: JSON.stringify(company),
    KPIS: JSON.stringify({ rules: usualKpiRules, targets: [] }),
    SOURCES: '[]',
    BUS_EVENTS: 'off',
    CHAT_CHANNELS: '{}',
    CHAT_PLACES: '[]',
    FEEDS_CRM: 'off',
    CONFIGURATION_SET: 'set',
    EVENT_BUS: 'bus',
    WEB_URL: 'https://cs.example',
    LINK_KEYS: 'links',
    AWS_ENDPOINT_URL: process.env.SAKIMAWARI_TEST_AWS_ENDPOINT as string,
  })) {
    vi.stubEnv(name, value);
  }
  // The functions read their environment as they are loaded.
  vi.resetModules();
});
afterAll(() => {
  vi.unstubAllEnvs();
  vi.resetModules();
});

const context = { getRemainingTimeInMillis: () => 60_000, awsRequestId: '1' } as Context;

describe('an outbox row that can’t be read', () => {
  it('stops no other in the sweep, stays as it is, and is counted for the alarm', async () => {
    const unreadable = [byNewer(encodeRow(mailOf('koa'))), broken(encodeRow({ ...mailOf('lio') }))];
    const waiting = byNewer(encodeRow({ ...mailOf('neo'), status: 'waiting', notBefore: old } as never));
    const approval = byNewer(encodeRow({ ...mailOf('ito'), status: 'approval' } as never));
    await put(...unreadable, waiting, approval, encodeRow(postOf('uji')));
    const { handler } = await import('../../functions/sweep-outbox/handler.ts');
    await handler({}, context);
    // No chat is configured, so that it is held: it was taken up.
    expect(await stored(encodeRow(postOf('uji')))).toMatchObject({ status: { S: 'held' } });
    for (const row of [...unreadable, waiting, approval]) expect(await stored(row)).toEqual(row);
    expect(messages()).toContainEqual(expect.objectContaining({ UnreadableRows: 4, function: expect.anything() }));
    expect(messages()).toContainEqual({
      level: 'error',
      message: 'rows left out',
      why: expect.stringMatching(/^outbox-row: version 99 /),
      rows: 3,
    });
    expect(logged.join()).not.toContain('secret');
    expect(logged.join()).not.toContain('koa');
  });

  it('neither blocks the stream nor is given up: the sweep sees it', async () => {
    const row = byNewer(encodeRow(mailOf('koa')));
    const post = encodeRow(postOf('uji'));
    await put(row, post);
    const { handler } = await import('../../functions/deliver-outbox/handler.ts');
    const Records = [row, post].map((NewImage) => ({ dynamodb: { NewImage } }));
    await handler({ Records } as never, context);
    expect(await stored(post)).toMatchObject({ status: { S: 'held' } });
    expect(await stored(row)).toEqual(row);
  });

  it('of the same conversation keeps no mail from going out', async () => {
    const reminder = sampleCustomerMail('en', 'renewal-reminder');
    const intent = { ...sampleCustomerMail('en', 'renewal-intent'), status: 'sent', sentAt: old, messageId: 'ses-1' };
    await put(byNewer(encodeRow(intent as OutboxRow)), encodeRow(reminder));
    const outbox = new DynamoOutbox(tables.client, tables.accountsTable);
    expect(await outbox.sentBefore(reminder)).toEqual([]);
  });
});

describe('lists', () => {
  it('of the command show all that can be read, and say how many rows are left out', async () => {
    const task = sampleTask();
    await put(
      encodeTask(task),
      byNewer(encodeTask({ ...task, id: `${task.episode}/x` })),
      encodeRow(mailOf('koa')),
      broken(encodeRow(mailOf('lio'))),
      encodeAccount({ id: 'koa', name: 'Koa' }),
      byNewer(encodeAccount({ id: 'lio', name: 'Lio' })),
      encodeState('koa', { version: 1, state }),
      byNewer(encodeActivity('koa', { id: 'a', day: '2026-06-01', kind: 'call' }, 2_000_000_000)),
      encodeActivity('koa', { id: 'b', day: '2026-06-02', kind: 'call' }, 2_000_000_000),
    );
    for (const line of [['tasks'], ['tasks', '--open'], ['outbox'], ['accounts'], ['activity', 'list', 'koa']]) {
      const { exitCode, json, stderr } = await command([...line, '--json']);
      expect({ line, exitCode, rows: json?.length }).toEqual({ line, exitCode: 0, rows: 1 });
      expect(stderr).toContain('1 row can not be read and is not shown: sakimawari doctor says what to do');
    }
  });

  it('of accounts show one whose state can’t be read without its health', async () => {
    await put(
      encodeAccount({ id: 'koa', name: 'Koa' }),
      encodeAccount({ id: 'lio', name: 'Lio' }),
      broken({ ...encodeState('koa', { version: 1, state }) }),
    );
    const { json } = await command(['accounts', '--json']);
    expect(json.map(({ id, score }: { id: string; score: unknown }) => [id, score])).toEqual([
      ['koa', null],
      ['lio', null],
    ]);
  });

  it('of accounts in bad health go on without what can’t be read', async () => {
    await put(
      byNewer(encodeAccount({ id: 'koa', name: 'Koa' })),
      encodeAccount({ id: 'lio', name: 'Lio' }),
      broken(encodeState('lio', { version: 1, state })),
    );
    const { listings, directory } = tools();
    const scoring = { running: { playbook: defaultPlaybook }, asOf: '2026-06-01' } as never;
    await expect(readHealthSummaries({ listings, directory, scoring })).resolves.toEqual({ summaries: [] });
  });

  it('of what is to be done next leave out what can’t be read', async () => {
    const { nextActions } = tools();
    const action = { text: 'Call', by: 'aoi', day: '2026-06-01', score: 612 };
    await nextActions.save('koa', action);
    await nextActions.save('lio', action);
    const row = await stored({ pk: { S: 'account#lio' }, sk: { S: '1#next-action' } });
    await put(byNewer(row as Item));
    expect([...(await nextActions.find(['koa', 'lio'])).keys()]).toEqual(['koa']);
  });
});

it('one thing that can’t be read is refused by the command with what to do', async () => {
  await put(byNewer(encodeCsm(member('aoi'))), encodeTask(sampleTask()));
  const { exitCode, stderr } = await command(['tasks', 'hand-over', sampleTask().id, '--to', 'aoi']);
  expect(exitCode).not.toBe(0);
  expect(stderr).toContain('csm: version 99 was written by a newer release');
  expect(stderr).toContain('sakimawari doctor');
});

describe('doctor', () => {
  it('is content where every row can be read', async () => {
    await put(encodeCsm(member('aoi')), encodeRow(mailOf('koa')), encodeTask(sampleTask()));
    expect(await checkUnreadableRows(tools())).toEqual({ ok: true, detail: 'every row can be read', mend: null });
  });

  it('names entries of ledgers and the days that KPIs are made of, of which nobody may leave out one', async () => {
    const entry = { fact: 'plan', from: '2026-05-01', value: 'pro', recordedAt: 1, door: 'api', who: 'crm' } as const;
    const day = { day: '2026-05-01', steps: [], links: [] };
    const row = byNewer(encodeLedgerEntry('koa', entry));
    const [volume] = encodeCourseVolume(7, { of: '2026-05', days: [day] });
    await put(row, encodeLedgerEntry('koa', { ...entry, value: 'team' }), broken(volume as Item));
    const sortKey = row.sk?.S?.replace('1#ledger#', '');
    expect(await checkUnreadableRows(tools())).toEqual({
      ok: false,
      detail: `2 rows are left out: entry of the ledger of koa ${sortKey} (newer-record), days of KPIs courses#07 ${volume?.sk?.S} (unreadable-record)`,
      mend: expect.stringContaining('days of KPIs: or delete the row "1#read" beside, and the night makes them anew'),
    });
  });

  it('names the rows, and says what mends each kind', async () => {
    await put(
      byNewer(encodeCsm(member('aoi'))),
      byNewer(encodeRegistration({ name: 'crm', addedAt: old }, 1)),
      broken(encodeTask(sampleTask())),
      byNewer(encodeRow(mailOf('koa'))),
    );
    expect(await checkUnreadableRows(tools())).toEqual({
      ok: false,
      detail: `4 rows are left out: of the team aoi (newer-record), source crm (newer-record), task ${sampleTask().id} (unreadable-record), mail koa/mail (newer-record)`,
      mend: 'newer-record: deploy the release that wrote it; unreadable-record: put the row back as it was (docs/runbook.md, rows-unreadable).',
    });
  });
});

describe('somebody of the team who can’t be read', () => {
  beforeEach(async () => {
    await new DynamoPlaybooks(tables.client, tables.accountsTable).push(defaultPlaybook, undefined, 'v1', old);
  });

  it('sets their own accounts aside, and the others are scored', async () => {
    await put(
      byNewer(encodeCsm(member('aoi'))),
      encodeCsm(member('ren')),
      encodeCsm(member('boss', { role: 'manager' })),
      encodeAccount({ id: 'hers', name: 'Hers', csm: 'aoi', renewalDate: tokyo.dayOf(Date.now()) }),
      encodeAccount({ id: 'his', name: 'His', csm: 'ren', renewalDate: tokyo.dayOf(Date.now()) }),
    );
    const { handler } = await import('../../functions/score-accounts/handler.ts');
    const group = { buckets: ['hers', 'his'].map(accountBucket), startedAt: new Date().toISOString() };
    const result = (await handler(group, context)) as GroupResult;
    expect(result).toMatchObject({
      accounts: 1,
      failed: [{ accounts: 1, examples: ['hers'], reason: expect.stringContaining('doctor names them') }],
    });
    expect((await tools().listings.listed([OPEN_MAILS_LIST])).items.map(({ pk }) => pk?.S)).not.toContain(
      'account#hers',
    );
  });

  it('keeps mails that are meant for them pending, and the others go', async () => {
    await put(byNewer(encodeCsm(member('aoi'))), encodeCsm(member('ren')));
    const toHer = { ...sampleTaskMail('en'), id: 'to-her', account: 'koa', person: 'aoi' };
    const toHim = { ...sampleTaskMail('en'), id: 'to-him', account: 'lio', person: 'ren' };
    const { sending, outbox, sends } = sendingOver([toHer, toHim]);
    sending.checkBeforeSend = preSendCheck({
      restored: { read: async () => null },
      team: () => readTeam(tools().listings),
      addresses: { recordsOf: async () => ({ suppression: null, pausedBecause: null }) },
      distrustedReporter: async () => null,
      taskMails: { reserve: async () => true, leave: async () => {} },
      playbookOf: async () => defaultPlaybook,
      clock: tokyo,
      company,
    });
    const { counts } = await deliverOutbox(sending, [toHer, toHim], () => true);
    expect(counts).toMatchObject({ sent: 1, left: 1, held: 0, asked: 0, dropped: 0 });
    expect(sends).toHaveLength(1);
    expect(outbox.rows.get('to-her')?.status).toBe('pending');
  });

  it('and tasks that can’t be read are counted every hour, and the digests of the others are put together', async () => {
    await put(
      byNewer(encodeCsm(member('aoi'))),
      encodeCsm(member('ren')),
      encodeAccount({ id: 'shinonome', name: 'Shinonome', csm: 'ren' }),
      encodeTask(sampleTask({ assignee: 'ren' })),
      byNewer(encodeTask(sampleTask({ id: `${sampleTask().episode}/x` }))),
    );
    const { handler } = await import('../../functions/send-digests/handler.ts');
    await handler({ at: '2026-06-03T08:00:00+09:00' }, context);
    expect(messages()).toContainEqual(expect.objectContaining({ message: 'digests', due: 1, sent: 1 }));
    expect(messages()).toContainEqual(expect.objectContaining({ UnreadableRows: 2 }));
  });

  it('is imported anew only once they can be read; the others of the file are', async () => {
    await put(byNewer(encodeCsm(member('aoi'))), encodeCsm(member('ren')));
    const rows = ['aoi', 'ren', 'new'].map((id, line) => ({
      line: line + 1,
      facts: { id, name: `${id} anew`, email: `${id}@cs.example`, role: 'csm' },
    }));
    // The operation is loaded when it is asked for: what it works with is of the same load.
    const fresh = await import('../support/operator.ts');
    const installation = fresh.installationOf(fresh.toolsOver(tables, Date.now));
    const answer = await installation.operate('import-rows', { kind: 'csms', rows } as never);
    expect(answer).toMatchObject({
      imported: 2,
      refused: [{ line: 1, reason: expect.stringMatching(/^what is stored of it can't be read: csm: version 99/) }],
    });
    expect(await stored(encodeCsm(member('aoi')))).toEqual(byNewer(encodeCsm(member('aoi'))));
  });
});

it('an account that can’t be read is there all the same for those who belong to it', async () => {
  await put(byNewer(encodeAccount({ id: 'koa', name: 'Koa' })), encodeContact({ id: 'rin', account: 'koa' }));
  expect(await tools().directory.existing('accounts', ['koa', 'lio'])).toEqual(new Set(['koa']));
});

it('a source that can’t be read is one whose silence counts, unless it is disabled', async () => {
  const disabled = { name: 'old', addedAt: old, disabledAt: old };
  await put(byNewer(encodeRegistration({ name: 'crm', addedAt: old }, 1)), byNewer(encodeRegistration(disabled, 1)));
  expect(await readSendingSources(tables.client, tables.accountsTable, ['app'])).toEqual(['app', 'crm']);
});

describe('an event that a newer release wrote', () => {
  const hour = { day: '2026-06-01', hour: 9 };
  const event = () =>
    new EventRows(tokyo, new RawRetention(tokyo, 35)).encode({
      ...{ source: 'app', id: 'e1', account: 'koa', user: 'rin', event: 'login' },
      time: Date.parse('2026-06-01T00:30:00.000Z'),
    });

  it('is counted by no older one, which says so instead', async () => {
    await batchPut(tables.client, tables.eventsTable, [{ ...event(), rv: { N: '99' } }]);
    const read = async () => {
      for await (const _ of new DynamoEvents(tables.client, tables.eventsTable).hour('koa', hour));
    };
    await expect(read()).rejects.toThrow('raw-event: version 99 was written by a newer release');
  });
});

describe('keys of a source', () => {
  it('are shown without one that can’t be read, which is disabled with its source and opens nothing', async () => {
    const { registry } = tools();
    const newer = `ska_${'b'.repeat(32)}`;
    for (const key of [`ska_${'a'.repeat(32)}`, newer]) {
      await registry.issueKey('crm', 'api', key, old, { rights: 'facts' });
    }
    const row = (await stored(issuedKeyRowKey(hashOfKey(newer)))) as Item;
    await put({ ...row, rv: { N: '99' } });
    expect((await registry.keysOf('crm')).map(({ hint }) => hint)).toEqual(['aaaa']);
    const keys = new SourceKeys(tables.jsonClient, tables.accountsTable, Date.now);
    await expect(keys.find(newer, 'api')).rejects.toThrow('source-key: version 99');
    expect(await registry.markKeys('crm', old)).toBe(2);
    expect(await stored(row)).toMatchObject({ disabledAt: { S: old } });
  });
});

it('a mail to an address that nobody can say is suppressed or not waits', async () => {
  const addresses = new DynamoAddresses(tables.client, tables.accountsTable);
  await addresses.suppress({ address: 'rin@koa.example', reason: 'bounced', since: old });
  const row = (await stored(suppressionRowKey('rin@koa.example'))) as Item;
  await put({ ...row, rv: { N: '99' } });
  await expect(addresses.recordsOf('aoi@cs.example', 'rin@koa.example')).rejects.toThrow('suppression: version 99');
});
