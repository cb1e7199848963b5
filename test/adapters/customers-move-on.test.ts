import type { Context, SQSEvent } from 'aws-lambda';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Account } from '../../domain/account/account.ts';
import { contactOf, memberOf } from '../../domain/audit/audit.ts';
import type { Task } from '../../domain/tasks/task.ts';
import { finishTask } from '../../domain/tasks/task-changes.ts';
import { takeCustomerPageAct } from '../../functions/act-from-web/take-customer-page-act.ts';
import { encodeChangedAccount } from '../../functions/aws/changed-accounts-queue.ts';
import { encodeAccount, encodeCsm } from '../../functions/store/accounts/account-items.ts';
import { DynamoAccounts } from '../../functions/store/accounts/accounts.ts';
import { WorkLogReader } from '../../functions/store/activities/work-log.ts';
import { AuditReader } from '../../functions/store/audit/audit-reader.ts';
import { batchPut } from '../../functions/store/batches.ts';
import { LedgerReader } from '../../functions/store/ledger/ledger-reader.ts';
import { DynamoPlaybooks } from '../../functions/store/playbooks/playbooks.ts';
import { DynamoCustomerPages } from '../../functions/store/work/customer-pages.ts';
import { DynamoTasks } from '../../functions/store/work/tasks.ts';
import { WebRecords } from '../../functions/store/work/web-records.ts';
import { changeTask } from '../../functions/work/change-task.ts';
import { defaultPlaybook } from '../support/default-playbook.ts';
import { silenceLog } from '../support/silence-log.ts';
import { scoreNights, scoringSettings, storeAccount } from '../support/stored-account.ts';
import { tokyo } from '../support/story.ts';
import { createTables, type TestTables } from '../support/tables.ts';
import { company } from '../support/web-in-memory.ts';

silenceLog();

const TODAY = '2026-06-02';
const TOMORROW = '2026-06-03';
const NOON = Date.parse(`${TODAY}T12:00:00+09:00`);
const MINUTE = 60_000;
const account = 'shinonome';
const link = { to: 'roadmap', account, contact: 'ren', expiresAt: NOON / 1000 + 86_400 } as const;
const { stages } = defaultPlaybook;
/** Its first goal is reached by what customers do alone. */
const playbook = {
  ...defaultPlaybook,
  stages: {
    ...stages,
    'onboarding-1': {
      ...stages['onboarding-1'],
      reachedWhen: [{ tasksDone: ['kickoff-people'] }, { accountHas: ['goalName'] }],
    },
  },
} as typeof defaultPlaybook;

let tables: TestTables;
let tasks: DynamoTasks;
let now = NOON;

/** Shinonome in its kickoff, of which the part of its customer is open. */
beforeEach(async () => {
  now = NOON;
  tables = await createTables();
  const { client, accountsTable } = tables;
  tasks = new DynamoTasks(client, accountsTable);
  await new DynamoPlaybooks(client, accountsTable).push(playbook, undefined, 'v1', new Date(NOON).toISOString());
  await batchPut(client, accountsTable, [
    encodeCsm({ id: 'aoi', name: 'Aoi Shiraishi', email: 'aoi@mirai.example', role: 'csm' }),
  ]);
  await storeAccount(
    tables,
    {
      ...{ id: account, name: 'Shinonome Trading', csm: 'aoi', stage: 'onboarding-1', contractStart: '2026-05-30' },
      goalName: 'Invoices out within 2 days',
    },
    [{ id: 'ren', account, name: 'Ren Suzuki', email: 'ren@shinonome.example', role: 'champion' }],
  );
  await scoreNights(settings(), account, '2026-06-01', TODAY);
  await finish(await taskOf('kickoff-date'), '2026-06-02T01:00:00.000Z');
  await evaluate();
});

const settings = () => scoringSettings(tables, company, new Date(now));
const evaluate = () => scoreNights(settings(), account, TODAY, TODAY);

function actions() {
  const { client, accountsTable, jsonClient } = tables;
  return {
    ...{ tasks, clock: tokyo, now: () => now, publishesToBus: true },
    reads: { company, records: new WebRecords(jsonClient, accountsTable) },
    customerPages: new DynamoCustomerPages(client, accountsTable),
    playbooks: new DynamoPlaybooks(client, accountsTable),
    changedAccounts: { send: async () => {} },
  };
}

const tick = () => takeCustomerPageAct(actions(), link, new URLSearchParams({ act: 'tick', step: 'kickoff-people' }));
const undo = () => takeCustomerPageAct(actions(), link, new URLSearchParams({ act: 'undo', step: 'kickoff-people' }));

async function taskOf(template: string): Promise<Task> {
  const raised = await tasks.raisedBy(account, 'stage-onboarding-1', '2026-05-30');
  const task = raised.find((one) => one.template === template);
  if (task === undefined) throw new Error(`no task of ${template}: ${raised.map(({ id }) => id)}`);
  return task;
}

const finish = (task: Task, at: string) =>
  changeTask(actions(), task, { by: 'aoi', door: 'page', at }, (open, actor) =>
    finishTask(open, { outcome: 'helped' }, actor),
  );

async function stands() {
  const { client, accountsTable } = tables;
  const options = { playbook, asOf: TODAY, today: TODAY, isConsistent: true };
  const snapshot = await new DynamoAccounts(client, accountsTable).load(account, options);
  const ledger = await new LedgerReader(client, accountsTable).read(account);
  const { entries } = await new AuditReader(client, accountsTable).ofAccount(account, { limit: 20 });
  return {
    stage: snapshot?.stored?.state.stage?.stage,
    moves: ledger.filter(({ fact }) => fact === 'stage').map(({ from, value, door }) => [from, value, door]),
    done: entries.filter(({ what }) => what === 'task-done').map(({ who, about }) => [who, about.task]),
  };
}

const BEGUN = ['2026-05-30', 'onboarding-1', 'stage'];
const MOVED = [TODAY, 'onboarding-2', 'stage'];

describe('a customer whose tick reaches the goal of their stage', () => {
  it('moves the account on once they can’t take it back, from the day of the tick, and it is on record as theirs', async () => {
    await tick();
    await evaluate();
    expect(await stands()).toMatchObject({ stage: 'onboarding-1', moves: [BEGUN] });
    now += 2 * MINUTE;
    await evaluate();
    const { stage, moves, done } = await stands();
    expect([stage, moves]).toEqual(['onboarding-2', [BEGUN, MOVED]]);
    expect(done[0]).toEqual([contactOf('ren'), (await taskOf('kickoff-people')).id]);
    const work = await new WorkLogReader(tables.client, tables.accountsTable).ofMonths(['2026-06']);
    expect(work.map(({ activity, by, stage }) => [activity, by, stage])).toEqual([
      ['kickoff-date', 'aoi', 'onboarding-1'],
    ]);
  });

  it('moves it on once, however often they press', async () => {
    await Promise.all([tick(), tick(), tick()]);
    now += 2 * MINUTE;
    await Promise.all([evaluate(), evaluate()]);
    await tick();
    await evaluate();
    const { stage, moves, done } = await stands();
    expect([stage, moves, done.length]).toEqual(['onboarding-2', [BEGUN, MOVED], 2]);
  });

  it('leaves it where it is when they take it back', async () => {
    await tick();
    now += MINUTE / 2;
    await undo();
    now += 2 * MINUTE;
    await evaluate();
    expect(await stands()).toMatchObject({ stage: 'onboarding-1', moves: [BEGUN] });
    expect((await taskOf('kickoff-people')).status).toBe('open');
  });

  it('and a CSM who does the same at once move it on once, and the work counts as of whoever was first', async () => {
    const task = await taskOf('kickoff-people');
    await Promise.all([tick(), finish(task, new Date(now).toISOString())]);
    now += 20 * MINUTE;
    await evaluate();
    const { stage, moves, done } = await stands();
    expect([stage, moves]).toEqual(['onboarding-2', [BEGUN, MOVED]]);
    const first = done.filter(([, id]) => id === task.id);
    expect(first).toHaveLength(1);
    const isTheirs = JSON.stringify(first[0]?.[0]) === JSON.stringify(contactOf('ren'));
    const work = await new WorkLogReader(tables.client, tables.accountsTable).ofMonths(['2026-06']);
    expect(work.filter(({ id }) => id === task.id)).toHaveLength(isTheirs ? 0 : 1);
    if (!isTheirs) expect(first[0]?.[0]).toEqual(memberOf('aoi'));
  });

  it('moves it on with their word on the goal, where that is what was missing', async () => {
    const { client, accountsTable } = tables;
    const records = new WebRecords(tables.jsonClient, accountsTable);
    const { goalName: _, ...withoutGoal } = (await records.account(account)) as Account;
    await batchPut(client, accountsTable, [encodeAccount(withoutGoal)]);
    await tick();
    now += 2 * MINUTE;
    await evaluate();
    expect((await stands()).stage).toBe('onboarding-1');
    const proposal = { name: 'Invoices out', at: '2026-06-01T00:00:00.000Z', day: '2026-06-01', by: 'aoi' };
    await actions().customerPages.propose(account, undefined, proposal, {
      ...{ at: proposal.at, who: memberOf('aoi'), door: 'page', what: 'goal-proposed', about: { account } },
      ...{ before: null, after: null },
    });
    await Promise.all(
      [1, 2].map(() =>
        // Who comes second is led to look again.
        takeCustomerPageAct(actions(), link, new URLSearchParams({ act: 'agree', seen: proposal.at })).catch(() => {}),
      ),
    );
    await evaluate();
    expect(await stands()).toMatchObject({ stage: 'onboarding-2', moves: [BEGUN, MOVED] });
    const ledger = await new LedgerReader(client, accountsTable).read(account);
    const goal = ledger.filter(({ fact }) => fact.startsWith('goal'));
    expect(goal.map(({ fact, from, value, door }) => [fact, from, value, door])).toEqual([
      ['goalName', TODAY, 'Invoices out', 'answer'],
      ['goalSince', TODAY, TODAY, 'answer'],
    ]);
  });
});

describe('a tick right before midnight', () => {
  const MIDNIGHT = Date.parse(`${TOMORROW}T00:00:00+09:00`);

  /** The evaluation that was asked for at the moment (ms) comes now. */
  async function scoreChanged(...sentAt: number[]) {
    const environment = {
      ACCOUNTS_TABLE: tables.accountsTable,
      COMPANY: JSON.stringify(company),
      ...{ SOURCES: '[]', BUS_EVENTS: 'off', CHAT_PLACES: '[]', FEEDS_CRM: 'off' },
      AWS_ENDPOINT_URL: process.env.SAKIMAWARI_TEST_AWS_ENDPOINT as string,
    };
    for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
    vi.useFakeTimers({ toFake: ['Date'], now });
    // The function reads its environment as it is loaded.
    vi.resetModules();
    const { handler } = await import('../../functions/score-changed/handler.ts');
    const Records = sentAt.map((at, i) => ({
      messageId: String(i),
      body: encodeChangedAccount(account),
      attributes: { SentTimestamp: String(at) },
    }));
    expect(await handler({ Records } as unknown as SQSEvent, {} as Context)).toEqual({ batchItemFailures: [] });
  }

  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllEnvs();
    vi.resetModules();
  });

  it('moves the account on at its day, though it can be taken back until the next one has begun', async () => {
    now = MIDNIGHT - 20_000;
    await tick();
    const sentAt = now;
    await scoreChanged(sentAt);
    expect(await stands()).toMatchObject({ stage: 'onboarding-1', moves: [BEGUN] });
    now = MIDNIGHT + MINUTE + 50_000;
    await scoreChanged(sentAt);
    const { client, accountsTable } = tables;
    const state = await new WebRecords(tables.jsonClient, accountsTable).state(account);
    expect(state).toMatchObject({ lastScoredDay: TOMORROW, stage: { stage: 'onboarding-2', since: TODAY } });
    expect((await stands()).moves).toEqual([BEGUN, MOVED]);
    const raised = await new DynamoTasks(client, accountsTable).raisedBy(account, 'stage-onboarding-2', TODAY);
    expect(raised.length).toBeGreaterThan(0);
  });

  it('moves it on at the next day where that was evaluated already', async () => {
    now = MIDNIGHT - 20_000;
    await tick();
    const sentAt = now;
    now = MIDNIGHT + 40_000;
    await scoreNights(settings(), account, TOMORROW, TOMORROW);
    now += MINUTE + 10_000;
    await scoreChanged(sentAt);
    expect((await stands()).moves).toEqual([BEGUN, [TOMORROW, 'onboarding-2', 'stage']]);
  });
});
