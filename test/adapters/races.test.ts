import { beforeAll, describe, expect, test } from 'vitest';
import type { Answer } from '../../domain/answers/renewal-answer.ts';
import { finishTask, type TaskDecision } from '../../domain/tasks/task-changes.ts';
import type { UsageEvent } from '../../domain/usage/usage-event.ts';
import { upsertRecords } from '../../functions/directory/upsert-records.ts';
import type { Tools } from '../../functions/operate/operation.ts';
import { scoreAccount } from '../../functions/scoring/score-account.ts';
import { encodeAccount, encodeTask } from '../../functions/store/accounts/account-items.ts';
import { batchPut } from '../../functions/store/batches.ts';
import { defaultPlaybook } from '../support/default-playbook.ts';
import { toolsOver } from '../support/operator.ts';
import { BY_IMPORT } from '../support/reporters.ts';
import { sampleCustomerMail } from '../support/sample-mails.ts';
import { sampleTask } from '../support/sample-task.ts';
import { createTables, rowsUnder, type TestTables } from '../support/tables.ts';

/** How many of all tries are made at the same moment as another one. */
const SIZE = 536;
const NOW = Date.parse('2026-06-01T03:00:00Z');
const AT = new Date(NOW).toISOString();
let tables: TestTables;
let tools: Tools;
let tried = 0;

beforeAll(async () => {
  tables = await createTables();
  tools = toolsOver(tables, () => NOW);
  await tools.playbooks.push(defaultPlaybook, undefined, 'v1', AT);
});

/** The same thing by so many at once, again and again; what each of them got, time by time. */
async function atOnce<Got>(times: number, many: number, attempt: (time: number, one: number) => Promise<Got>) {
  const rounds = await Promise.all(
    Array.from({ length: times }, (_, time) =>
      Promise.all(Array.from({ length: many }, (_, one) => attempt(time, one))),
    ),
  );
  tried += times * many;
  return rounds;
}
const wins = (round: boolean[]) => round.filter(Boolean).length;

describe('at the same moment', () => {
  test('a mail is claimed by one of all who deliver, so it goes out once', async () => {
    const mails = Array.from({ length: 20 }, (_, i) => ({ ...sampleCustomerMail('en', 'win-back'), id: `mail-${i}` }));
    for (const mail of mails) expect(await tools.outbox.add(mail)).toBe(true);
    const rounds = await atOnce(20, 8, (time) => tools.outbox.claimMail(mails[time] as never, 'Subject', AT));
    expect(rounds.map(wins)).toEqual(mails.map(() => 1));
  });

  test('a mail is raised by one of all runs that raise it', async () => {
    const rounds = await atOnce(8, 5, (time) =>
      tools.outbox.add({ ...sampleCustomerMail('en', 'win-back'), id: `raised-${time}` }),
    );
    expect(rounds.map(wins)).toEqual(rounds.map(() => 1));
  });

  test('a task is closed by one of all clicks, and the others are told that it is', async () => {
    const tasks = Array.from({ length: 14 }, (_, i) => sampleTask({ id: `task-${i}`, account: 'clicks' }));
    await batchPut(tables.client, tables.accountsTable, tasks.map(encodeTask));
    const rounds = await atOnce(14, 8, (time, one) => {
      const task = tasks[time] as (typeof tasks)[number];
      const done: TaskDecision = finishTask(task, { outcome: 'won', note: `by ${one}` } as never, {
        by: 'aoi',
        day: '2026-06-01',
        at: AT,
      });
      if ('refused' in done) throw new Error(done.refused);
      return tools.tasks.change(task, done, { expiresAt: 2_000_000_000 });
    });
    expect(rounds.map(wins)).toEqual(tasks.map(() => 1));
    const rows = await rowsUnder(tables.client, tables.accountsTable, 'account#clicks');
    expect(rows.filter(({ status }) => status?.S === 'done' || status?.S === 'closed')).toHaveLength(14);
  });

  test('of all answers to a renewal one is the first, and none is lost unseen', async () => {
    const rounds = await atOnce(12, 8, (time, one) =>
      tools.directory.replaceAnswer(`answers-${time}`, undefined, {
        ...{ renewalDate: '2026-09-01', answer: one % 2 ? 'renew' : 'talk' },
        ...{ contact: 'ren', day: '2026-06-01', at: AT, comment: `from ${one}` },
      } as unknown as Answer),
    );
    expect(rounds.map(wins)).toEqual(rounds.map(() => 1));
    for (const [time, round] of rounds.entries()) {
      const stored = await tools.directory.findAnswer(`answers-${time}`, '2026-09-01');
      expect(stored?.comment).toBe(`from ${round.indexOf(true)}`);
    }
  });

  test('one delivery sent twice is stored once', async () => {
    const eventsOf = (time: number) =>
      Array.from({ length: 5 }, (_, i): UsageEvent => {
        const event = { id: `e${i}`, source: 'demo', account: `twice-${time}`, user: 'u1', event: 'login' };
        return { ...event, time: NOW - 3_600_000 };
      });
    const rounds = await atOnce(12, 4, (time) => tools.deliveries.store(eventsOf(time), []));
    expect(rounds.flat().every(({ conflicts }) => conflicts === 0)).toBe(true);
    for (const [time] of rounds.entries()) {
      expect(await rowsUnder(tables.client, tables.eventsTable, `twice-${time}#2026-06-01T11`)).toHaveLength(5);
    }
  });

  test('facts that many tell of one record all stand', async () => {
    const columns = ['plan', 'segment', 'goalName', 'currency'] as const;
    const value = (column: string) => (column === 'currency' ? 'JPY' : `told ${column}`);
    const rounds = await atOnce(8, 4, (time, one) => {
      const column = columns[one] as (typeof columns)[number];
      const facts = { id: `told-${time}`, name: 'Koa', [column]: value(column) };
      return upsertRecords('accounts', [{ ref: one, facts, reporter: BY_IMPORT, at: NOW + one }], tools);
    });
    expect(rounds.flat().every(({ imported, refused }) => imported === 1 && refused.length === 0)).toBe(true);
    for (const [time] of rounds.entries()) {
      expect(await tools.directory.findAccount(`told-${time}`)).toMatchObject(
        Object.fromEntries(columns.map((column) => [column, value(column)])),
      );
    }
  });

  test('an account is scored by the night and by the second, and its work is raised once', async () => {
    const accounts = Array.from({ length: 4 }, (_, i) =>
      encodeAccount({ id: `scored-${i}`, name: 'Koa', csm: 'aya', renewalDate: '2026-08-15', stage: 'adoption' }),
    );
    await batchPut(tables.client, tables.accountsTable, accounts);
    const scoring = await tools.openScoring('2026-06-01');
    const rounds = await atOnce(4, 3, (time) => scoreAccount(scoring, `scored-${time}`, true));
    expect(rounds.flat().every(({ result }) => result === 'scored')).toBe(true);
    for (const [time, round] of rounds.entries()) {
      const opened = round.map((outcome) => (outcome.result === 'scored' ? outcome.opened : 0));
      const rows = await rowsUnder(tables.client, tables.accountsTable, `account#scored-${time}`);
      const episodes = rows.filter(({ sk }) => sk?.S?.startsWith('1#episode#'));
      expect(opened.reduce((sum, one) => sum + one, 0)).toBe(episodes.length);
    }
  });

  test('one of all pushes is the next version, while accounts are scored', async () => {
    for (let version = 1; version <= 6; version += 1) {
      const [pushes] = await atOnce(1, 6, async (_, one) => {
        if (one === 5) {
          const scoring = await tools.openScoring('2026-06-01');
          return (await scoreAccount(scoring, 'scored-0', true)).result === 'scored';
        }
        return tools.playbooks.push(defaultPlaybook, `v${version}`, `v${version + 1}`, AT, { why: `by ${one}` });
      });
      expect([wins(pushes?.slice(0, 5) ?? []), pushes?.[5]]).toEqual([1, true]);
    }
    expect(await tools.playbooks.currentVersion()).toBe('v7');
  });

  test(`${SIZE} tries were made`, () => {
    expect(tried).toBe(SIZE);
  });
});
