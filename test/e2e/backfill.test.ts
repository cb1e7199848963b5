import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { mergeTallies } from '../../domain/usage/tally/usage-tally.ts';
import { PutItemCommand } from '../../functions/store/client.ts';
import { decodeLifetime, decodeUsageDays } from '../../functions/store/usage/usage-codec.ts';
import { operate } from '../../local/operator.ts';
import {
  accountsTable,
  dynamo,
  fileOf,
  heartbeat,
  importRows,
  mailsTo,
  noonOf,
  type PostedEvent,
  rowsOf,
  sakimawari,
  sendEvents,
  todayMinus,
  until,
} from './installation.ts';

interface Loaded {
  stored: number;
  resumedAfter: number;
  history: { accounts: number; opened: number; closed: number; wereScored: number };
}

const CSM = 'backfill@demo.example';
const EVENTS_A_DAY = 12;
const executable = join(import.meta.dirname, '../../cli/sakimawari.mjs');

/** Half a year of some accounts' log-ins; `quiet` stopped 70 days ago, `back` paused for 70 days and came back. */
function history(prefix: string): PostedEvent[] {
  const events: PostedEvent[] = [];
  for (let daysAgo = 182; daysAgo >= 2; daysAgo -= 1) {
    const day = todayMinus(daysAgo);
    for (let n = 0; n < EVENTS_A_DAY; n += 1) {
      const name = ['steady', 'quiet', 'back'][n % 3] as string;
      const isSilent = (name === 'quiet' && daysAgo < 70) || (name === 'back' && daysAgo < 150 && daysAgo > 80);
      const account = `${prefix}-${isSilent ? 'steady' : name}`;
      const id = `${prefix}-${day}-${n}`;
      events.push({ id, account, user: `${account}-u${n % 4}`, event: 'login', time: noonOf(day) });
    }
  }
  return events;
}

const accountsOf = (prefix: string) => ['steady', 'quiet', 'back'].map((name) => `${prefix}-${name}`);

async function importAccounts(prefix: string): Promise<void> {
  await importRows('csms', [{ id: 'backfill', name: 'Bea', email: CSM, language: 'en' }]);
  await importRows(
    'accounts',
    accountsOf(prefix).map((id) => ({ id, name: id, csm: 'backfill', stage: 'adoption' })),
  );
}

/** What usage tells, in whatever order it was learnt, without the prefix that tells the runs apart. */
async function usageOf(prefix: string) {
  const accounts = await Promise.all(accountsOf(prefix).map(rowsOf));
  return accounts.map((rows) => {
    const { events, users } = decodeLifetime(rows);
    const told = {
      days: decodeUsageDays(rows).map((day) => ({ day: day.day, ...mergeTallies([day]) })),
      events: [...events].sort(byKey),
      users: [...users].sort(byKey),
    };
    return JSON.parse(JSON.stringify(told).replaceAll(`${prefix}-`, ''));
  });
}

const byKey = ([a]: [string, object], [b]: [string, object]) => (a < b ? -1 : 1);

const workOf = async (account: string) => ({
  tasks: await operate<{ signal: string; template: string; status: string }[]>('tasks', '--account', account),
  mails: await operate<unknown[]>('mails', '--account', account),
});

/** Kills the command, as a power cut would, as soon as something of the file is remembered as stored. */
async function cutOff(file: string, account: string): Promise<void> {
  const child = spawn(process.execPath, [executable, 'backfill', '--source', 'demo', file], { stdio: 'ignore' });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  await until('the first stored events', 60_000, async () => (await rowsOf(account)).some(isUsage));
  child.kill('SIGKILL');
  await ended;
}

const isUsage = ({ sk }: { sk?: { S?: string } }) => sk?.S?.startsWith('2#usage#') ?? false;

describe('half a year of history from a file', { timeout: 600_000 }, () => {
  let whole: Loaded;

  beforeAll(async () => {
    await importAccounts('whole');
    await importAccounts('cut');
    whole = await operate<Loaded>('backfill', '--source', 'demo', fileOf(history('whole')));
  }, 600_000);

  it('is stored whole, and puts what opened and closed on record', () => {
    expect(whole).toMatchObject({ stored: 181 * EVENTS_A_DAY, resumedAfter: 0 });
    expect(whole.history.accounts).toBeGreaterThanOrEqual(3);
    expect(whole.history.opened).toBeGreaterThan(0);
  });

  it('raises no task and no mail of the past', async () => {
    for (const account of accountsOf('whole')) expect(await workOf(account)).toEqual({ tasks: [], mails: [] });
    expect(await mailsTo(CSM)).toEqual([]);
  });

  it('gives the same usage when the command was killed in the middle and resumed', async () => {
    const file = fileOf(history('cut'));
    const compressed = `${file}.gz`;
    writeFileSync(
      compressed,
      gzipSync(
        history('cut')
          .map((event) => `${JSON.stringify(event)}\n`)
          .join(''),
      ),
    );
    await cutOff(compressed, 'cut-steady');
    const resumed = await operate<Loaded>('backfill', '--source', 'demo', compressed, '--resume');
    expect(resumed.stored).toBe(181 * EVENTS_A_DAY);
    expect(await usageOf('cut')).toEqual(await usageOf('whole'));
    for (const account of accountsOf('cut')) expect(await workOf(account)).toEqual({ tasks: [], mails: [] });
  });

  it('raises what is open still once, with the next run', async () => {
    // The product sends on: while it is silent nobody can tell who is.
    await sendEvents(heartbeat('whole-steady'));
    await operate('settle');
    await operate('score');
    await operate('settle');
    await operate('score');
    await operate('settle');
    const ofSilence = async (account: string) =>
      (await workOf(account)).tasks.filter(({ signal }) => signal === 'no-login').map(({ template }) => template);
    const raised = await ofSilence('whole-quiet');
    expect(raised).toContain('win-back-owner');
    expect(new Set(raised).size).toBe(raised.length);
    expect(await ofSilence('whole-back')).toEqual([]);
    const mails = (await mailsTo(CSM)).filter(({ subject, text }) => /whole-quiet/.test(subject + text));
    expect(mails.filter(({ text }) => text.includes('whole-quiet/no-login')).length).toBeLessThanOrEqual(1);
    expect(mails.length).toBeGreaterThan(0);
  });

  it('is proven the same by a rebuild, which names a row that was broken by hand and puts it right', async () => {
    const account = 'whole-steady';
    const from = todayMinus(12);
    expect(await operate('rebuild', '--check', '--account', account, '--from', from)).toMatchObject({
      identical: true,
    });
    const row = (await rowsOf(account)).find(({ sk }) => sk?.S === `2#usage#${todayMinus(10)}`);
    const TableName = await accountsTable();
    await dynamo.send(new PutItemCommand({ TableName, Item: { ...row, e: { S: 'login=1000' } } }));

    const check = await sakimawari('rebuild', '--check', '--account', account, '--from', from, '--json');
    expect(check.exitCode).toBe(1);
    expect(check.stderr).toContain(`account#${account} 2#usage#${todayMinus(10)}`);
    await operate('rebuild', '--account', account, '--from', from);
    expect((await rowsOf(account)).find(({ sk }) => sk?.S === `2#usage#${todayMinus(10)}`)).toEqual(row);
  });
});
