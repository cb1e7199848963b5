import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { beforeAll, describe, expect, test } from 'vitest';
import { addDays } from '../../domain/time/day.ts';
import { batchDelete } from '../../functions/store/batches.ts';
import { localCredentials } from '../../local/ministack.ts';
import { operate } from '../../local/operator.ts';
import {
  accountsTable,
  type CaughtMail,
  dynamo,
  importRows,
  outputs,
  rowsOf,
  sakimawari,
  sendEvents,
  todayMinus,
} from './installation.ts';
import { fallingLogins } from './team-pages.ts';

const account = 'lost-and-found';
const stage = ['--stage', 'local'];
const renewal = { renewalDate: addDays(todayMinus(0), 80) };
let at: string;

interface MailRow {
  id: string;
  status: string;
  reason: string | null;
  to: string;
}

/** As whoever is on call would, but for where AWS is. */
async function restore<Answer>(...options: string[]): Promise<Answer> {
  const { stdout } = await promisify(execFile)(
    'npx',
    ['tsx', 'cli/main.ts', '--json', ...stage, 'restore', ...options],
    {
      env: {
        ...process.env,
        AWS_ENDPOINT_URL: outputs.awsEndpoint,
        AWS_REGION: outputs.region,
        AWS_ACCESS_KEY_ID: localCredentials.accessKeyId,
        AWS_SECRET_ACCESS_KEY: localCredentials.secretAccessKey,
      },
    },
  );
  return JSON.parse(stdout);
}

const mails = async () =>
  (await operate<MailRow[]>('mails', '--account', account)).toSorted((a, b) => (a.id < b.id ? -1 : 1));
const goneOut = (rows: MailRow[]) => rows.filter(({ status }) => status === 'sent').map(({ id }) => id);
async function inMailbox(): Promise<number> {
  const answer = await fetch(`${outputs.mailboxUrl}/email`);
  const all = (await answer.json()) as CaughtMail[];
  return all.filter(({ to }) => to.some(({ address }) => /@(lost|finders)\.example$/.test(address))).length;
}
const doctor = async (): Promise<{ check: string; ok: boolean }[]> =>
  JSON.parse((await sakimawari('doctor', '--json')).stdout);
async function scored(): Promise<void> {
  await operate('settle');
  await operate('score', '--account', account);
  await operate('settle');
}

const importAccount = (more: object = {}) =>
  importRows('accounts', [{ id: account, name: 'Lost and Found Ltd', csm: 'fay', language: 'en', ...more }]);

beforeAll(async () => {
  await importRows('csms', [{ id: 'fay', name: 'Fay', email: 'fay@finders.example', language: 'en' }]);
  await importAccount();
  await importRows('contacts', [
    { id: 'lou', account, name: 'Lou', email: 'lou@lost.example', role: 'admin', language: 'en' },
  ]);
  await sendEvents(fallingLogins(account, 'lou', 2));
  await scored();
});

describe('all of an account gets lost', () => {
  let before: string[];
  let after: string[];
  let caught: number;

  test('after both tables were copied and something more went out', async () => {
    before = goneOut(await mails());
    expect(before.length).toBeGreaterThan(0);

    at = `${new Date().toISOString().slice(0, 19)}Z`;
    const { copies } = await restore<{ copies: { table: string }[] }>('copy', '--at', at);
    expect(copies.map(({ table }) => table)).toEqual(['accounts', 'events']);

    await importAccount(renewal);
    await scored();
    after = goneOut(await mails()).filter((id) => !before.includes(id));
    expect(after.length).toBeGreaterThan(0);
    caught = await inMailbox();

    const lost = await rowsOf(account);
    await batchDelete(
      dynamo,
      await accountsTable(),
      lost.map(({ pk, sk }) => ({ pk, sk }) as never),
    );
    expect(await rowsOf(account)).toEqual([]);
  });

  test('is told by kind, and put back but for what was of its hour', async () => {
    const { kinds, unknown } = await restore<{
      kinds: Record<string, { gone: number; unreadable: number }>;
      unknown: number;
    }>('check', '--at', at);
    expect(unknown).toBe(0);
    expect(Object.values(kinds).filter(({ unreadable }) => unreadable > 0)).toEqual([]);
    expect(kinds).toMatchObject({ account: { gone: 1 }, contact: { gone: 1 }, state: { gone: 1 } });

    const put = await restore<{ written: Record<string, number>; sendingWaits: boolean }>(
      'put-back',
      '--at',
      at,
      '--yes',
      'local',
    );
    expect(put).toMatchObject({ written: { account: 1, contact: 1, state: 1 }, sendingWaits: true });
    expect(goneOut(await mails())).toEqual(before);
    expect(await restore('put-back', '--at', at, '--yes', 'local')).toMatchObject({ written: {} });
    expect(await operate('accounts')).toEqual(expect.arrayContaining([expect.objectContaining({ id: account })]));
  });

  test('and what had gone out after that moment does not go out a second time', async () => {
    // The CRM tells it again, as it does each night.
    await importAccount(renewal);
    await scored();
    const held = (await operate<MailRow[]>('outbox', '--held')).filter(({ reason }) => reason?.startsWith('restored:'));
    expect(held.map(({ id }) => id)).toEqual(expect.arrayContaining(after));
    expect(await inMailbox()).toBe(caught);
    const found = (await doctor()).find(({ check }) => check === 'restored');
    expect(found).toMatchObject({ ok: false });
  });

  test('until somebody has looked at them, and the copies are gone', async () => {
    const { removed, sendingWaited } = await restore<{ removed: string[]; sendingWaited: boolean }>('end', '--at', at);
    expect(removed).toHaveLength(2);
    expect(sendingWaited).toBe(true);
    const sdk = new DynamoDBClient({
      endpoint: outputs.awsEndpoint,
      region: outputs.region,
      credentials: localCredentials,
    });
    const { TableNames = [] } = await sdk.send(new ListTablesCommand({}));
    expect(TableNames).toHaveLength(2);
    for (const { id } of (await operate<MailRow[]>('outbox', '--held')).filter(({ id }) =>
      id.startsWith(`${account}/`),
    )) {
      await operate('outbox', 'drop', id);
    }
    expect(await inMailbox()).toBe(caught);
    const found = (await doctor()).find(({ check }) => check === 'restored');
    expect(found).toMatchObject({ ok: true });
  });
});
