import { randomBytes, randomUUID } from 'node:crypto';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Csm } from '../../domain/account/account.ts';
import { addDays } from '../../domain/time/day.ts';
import { localClock } from '../../domain/time/time-zone.ts';
import { takeTeamAct } from '../../functions/act-for-team/take-team-act.ts';
import type { LinkKeys } from '../../functions/links/link-keys.ts';
import { WebLinks } from '../../functions/links/web-links.ts';
import { showTeamPage } from '../../functions/serve-team/show-team-page.ts';
import { encodeCsm } from '../../functions/store/accounts/account-items.ts';
import { AuditReader } from '../../functions/store/audit/audit-reader.ts';
import { batchPut } from '../../functions/store/batches.ts';
import { DynamoImprovements } from '../../functions/store/improvement/improvements.ts';
import { DynamoApprovals } from '../../functions/store/outbox/approvals.ts';
import { DynamoPlaybooks } from '../../functions/store/playbooks/playbooks.ts';
import { DynamoSessions } from '../../functions/store/sign-in/sessions.ts';
import { DynamoSignIns } from '../../functions/store/sign-in/sign-ins.ts';
import { DynamoAssignedTasks } from '../../functions/store/work/assigned-tasks.ts';
import { TeamRecords } from '../../functions/store/work/team-records.ts';
import { WebRecords } from '../../functions/store/work/web-records.ts';
import { defaultPlaybook } from '../support/default-playbook.ts';
import { createTables, rowsUnder, type TestTables } from '../support/tables.ts';
import { company } from '../support/web-in-memory.ts';

const minute = 60_000;
const keys = { current: Buffer.from('k'.repeat(64)), all: [Buffer.from('k'.repeat(64))], leaked: [] };
const anyKeys = { read: async () => keys, refreshed: async () => keys } as unknown as LinkKeys;
const today = localClock(company.timeZone).dayOf(Date.now());
let tables: TestTables;
let aoi: Csm;
let now: number;
let people = 0;

beforeAll(async () => {
  tables = await createTables();
  const playbooks = new DynamoPlaybooks(tables.client, tables.accountsTable);
  await playbooks.push(defaultPlaybook, undefined, 'v1', new Date().toISOString());
});
beforeEach(async () => {
  now = Date.now();
  people += 1;
  aoi = { id: `aoi-${people}`, name: 'Aoi', email: `aoi-${people}@mirai.example`, role: 'csm' };
  await importMember();
});

const importMember = (change: Partial<Csm> = {}) =>
  batchPut(tables.client, tables.accountsTable, [encodeCsm({ ...aoi, ...change })]);
const asks = async () => (await new DynamoSignIns(tables.client, tables.accountsTable).asks(aoi.id))?.asks ?? [];

/** What the store was asked for, in order. */
const asked: string[] = [];

function listening({ client, jsonClient }: TestTables) {
  const listened = (name: string, { TransactItems }: { TransactItems?: unknown[] }) =>
    asked.push(TransactItems === undefined ? name : `${name} of ${TransactItems.length}`);
  return {
    client: {
      send: (command: { constructor: { name: string }; input: object }) => {
        listened(command.constructor.name.replace(/Command$/, ''), command.input);
        return client.send(command as never);
      },
    } as unknown as TestTables['client'],
    jsonClient: {
      call: (name: string, input: object) => {
        listened(name, input);
        return jsonClient.call(name, input);
      },
    } as unknown as TestTables['jsonClient'],
  };
}

async function send(method: string, path: string, { form = '', cookie = '' } = {}) {
  const { client, jsonClient } = listening(tables);
  const { accountsTable } = tables;
  const tools = {
    company,
    clock: localClock(company.timeZone),
    links: new WebLinks(anyKeys, () => now),
    sessionKeys: anyKeys,
    sessions: new DynamoSessions(client, accountsTable),
    signIns: new DynamoSignIns(client, accountsTable),
    records: new WebRecords(jsonClient, accountsTable),
    playbooks: new DynamoPlaybooks(client, accountsTable),
    assigned: new DynamoAssignedTasks(client, accountsTable),
    approvals: new DynamoApprovals(client, accountsTable),
    improvements: new DynamoImprovements(client, accountsTable),
    lists: new TeamRecords(client, accountsTable),
    audit: new AuditReader(client, accountsTable),
    newId: randomUUID,
    random: randomBytes,
    now: () => now,
  };
  const handler = method === 'GET' ? showTeamPage(tools as never) : takeTeamAct(tools as never);
  const event = {
    version: '2.0',
    rawPath: path,
    rawQueryString: '',
    headers: {
      'x-forwarded-proto': 'https',
      'content-type': 'application/x-www-form-urlencoded',
      'accept-language': 'en',
    },
    cookies: [cookie],
    requestContext: { http: { method, path } },
    body: form,
  } as unknown as APIGatewayProxyEventV2;
  const answer = (await handler(event, {} as never, undefined as never)) as APIGatewayProxyStructuredResultV2;
  return { status: answer.statusCode, body: answer.body ?? '', cookie: answer.cookies?.[0]?.split(';')[0] };
}

const ask = (address = aoi.email) =>
  send('POST', '/act/sign-in', { form: new URLSearchParams({ address }).toString() });

/** The path of the link that they were mailed last. */
async function link(): Promise<string> {
  await ask();
  const id = (await asks()).at(-1)?.id as string;
  const addressOf = await new WebLinks(anyKeys, () => now).addressesAt(now, '');
  return addressOf({ to: 'sign-in', account: '', person: aoi.id, ask: id });
}

const press = async (path: string) => send('POST', `/act${path}`);

describe('somebody who asks for a link', () => {
  it('gets five an hour, however often they ask at once, and is told the same each time', async () => {
    const answers = await Promise.all(Array.from({ length: 100 }, () => ask()));
    expect([...new Set(answers.map(({ status, body }) => `${status} ${body}`))].length).toBe(1);
    expect((await asks()).length).toBe(5);
    now += 60 * minute + 1;
    await ask();
    expect((await asks()).length).toBe(1);
  });

  it('waits for the same of the store, in the same order, whoever they are and however often they have asked', async () => {
    const worked = async (address: string) => {
      asked.length = 0;
      await ask(address);
      return [...asked];
    };
    const known = await worked(aoi.email);
    expect(known.at(-1)).toBe('TransactWriteItems of 2');
    expect(await worked('nobody@mirai.example')).toEqual(known);
    for (let n = 0; n < 5; n += 1) await ask();
    expect(await worked(aoi.email)).toEqual(known);
    await importMember({ leftOn: today });
    expect(await worked(aoi.email)).toEqual(known);
    const mails = await rowsUnder(tables.client, tables.accountsTable, 'account#');
    expect(mails.filter(({ f }) => f?.S?.includes(aoi.email))).toHaveLength(5);
    expect(mails.filter(({ f }) => f?.S?.includes('@invalid'))).toEqual([]);
  });

  it('is told the same whoever they are, and nothing is written for who is nobody', async () => {
    const [known, unknown] = [await ask(), await ask('nobody@mirai.example')];
    expect(unknown).toEqual(known);
    await importMember({ leftOn: today });
    const before = await asks();
    expect(await ask()).toEqual(known);
    expect(await asks()).toEqual(before);
  });
});

describe('a link to sign in', () => {
  it('says whom it is for, and signs in once, in whatever browser', async () => {
    const path = await link();
    expect(await send('GET', path)).toMatchObject({ status: 200, body: expect.stringContaining('Sign in as Aoi') });
    const { status, cookie } = await press(path);
    expect([status, (await send('GET', '/', { cookie: cookie as string })).status]).toEqual([303, 200]);
    const again = await press(path);
    expect(again).toMatchObject({ status: 410, cookie: undefined, body: expect.stringContaining('has been used') });
  });

  it('signs in one of those who press it at the same moment', async () => {
    const path = await link();
    const answers = await Promise.all(Array.from({ length: 10 }, () => press(path)));
    expect(answers.map(({ status }) => status).sort()).toEqual([303, ...Array(9).fill(410)]);
  });

  it('runs out after a quarter of an hour', async () => {
    const path = await link();
    now += 15 * minute + 1;
    expect([(await send('GET', path)).status, (await press(path)).status]).toEqual([410, 410]);
  });

  it.each([-minute, minute])('does not mind a clock that is off by a minute (%i ms)', async (off) => {
    const path = await link();
    now += off;
    const { status, cookie } = await press(path);
    now -= off;
    expect([status, (await send('GET', '/', { cookie: cookie as string })).status]).toEqual([303, 200]);
  });

  it('tells nobody the name of somebody who has left, and signs nobody in as them', async () => {
    const path = await link();
    await importMember({ leftOn: today });
    const shown = await send('GET', path);
    expect(shown.status).toBe(410);
    expect(shown.body).not.toContain('Aoi');
    expect((await press(path)).status).toBe(410);
  });
});

describe('a session', () => {
  const statusOf = async (cookie: string | undefined) => (await send('GET', '/', { cookie: cookie as string })).status;
  const signOut = () =>
    new DynamoSignIns(tables.client, tables.accountsTable).endAll(aoi.id, now, {
      ...{ at: new Date(now).toISOString(), who: { is: 'operator', id: 'aya' }, door: 'command', what: 'signed-out' },
      ...{ about: { member: aoi.id }, before: null, after: null },
    });

  it('ends at once with another role, with leaving, and with being taken out', async () => {
    const { cookie } = await press(await link());
    await importMember({ role: 'manager' });
    expect(await statusOf(cookie)).toBe(303);
    await importMember();
    expect(await statusOf(cookie)).toBe(200);
    await importMember({ leftOn: addDays(today, 1) });
    expect(await statusOf(cookie)).toBe(200);
    await importMember({ leftOn: today });
    expect(await statusOf(cookie)).toBe(303);
  });

  it('ends, with every other of the person and every link not used, when the operator signs them out', async () => {
    const [first, second] = [await press(await link()), await press(await link())];
    const left = await link();
    expect(await signOut()).toBe(2);
    expect([await statusOf(first.cookie), await statusOf(second.cookie)]).toEqual([303, 303]);
    expect((await press(left)).status).toBe(410);
    expect(await signOut()).toBe(0);
    const { cookie } = await press(await link());
    expect(await statusOf(cookie)).toBe(200);
  });

  it('is not left behind by a link that is pressed while they are signed out', async () => {
    const path = await link();
    const [pressed] = await Promise.all([press(path), signOut()]);
    expect(pressed.status === 410 || (await statusOf(pressed.cookie)) === 303).toBe(true);
  });

  it('ends after twelve hours of nothing', async () => {
    const { cookie } = await press(await link());
    now += 12 * 60 * minute - 1;
    expect(await statusOf(cookie)).toBe(200);
    now += 2;
    expect(await statusOf(cookie)).toBe(303);
  });
});
