import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Stage } from '../../domain/account/account.ts';
import type { Activity } from '../../domain/activities/activity.ts';
import type { GivenAnswer } from '../../domain/answers/renewal-answer.ts';
import type { AccountState } from '../../domain/evaluation/evaluate.ts';
import type { Playbook } from '../../domain/playbook/playbook.ts';
import { nothingPlanned } from '../../domain/plays/plan-work.ts';
import type { RaisedTask } from '../../domain/signals/reading.ts';
import type { Task } from '../../domain/tasks/task.ts';
import { TallyBuilder, type UsageDay } from '../../domain/usage/tally/usage-tally.ts';
import { explainAccount } from '../../functions/scoring/explain-account.ts';
import { scoreAccount } from '../../functions/scoring/score-account.ts';
import { openScoring, type Scoring, type ScoringSettings } from '../../functions/scoring/scoring.ts';
import { stageEntries } from '../../functions/scoring/stage-entries.ts';
import {
  encodeAccount,
  encodeAnswer,
  encodeContact,
  encodeCsm,
  encodeTask,
} from '../../functions/store/accounts/account-items.ts';
import { StateMovedError } from '../../functions/store/accounts/accounts.ts';
import { decodeState, encodeState } from '../../functions/store/accounts/state-item.ts';
import { batchGet, batchPut } from '../../functions/store/batches.ts';
import { QueryCommand, TransactWriteItemsCommand } from '../../functions/store/client.ts';
import { accountKey, optOutRowKey, taskSortKey } from '../../functions/store/keys.ts';
import { DynamoLedger } from '../../functions/store/ledger/ledger.ts';
import { DynamoOptOuts } from '../../functions/store/outbox/opt-outs.ts';
import { decodeMail, decodeRow } from '../../functions/store/outbox/outbox-items.ts';
import { DynamoPlaybooks } from '../../functions/store/playbooks/playbooks.ts';
import { DynamoLifetime } from '../../functions/store/usage/lifetime.ts';
import { DynamoUsage } from '../../functions/store/usage/usage.ts';
import { DynamoTasks } from '../../functions/store/work/tasks.ts';
import { defaultPlaybook, tokyo } from '../support/story.ts';
import { createTables, type TestTables } from '../support/tables.ts';

const NOW = new Date('2026-06-01T09:00:00+09:00');
const TODAY = '2026-06-01';
let tables: TestTables;
let accountId: string;
let accounts = 0;

beforeAll(async () => {
  tables = await createTables();
  await new DynamoPlaybooks(tables.client, tables.accountsTable).push(
    defaultPlaybook,
    undefined,
    'v1',
    NOW.toISOString(),
  );
  await batchPut(tables.client, tables.accountsTable, [
    encodeCsm({ id: 'mika', name: 'Mika', email: 'mika@cs.example', role: 'csm' }),
  ]);
});

async function putUsage(day: UsageDay, today = day.day): Promise<void> {
  const { client, accountsTable } = tables;
  const numbers = await new DynamoLifetime(client, accountsTable).learn(accountId, [day]);
  await new DynamoUsage(client, accountsTable).putDay(accountId, day, numbers, today);
}

/** An account whose contract renews in two months. */
beforeEach(async () => {
  accounts += 1;
  accountId = `account-${accounts}`;
  const tally = new TallyBuilder();
  tally.add('login', 'u1');
  await batchPut(tables.client, tables.accountsTable, [
    encodeAccount({ id: accountId, name: 'Koa', csm: 'mika', renewalDate: '2026-08-01' }),
    encodeContact({ id: 'u1', account: accountId, email: 'u1@koa.example', role: 'admin' }),
  ]);
  await putUsage({ day: '2026-02-20', ...tally.build() });
});

const settings = (): ScoringSettings => ({
  client: tables.client,
  table: tables.accountsTable,
  company: {
    name: 'Example',
    timeZone: 'Asia/Tokyo',
    language: 'en',
    country: 'JP',
    holidays: {},
    mailCeiling: 'send',
    systemSender: { name: 'Tasks', address: 'tasks@cs.example' },
    operator: { name: 'Operator', address: 'ops@cs.example' },
  },
  sources: [],
  clock: tokyo,
  now: () => NOW,
});
/** A later day is scored once it has come. */
const scoring = async (asOf = TODAY): Promise<Scoring> => ({
  ...(await openScoring(settings(), asOf)),
  today: asOf > TODAY ? asOf : TODAY,
});

async function rows(prefix: string) {
  const { Items = [] } = await tables.client.send(
    new QueryCommand({
      TableName: tables.accountsTable,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
      ExpressionAttributeValues: { ':pk': { S: accountKey(accountId) }, ':prefix': { S: prefix } },
    }),
  );
  return Items;
}

/** Of every task, by template. */
async function statuses(): Promise<Record<string, string>> {
  const tasks = (await rows('1#task#')).map((item) => JSON.parse(item.f?.S as string) as Task);
  return Object.fromEntries(tasks.map(({ template, status }) => [template, status]));
}

describe('scoring an account in the store', () => {
  it('writes episode, tasks and mails together with the state that causes them', async () => {
    expect(await scoreAccount(await scoring(), accountId)).toMatchObject({ result: 'scored', opened: 1, closed: 0 });
    expect((await rows('1#episode#')).map(({ sk }) => sk?.S)).toEqual([
      `1#episode#${accountId}/renewal-due/2026-08-01/2026-06-01`,
    ]);
    expect((await rows('1#task#')).length).toBeGreaterThan(0);
    expect(
      (await rows('1#mail#'))
        .map(decodeMail)
        .map(({ kind }) => kind)
        .sort(),
    ).toEqual(['renewal-intent', 'task']);
    expect((await rows('3#state'))[0]).toMatchObject({ version: { N: '1' } });
  });

  it('has what a contact once chose hold for their address', async () => {
    const { client, accountsTable } = tables;
    const old = { contact: 'ann', kinds: ['surveys'], at: '2026-05-01T00:00:00.000Z' };
    await batchPut(client, accountsTable, [
      encodeContact({ id: 'ann', account: accountId, email: 'ann@koa.example' }),
      { ...optOutRowKey(accountId, 'ann'), f: { S: JSON.stringify(old) } },
    ]);
    await scoreAccount(await scoring(), accountId);
    const elsewhere = { account: 'another', contact: 'a-99', address: 'Ann@koa.example' };
    expect(await new DynamoOptOuts(client, accountsTable).isOptedOut(elsewhere, 'surveys')).toBe(true);
  });

  it('raises everything once when twenty runs score the same account at the same time', async () => {
    const shared = await scoring();
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => scoreAccount(shared, accountId)));
    expect(outcomes.reduce((sum, outcome) => sum + (outcome.result === 'scored' ? outcome.opened : 0), 0)).toBe(1);
    expect((await rows('1#mail#')).length).toBe(2);
  });

  it('opens again what a change of the playbook closed, with its tasks, once the change is taken back; no mail goes twice', async () => {
    const under = async (asOf: string, changes: Partial<Playbook> = {}): Promise<Scoring> => {
      const opened = await scoring(asOf);
      return { ...opened, running: { ...opened.running, playbook: { ...defaultPlaybook, ...changes } } };
    };
    const episodeRow = async () => {
      const [{ recoveredOn, closedAs } = {}] = await rows('1#episode#');
      return [recoveredOn?.S, closedAs?.S];
    };
    await scoreAccount(await under(TODAY), accountId);
    const [tasks, mails] = [await rows('1#task#'), await rows('1#mail#')];
    await scoreAccount(await under('2026-06-02', { signals: {} }), accountId);
    expect(await episodeRow()).toEqual(['2026-06-02', 'retired']);
    expect(new Set(Object.values(await statuses()))).toEqual(new Set(['retired']));

    const back = await under('2026-06-03');
    await Promise.all(Array.from({ length: 5 }, () => scoreAccount(back, accountId)));
    expect(await episodeRow()).toEqual([undefined, undefined]);
    const open = (items: Awaited<ReturnType<typeof rows>>) => items.map(({ sk, list, f }) => ({ sk, list, f: f?.S }));
    expect(open(await rows('1#task#')).map(({ sk, list }) => ({ sk, list }))).toEqual(
      open(tasks).map(({ sk, list }) => ({ sk, list })),
    );
    expect(new Set(Object.values(await statuses()))).toEqual(new Set(['open']));
    expect(await rows('1#mail#')).toEqual(mails);
    const { state } = decodeState((await rows('3#state'))[0] as never);
    expect(state).toMatchObject({ episodes: [{ signal: 'renewal-due', openedOn: TODAY }] });
    expect(state.closedByChange).toBeUndefined();
  });

  describe('where a play tells the chat', () => {
    async function tellingChat(asOf: string, hasChat: boolean): Promise<Scoring> {
      const opened = await openScoring({ ...settings(), hasChat }, asOf);
      const playbook = structuredClone(opened.running.playbook);
      for (const play of Object.values(playbook.plays)) play.chat = true;
      return { ...opened, today: asOf, running: { ...opened.running, playbook } };
    }

    it('writes the message together with its tasks, once', async () => {
      await scoreAccount(await tellingChat(TODAY, true), accountId);
      expect((await rows('1#slack#')).map(decodeRow)).toMatchObject([
        { id: `${accountId}/renewal-due/2026-08-01/2026-06-01/chat`, channel: 'chat', status: 'pending' },
      ]);
      await scoreAccount(await tellingChat('2026-06-02', true), accountId);
      expect(await rows('1#slack#')).toHaveLength(1);
    });

    it('writes none where the stage has no chat', async () => {
      await scoreAccount(await tellingChat(TODAY, false), accountId);
      expect(await rows('1#slack#')).toEqual([]);
      expect((await rows('1#task#')).length).toBeGreaterThan(0);
    });
  });

  it('sends nothing again when the state was lost but the mail is on record', async () => {
    await scoreAccount(await scoring(), accountId);
    const before = await rows('1#mail#');
    const key = { pk: { S: accountKey(accountId) }, sk: { S: '3#state' } };
    await tables.client.send(
      new TransactWriteItemsCommand({ TransactItems: [{ Delete: { TableName: tables.accountsTable, Key: key } }] }),
    );
    await scoreAccount({ ...(await scoring()), now: () => new Date('2026-06-01T15:00:00+09:00') }, accountId);
    expect(await rows('1#mail#')).toEqual(before);
  });

  it('writes nothing at all when nothing changed', async () => {
    await scoreAccount(await scoring(), accountId);
    await scoreAccount(await scoring(), accountId);
    expect((await rows('3#state'))[0]).toMatchObject({ version: { N: '1' } });
  });

  it('costs two round trips and one write unit on a quiet day', async () => {
    await scoreAccount(await scoring(), accountId);
    const tomorrow = await scoring('2026-06-02');
    const send = vi.spyOn(tables.client, 'send');
    await scoreAccount(tomorrow, accountId);
    const sent = send.mock.calls.map(([command]) => command.constructor.name);
    send.mockRestore();
    expect(sent).toEqual(['QueryCommand', 'PutItemCommand']);
    const [state] = await rows('3#state');
    expect(JSON.stringify(state).length).toBeLessThan(1024);
  });

  describe('writes in its ledger to which stage it came', () => {
    const putStage = (stage: Stage) =>
      batchPut(tables.client, tables.accountsTable, [
        encodeAccount({ id: accountId, name: 'Koa', csm: 'mika', contractStart: '2025-10-01', stage }),
      ]);
    const stagesInLedger = async () =>
      (await new DynamoLedger(tables.client, tables.accountsTable).read(accountId)).map(
        ({ fact, from, value, door }) => [fact, from, value, door],
      );

    it('once, from the day that it did, and nothing on the days between', async () => {
      await putStage('onboarding-1');
      for (const day of [TODAY, TODAY, '2026-06-02']) await scoreAccount(await scoring(day), accountId);
      expect(await stagesInLedger()).toEqual([['stage', '2025-10-01', 'onboarding-1', 'stage']]);
      await putStage('onboarding-2');
      for (const day of ['2026-06-03', '2026-06-03', '2026-06-04']) await scoreAccount(await scoring(day), accountId);
      expect(await stagesInLedger()).toEqual([
        ['stage', '2025-10-01', 'onboarding-1', 'stage'],
        ['stage', '2026-06-03', 'onboarding-2', 'stage'],
      ]);
    });

    it('by the very write that moves it: whoever is overtaken leaves nothing', async () => {
      await putStage('onboarding-1');
      const send = vi.spyOn(tables.client, 'send');
      await scoreAccount(await scoring(), accountId);
      const written = send.mock.calls.flatMap(([command]) =>
        command instanceof TransactWriteItemsCommand
          ? [command.input.TransactItems?.map(({ Put }) => Put?.Item?.sk?.S)]
          : [],
      );
      send.mockRestore();
      expect(written).toEqual([
        expect.arrayContaining(['3#state', expect.stringMatching(/^1#ledger#2025-10-01#stage#/)]),
      ]);

      const { accounts } = await scoring('2026-06-02');
      const snapshot = await accounts.load(accountId, {
        playbook: defaultPlaybook,
        asOf: TODAY,
        today: TODAY,
        isConsistent: true,
      });
      const state = snapshot?.stored?.state as AccountState;
      const entries = stageEntries(
        { ...state, stage: null },
        { ...state, lastScoredDay: '2026-06-02' },
        [],
        new Date(),
      );
      await expect(accounts.save(accountId, { version: 7, state }, state, nothingPlanned, { entries })).rejects.toThrow(
        StateMovedError,
      );
      expect(await stagesInLedger()).toHaveLength(1);
    });
  });

  it('is read by the usage as it was known on a day, and says what came later', async () => {
    const tally = new TallyBuilder();
    for (const user of ['u1', 'u2']) tally.add('login', user);
    await putUsage({ day: '2026-02-20', ...tally.build() }, '2026-03-05');
    await putUsage({ day: '2026-02-21', ...tally.build() }, '2026-03-06');
    const { accounts } = await scoring();
    const usage = async (knownOn?: string) => {
      const options = { playbook: defaultPlaybook, asOf: '2026-03-01', today: TODAY, isConsistent: true };
      const snapshot = await accounts.load(accountId, { ...options, late: { knownOn } });
      return {
        days: snapshot?.days.map(({ day, total }) => [day, total]),
        users: snapshot?.lifetime.users.size,
        late: snapshot?.lateChanges.map(({ day, changedOn }) => [day, changedOn]),
      };
    };
    const late = [
      ['2026-02-20', '2026-03-05'],
      ['2026-02-21', '2026-03-06'],
    ];
    expect(await usage('2026-03-04')).toEqual({ days: [['2026-02-20', 1]], users: 1, late });
    expect(await usage('2026-03-05')).toEqual({ days: [['2026-02-20', 2]], users: 2, late });
    const days = [
      ['2026-02-20', 2],
      ['2026-02-21', 2],
    ];
    expect(await usage()).toEqual({ days, users: 2, late });
  });

  it('scores days in order, and reads a past one as it was', async () => {
    await scoreAccount(await scoring('2026-05-01'), accountId);
    await scoreAccount(await scoring('2026-06-01'), accountId);
    expect(await scoreAccount(await scoring('2026-05-31'), accountId)).toEqual({
      result: 'past',
      lastScoredDay: '2026-06-01',
    });
    const told = await explainAccount(await scoring('2026-05-15'), accountId);
    expect(told?.signals.find(({ signal }) => signal === 'renewal-due')).toMatchObject({
      state: 'open',
      since: '2026-05-01',
    });
    const before = await explainAccount(await scoring('2026-04-30'), accountId);
    expect(before?.signals.find(({ signal }) => signal === 'renewal-due')).toMatchObject({ state: 'closed' });
  });

  it('closes the open tasks of a recovered episode and leaves a done one as it is', async () => {
    await scoreAccount(await scoring(), accountId);
    const [open] = (await rows('1#task#')).map((item) => JSON.parse(item.f?.S as string) as Task);
    const done: Task = { ...(open as Task), id: `${open?.episode}/done`, status: 'done', outcome: 'won' };
    await batchPut(tables.client, tables.accountsTable, [
      encodeTask(done),
      encodeAccount({ id: accountId, name: 'Koa', csm: 'mika', renewalDate: '2027-08-01' }),
    ]);
    await scoreAccount(await scoring('2026-06-02'), accountId);
    const after = await batchGet(tables.client, tables.accountsTable, [
      { pk: { S: accountKey(accountId) }, sk: { S: taskSortKey((open as Task).id) } },
      { pk: { S: accountKey(accountId) }, sk: { S: taskSortKey(done.id) } },
    ]);
    expect(after.map(({ status }) => status?.S).sort()).toEqual(['done', 'recovered']);
  });

  it('closes the tasks of an account that left as such, also those an answer left open', async () => {
    await scoreAccount(await scoring(), accountId);
    await batchPut(tables.client, tables.accountsTable, [
      encodeAnswer(accountId, { renewalDate: '2026-08-01', answer: 'not-renewing', day: '2026-06-02' }),
    ]);
    await scoreAccount(await scoring('2026-06-02'), accountId);
    await batchPut(tables.client, tables.accountsTable, [
      encodeAccount({ id: accountId, name: 'Koa', csm: 'mika', renewalDate: '2026-08-01', churnedOn: '2026-06-03' }),
    ]);
    expect(await statuses()).toEqual({ 'renewal-prepare': 'open', 'renewal-leaving': 'open' });
    await scoreAccount(await scoring('2026-06-03'), accountId);
    expect(await statuses()).toEqual({ 'renewal-prepare': 'churned', 'renewal-leaving': 'churned' });
    const [state] = await rows('3#state');
    expect(JSON.parse(state?.f?.S as string).episodes).toEqual([]);
  });

  it('closes the task of an answer as answered once there is another one, and that task alone', async () => {
    await scoreAccount(await scoring(), accountId);
    const said: GivenAnswer[] = [];
    for (const answer of ['talk', 'renew', 'talk', 'talk'] as const) {
      const given = { answer, day: '2026-06-02', ...(said.length === 3 && { comment: 'One more thing' }) };
      const record = { renewalDate: '2026-08-01', ...given, ...(said.length > 0 && { earlier: [...said] }) };
      await batchPut(tables.client, tables.accountsTable, [encodeAnswer(accountId, record)]);
      said.push(given);
      await scoreAccount(await scoring('2026-06-02'), accountId);
    }
    const episode = `${accountId}/renewal-due/2026-08-01/2026-06-01/`;
    const tasks = (await rows('1#task#')).map((item) => JSON.parse(item.f?.S as string) as Task);
    const byId = Object.fromEntries(tasks.map(({ id, status }) => [id.replace(episode, ''), status]));
    expect(byId).toEqual({
      'renewal-prepare': 'open',
      'renewal-talk': 'answered',
      'renewal-confirm/2': 'answered',
      'renewal-talk/3': 'answered',
      'renewal-talk/4': 'open',
    });
    expect(tasks.find(({ status }) => status === 'answered')?.closedOn).toBe('2026-06-02');
  });

  it('raises what comes after a task once it is done, once, whoever scores the account meanwhile', async () => {
    const tasks = new DynamoTasks(tables.client, tables.accountsTable);
    const { playbook } = (await scoring()).running;
    const ordered = structuredClone(playbook);
    (ordered.plays.renewal as Playbook['plays'][string]).steps = [
      { task: 'renewal-prepare' },
      { task: 'renewal-talk', after: ['renewal-prepare'] },
    ];
    const inOrder = async () => {
      const opened = await scoring();
      return { ...opened, running: { ...opened.running, playbook: ordered } };
    };
    await scoreAccount(await inOrder(), accountId);
    expect(await statuses()).toEqual({ 'renewal-prepare': 'open' });

    const id = `${accountId}/renewal-due/2026-08-01/2026-06-01/renewal-prepare`;
    const task = (await tasks.find(id)) as Task;
    const { episode, template } = task;
    const activity: Activity = { id, day: TODAY, kind: 'task', task: { id, episode, template, outcome: 'helped' } };
    const done: Task = { ...task, status: 'done', outcome: 'helped', closedOn: TODAY };
    const finish = () => tasks.change(task, { task: done, activity }, { expiresAt: 1e10 });
    const finished = await Promise.all([finish(), finish(), finish()]);
    expect(finished.filter((was) => was)).toHaveLength(1);
    const shared = await inOrder();
    await Promise.all(Array.from({ length: 8 }, () => scoreAccount(shared, accountId, true)));
    expect(await statuses()).toEqual({ 'renewal-prepare': 'done', 'renewal-talk': 'open' });
    const mails = (await rows('1#mail#')).map(decodeMail);
    expect(mails.map(({ id }) => id.replace(/.*06-01\//, ''))).toEqual([
      'task-renewal-prepare/mika',
      'task-renewal-talk/mika',
    ]);
    expect(mails[1]?.content).toMatchObject({ done: [{ template: 'renewal-prepare', outcome: 'helped' }] });
  });

  it('remembers open tasks and how late they are in little room, and reads them as they were', async () => {
    const state: AccountState = {
      lastScoredDay: TODAY,
      watchedSince: TODAY,
      stage: null,
      health: null,
      scores: {},
      episodes: [
        {
          signal: 'licenses-nearly-full',
          subject: null,
          openedOn: TODAY,
          steps: ['task:upsell', 'task:note'],
          tasks: [
            raised('upsell/csm', { late: 'reminded' }),
            raised('upsell/sales', { assignee: null }),
            raised('note', { due: '2026-06-30' }),
          ],
        },
        { signal: 'renewal-due', subject: '2026-08-01', openedOn: TODAY, recoveredOn: TODAY, steps: [] },
      ],
    };
    const item = encodeState('a/b', { version: 3, state });
    expect(decodeState(item)).toEqual({ version: 3, state });
    expect(item.f?.S?.match(/a\/b/g)).toBeNull();

    function raised(place: string, more: Partial<RaisedTask>): RaisedTask {
      const id = `a/b/licenses-nearly-full/-/2026-06-01/${place}`;
      return { id, template: place.split('/')[0] as string, due: '2026-06-03', assignee: 'mika', ...more };
    }
  });

  it('counts the days of onboarding’s features since the contract began, for an account that is in onboarding', async () => {
    const features: Playbook['features'] = {
      import: { label: { en: 'Import', ja: '取り込み' }, events: ['login'], mustHave: true },
    };
    const named = { label: { en: 'Stage', ja: 'ステージ' }, goal: { en: 'Goal', ja: '目標' } };
    const onboarding = { ...named, reachedWhen: [{ mustHaveFeatures: 1, usedOnDays: 2 }], positive: [], challenge: [] };
    const playbook: Playbook = { ...defaultPlaybook, features, stages: { 'onboarding-3': onboarding } };
    const tally = new TallyBuilder();
    tally.add('login', 'u1');
    for (const day of ['2025-11-03', '2026-02-20']) await putUsage({ day, ...tally.build() });
    const daysReadIn = async (stage: Stage) => {
      await batchPut(tables.client, tables.accountsTable, [
        encodeAccount({ id: accountId, name: 'Koa', contractStart: '2025-10-01', stage }),
      ]);
      const { accounts } = await scoring();
      const snapshot = await accounts.load(accountId, { playbook, asOf: TODAY, today: TODAY, isConsistent: true });
      return snapshot?.days.map(({ day }) => day);
    };
    expect(await daysReadIn('onboarding-3')).toEqual(['2025-11-03', '2026-02-20']);
    expect(await daysReadIn('adoption')).toEqual(['2026-02-20']);
  });

  it('says that an account nobody imported is unknown', async () => {
    expect(await scoreAccount(await scoring(), 'nobody')).toEqual({ result: 'unknown-account' });
    expect(await explainAccount(await scoring(), 'nobody')).toBeNull();
  });

  it('reads it all again when another run got in between', async () => {
    const stale = await scoring();
    const load = stale.accounts.load.bind(stale.accounts);
    let loads = 0;
    stale.accounts.load = async (...args) => {
      const snapshot = await load(...args);
      loads += 1;
      if (loads === 1) await scoreAccount(await scoring(), accountId);
      return snapshot;
    };
    expect(await scoreAccount(stale, accountId)).toMatchObject({ result: 'scored', opened: 0, closed: 0 });
    expect(loads).toBe(2);
  });
});
