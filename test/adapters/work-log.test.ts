import { beforeAll, describe, expect, it } from 'vitest';
import type { Stage } from '../../domain/account/account.ts';
import type { Activity } from '../../domain/activities/activity.ts';
import { type LoggedWork, loggedWork } from '../../domain/activities/work-log.ts';
import { encodeAccount, encodeActivity } from '../../functions/store/accounts/account-items.ts';
import { DynamoActivities } from '../../functions/store/accounts/activities.ts';
import { encodeWork, WorkLogReader } from '../../functions/store/activities/work-log.ts';
import { batchPut } from '../../functions/store/batches.ts';
import { DynamoLedger } from '../../functions/store/ledger/ledger.ts';
import { defaultPlaybook } from '../support/default-playbook.ts';
import { installationOf, say, toolsOver } from '../support/operator.ts';
import { createTables, type TestTables } from '../support/tables.ts';

let tables: TestTables;
let log: WorkLogReader;
const today = '2026-06-24';
const DAYS = ['2024-06-01', '2025-12-31', '2026-04-30', '2026-06-01', '2026-06-02', '2026-06-24'];

const work = (id: string, day: string, by = 'aoi'): LoggedWork => ({
  ...{ id, account: 'koa', day, by, activity: 'training', medium: 'call' as const },
  ...{ initiative: 'proactive', scope: 'general', skill: 'basic' },
});
const search = { today, most: 3, isSought: () => true };
const daysOf = ({ work }: { work: LoggedWork[] }) => work.map(({ day }) => day);

/** As an evaluation writes down that an account enters a stage. */
function begins(account: string, from: string, value: Stage): Promise<unknown> {
  const entry = { fact: 'stage', from, value, recordedAt: 1, door: 'stage', who: 'an evaluation' } as const;
  return new DynamoLedger(tables.client, tables.accountsTable).add([{ account, entry }]);
}

beforeAll(async () => {
  tables = await createTables();
  log = new WorkLogReader(tables.client, tables.accountsTable);
  const rows = DAYS.map((day, i) => encodeWork(work(`w${i}`, day, i % 2 === 0 ? 'aoi' : 'stig')));
  await batchPut(tables.client, tables.accountsTable, rows);
});

describe('the log of work', () => {
  it('is read the latest day first, page by page, across its buckets and months', async () => {
    const first = await log.latest(search);
    expect(daysOf(first)).toEqual(['2026-06-24', '2026-06-02', '2026-06-01']);
    const second = await log.latest({ ...search, after: first.next });
    expect(daysOf(second)).toEqual(['2026-04-30']);
  });

  it('is looked through a quarter at once, and says where it goes on', async () => {
    const pages = [await log.latest({ ...search, most: 9 })];
    for (let last = pages[0]; last?.next !== undefined; last = pages.at(-1)) {
      pages.push(await log.latest({ ...search, most: 9, after: last.next }));
    }
    expect(pages.flatMap(daysOf)).toEqual(DAYS.toReversed());
    expect(pages[0]).toMatchObject({ next: '2026-03', lookedUntil: '2026-04-01' });
    expect(pages.length).toBe(9);
  });

  it('gives what is sought of it, and nothing before the day from which on', async () => {
    const isSought = ({ by }: LoggedWork) => by === 'stig';
    expect(daysOf(await log.latest({ ...search, isSought }))).toEqual(['2026-06-24', '2026-06-01']);
    expect(daysOf(await log.latest({ ...search, from: '2026-06-02' }))).toEqual(['2026-06-24', '2026-06-02']);
  });

  it('begins anew where the address names no place of it', async () => {
    expect(daysOf(await log.latest({ ...search, most: 1, after: 'nonsense' }))).toEqual(['2026-06-24']);
  });

  it('is read whole by months, for cuts', async () => {
    expect((await log.ofMonths(['2026-06', '2025-12'])).map(({ id }) => id).sort()).toEqual(['w1', 'w3', 'w4', 'w5']);
  });
});

describe('what was done before there was a log of work', () => {
  it('is put into it by migrate, once, and nothing that was taken back', async () => {
    const { client, accountsTable } = tables;
    const tools = toolsOver(tables, () => Date.parse(`${today}T03:00:00Z`));
    const migrate = async () => {
      const { json } = await say(['--json', 'migrate'], { openInstallation: () => installationOf(tools) });
      return (json as { logged: number }).logged;
    };
    const call: Activity = { id: 'old', day: '2026-05-05', kind: 'call', by: 'aoi', minutes: 5 };
    await batchPut(client, accountsTable, [
      encodeAccount({ id: 'mori', name: 'Mori' }),
      encodeActivity('mori', call, 2_000_000_000),
      encodeActivity('mori', { id: 'note', day: '2026-05-06', kind: 'note', note: 'They move' }, 2_000_000_000),
    ]);
    await begins('mori', '2026-05-01', 'onboarding-2');
    await begins('mori', '2026-05-20', 'adoption');
    expect([await migrate(), await migrate()]).toEqual([1, 0]);
    expect(await log.ofMonths(['2026-05'])).toEqual([loggedWork({ id: 'mori', stage: 'onboarding-2' }, call)]);
    const activities = new DynamoActivities(client, accountsTable);
    expect(await activities.logWork({ ...work('gone', '2026-05-07'), account: 'mori' })).toBe(false);
  });
});

describe('a touch that is recorded by the command', () => {
  it('stands in the log as what it was said to be, in the stage of its day, and an unknown kind is refused with the nearest one', async () => {
    const tools = toolsOver(tables, () => Date.parse(`${today}T03:00:00Z`), {
      changedAccounts: { send: async () => {} } as never,
    });
    await tools.playbooks.push(defaultPlaybook, undefined, 'v1', '2026-06-01T00:00:00.000Z');
    await batchPut(tables.client, tables.accountsTable, [encodeAccount({ id: 'hoshi', name: 'Hoshi' })]);
    const add = (...line: string[]) =>
      say(['--json', 'activity', 'add', 'hoshi', '--kind', 'mail', ...line], {
        openInstallation: () => installationOf(tools),
      });
    const said = ['--activity', 'answer-inquiry', '--minutes', '25', '--outcome', 'solved', '--replies', '2'];
    expect((await add(...said)).exitCode).toBe(0);
    expect((await log.ofMonths(['2026-06'])).filter(({ account }) => account === 'hoshi')).toMatchObject([
      {
        ...{ activity: 'answer-inquiry', initiative: 'reactive', scope: 'general', skill: 'basic' },
        ...{ medium: 'mail', minutes: 25, outcome: 'solved', replies: 2 },
      },
    ]);
    const listed = await say(['--json', 'activity', 'log', '--since', today], {
      openInstallation: () => installationOf(tools),
    });
    expect(listed.json).toContainEqual(
      expect.objectContaining({ account: 'hoshi', kind: 'mail', activity: 'answer-inquiry', minutes: 25, stage: null }),
    );
    expect(listed.json).not.toContainEqual(expect.objectContaining({ day: '2026-06-02' }));
    await begins('hoshi', '2026-06-01', 'adoption');
    await add('--day', '2026-06-10', '--minutes', '7');
    const past = (await log.ofMonths(['2026-06'])).find(({ minutes }) => minutes === 7);
    expect(past?.stage).toBe('adoption');
    expect((await add('--activity', 'answer-enquiry')).stderr).toContain('Did you mean "answer-inquiry"?');
    expect((await add('--minutes', '1441')).exitCode).toBe(2);
  });
});
