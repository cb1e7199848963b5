import { setTimeout as sleep } from 'node:timers/promises';
import type { Context, SQSBatchResponse } from 'aws-lambda';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { companySchema } from '../../domain/company/company.ts';
import type { AccountState } from '../../domain/evaluation/evaluate.ts';
import { usualKpiRules } from '../../domain/kpis/kpi-rules.ts';
import { npsOnDay } from '../../domain/kpis/nps-days.ts';
import { factHistories } from '../../domain/ledger/facts-as-of.ts';
import { addDays } from '../../domain/time/day.ts';
import { TallyBuilder, type UsageDay } from '../../domain/usage/tally/usage-tally.ts';
import { encodeChangedAccount } from '../../functions/aws/changed-accounts-queue.ts';
import { wiringChecks } from '../../functions/operate/commands/installation/checks.ts';
import type { Tools } from '../../functions/operate/operation.ts';
import type { GroupResult } from '../../functions/score-accounts/handler.ts';
import { encodeAccount, encodeContact, encodeCsm, encodeTask } from '../../functions/store/accounts/account-items.ts';
import { decodeState, encodeState } from '../../functions/store/accounts/state-item.ts';
import { batchDelete, batchGet, batchPut } from '../../functions/store/batches.ts';
import { DynamoBoard } from '../../functions/store/board/board.ts';
import { GetItemCommand } from '../../functions/store/client.ts';
import { accountBucket, accountKey, boardRowKey, npsDaysRowKey } from '../../functions/store/keys.ts';
import { DynamoLedger } from '../../functions/store/ledger/ledger.ts';
import type { RecordedEntry } from '../../functions/store/ledger/ledger-reader.ts';
import { decodeNpsDays } from '../../functions/store/ledger/nps-days.ts';
import { DynamoListings } from '../../functions/store/lists/listings.ts';
import { DynamoPlaybooks } from '../../functions/store/playbooks/playbooks.ts';
import { DynamoLifetime } from '../../functions/store/usage/lifetime.ts';
import { DynamoUsage } from '../../functions/store/usage/usage.ts';
import { installationOf, type say, toolsOver } from '../support/operator.ts';
import { sampleTask } from '../support/sample-task.ts';
import { silenceLog } from '../support/silence-log.ts';
import { defaultPlaybook, tokyo } from '../support/story.ts';
import { createTables, type TestTables } from '../support/tables.ts';

silenceLog();

const company = companySchema.parse({
  name: 'Example',
  timeZone: 'Asia/Tokyo',
  language: 'en',
  country: 'JP',
  mailCeiling: 'send',
  systemSender: { name: 'Tasks', address: 'tasks@cs.example' },
  operator: { name: 'Operator', address: 'ops@cs.example' },
});
let tables: TestTables;
let scoreGroup: (event: unknown) => Promise<GroupResult>;
let scoreChanged: (accounts: string[]) => Promise<SQSBatchResponse>;
let sayTo: typeof say;
const today = () => tokyo.dayOf(Date.now());

beforeAll(async () => {
  tables = await createTables();
  const { client, accountsTable } = tables;
  await new DynamoPlaybooks(client, accountsTable).push(defaultPlaybook, undefined, 'v1', new Date().toISOString());
  await batchPut(client, accountsTable, [
    encodeCsm({ id: 'mika', name: 'Mika', email: 'mika@cs.example', role: 'csm' }),
  ]);
  for (const [name, value] of Object.entries({
    ACCOUNTS_TABLE: accountsTable,
    KPIS: JSON.stringify({ rules: usualKpiRules, targets: [] }),
    COMPANY: JSON.stringify(company),
    SOURCES: '[]',
    BUS_EVENTS: 'off',
    CHAT_PLACES: '[]',
    FEEDS_CRM: 'off',
    AWS_ENDPOINT_URL: process.env.SAKIMAWARI_TEST_AWS_ENDPOINT as string,
  })) {
    vi.stubEnv(name, value);
  }
  // The functions read their environment as they are loaded.
  vi.resetModules();
  const group = await import('../../functions/score-accounts/handler.ts');
  const changed = await import('../../functions/score-changed/handler.ts');
  // Commands are loaded when they are given, and their errors have to be those that the command line knows.
  sayTo = (await import('../support/operator.ts')).say;
  scoreGroup = async (event) => group.handler(event, {} as Context);
  scoreChanged = async (accounts) => {
    const attributes = { SentTimestamp: String(Date.now()) };
    const Records = accounts.map((account) => ({
      messageId: account,
      body: encodeChangedAccount(account),
      attributes,
    }));
    return changed.handler({ Records } as never, {} as Context);
  };
});
afterAll(() => {
  vi.unstubAllEnvs();
  vi.resetModules();
});

async function putAccounts(...ids: string[]): Promise<void> {
  await batchPut(
    tables.client,
    tables.accountsTable,
    ids.map((id) => encodeAccount({ id, name: id, csm: 'mika' })),
  );
}

/** A record that no release ever wrote. */
async function poison(id: string): Promise<void> {
  const contact = encodeContact({ id: 'ann', account: id });
  await batchPut(tables.client, tables.accountsTable, [{ ...contact, f: { S: '{' } }]);
}

async function mend(id: string): Promise<void> {
  await batchPut(tables.client, tables.accountsTable, [encodeContact({ id: 'ann', account: id })]);
}

const night = (...ids: string[]) =>
  scoreGroup({ buckets: [...new Set(ids.map(accountBucket))], startedAt: new Date().toISOString() });
const tools = (others: Partial<Tools> = {}) => toolsOver(tables, Date.now, others);
const command = (line: string[], others: Partial<Tools> = {}) =>
  sayTo(line, { now: Date.now, sleep: (ms) => sleep(ms), openInstallation: () => installationOf(tools(others)) });
const doctorOn = async (name: string) => wiringChecks.find(({ check }) => check === name)?.run(tools());

async function stateOf(id: string): Promise<AccountState | null> {
  const Key = { pk: { S: accountKey(id) }, sk: { S: '3#state' } };
  const { Item } = await tables.client.send(new GetItemCommand({ TableName: tables.accountsTable, Key }));
  return Item === undefined ? null : decodeState(Item).state;
}

/** What the list of accounts says of it. */
async function onBoard(id: string) {
  const bucket = await new DynamoBoard(tables.client, tables.accountsTable).bucket(accountBucket(id));
  return bucket?.entries.find(({ account }) => account === id);
}

describe('the list of accounts', () => {
  it('has each as the night left it, also who fails then', async () => {
    await putAccounts('listed-1', 'listed-2');
    await night('listed-1', 'listed-2');
    expect(await onBoard('listed-2')).toMatchObject({ name: 'listed-2', csm: 'mika', openTasks: 0 });
    await poison('listed-2');
    await night('listed-1', 'listed-2');
    expect(await onBoard('listed-1')).toMatchObject({ name: 'listed-1' });
    expect(await onBoard('listed-2')).toMatchObject({ name: 'listed-2' });
    await mend('listed-2');
    await night('listed-2');
  });

  it('has a new account as soon as it was first scored, and is not written for one that was before', async () => {
    const board = new DynamoBoard(tables.client, tables.accountsTable);
    await putAccounts('first');
    await scoreChanged(['first']);
    expect(await onBoard('first')).toMatchObject({ name: 'first' });
    const before = await board.bucket(accountBucket('first'));
    await batchPut(tables.client, tables.accountsTable, [encodeAccount({ id: 'first', name: 'Renamed', csm: 'mika' })]);
    await scoreChanged(['first']);
    expect((await board.bucket(accountBucket('first')))?.rev).toBe(before?.rev);
    await night('first');
    expect(await onBoard('first')).toMatchObject({ name: 'Renamed' });
  });

  it('costs no account its score where it can not be written', async () => {
    await putAccounts('unlisted');
    const row = {
      ...boardRowKey(accountBucket('unlisted')),
      rv: { N: '99' },
      f: { S: '{}' },
      asOf: { N: '1' },
      rev: { N: '1' },
    };
    await batchPut(tables.client, tables.accountsTable, [row]);
    await night('unlisted');
    expect((await stateOf('unlisted'))?.lastScoredDay).toBe(today());
    await batchDelete(tables.client, tables.accountsTable, [boardRowKey(accountBucket('unlisted'))]);
  });
});

describe('an account that fails', () => {
  it('is set aside by the night, which scores all others and does not fail', async () => {
    await putAccounts('good-1', 'bad-1');
    await poison('bad-1');
    const result = await night('good-1', 'bad-1');
    expect(result.failed).toEqual([
      { accounts: 1, examples: ['bad-1'], reason: 'contact: what is stored is no such record' },
    ]);
    expect(result.accounts).toBeGreaterThanOrEqual(1);
    expect((await stateOf('good-1'))?.lastScoredDay).toBe(today());
  });

  it('is still in what people think of the product, counted at the end of each day', async () => {
    const yesterday = addDays(today(), -1);
    const { client, accountsTable } = tables;
    const answered = async (account: string, score: number) => {
      const tally = new TallyBuilder();
      tally.add('nps.answered', 'ann', { value: score, time: Date.parse(yesterday), id: 'e1', source: 'demo' });
      const days = [{ day: yesterday, ...tally.build() }] as [UsageDay];
      const numbers = await new DynamoLifetime(client, accountsTable).learn(account, days);
      await new DynamoUsage(client, accountsTable).putDay(account, days[0], numbers, today());
    };
    await putAccounts('content', 'neutral');
    await answered('content', 8);
    await answered('neutral', 7);
    await poison('neutral');
    await night('content', 'neutral');
    const keys = ['content', 'neutral'].map((id) => npsDaysRowKey(accountBucket(id)));
    const counted = (await batchGet(client, accountsTable, keys)).map(decodeNpsDays);
    expect(npsOnDay(counted, yesterday)).toEqual({ promoters: 0, passives: 2, detractors: 0 });
    expect(npsOnDay(counted, addDays(yesterday, -1))).toEqual({ promoters: 0, passives: 0, detractors: 0 });
    await mend('neutral');
    await night('neutral');
  });

  it('does not fail its group where it is the only account', async () => {
    await putAccounts('alone');
    await poison('alone');
    await expect(
      scoreGroup({ buckets: [accountBucket('alone')], startedAt: new Date().toISOString(), account: 'alone' }),
    ).resolves.toMatchObject({ accounts: 0, failed: [{ examples: ['alone'] }] });
    await mend('alone');
    await night('alone');
  });

  it('is named by doctor and by accounts --failing, with what to do', async () => {
    await putAccounts('bad-2');
    await poison('bad-2');
    await night('bad-2');
    await night('bad-2');
    const { json } = await command(['accounts', '--failing', '--json']);
    const row = json.find(({ account }: { account: string }) => account === 'bad-2');
    expect(row).toMatchObject({ account: 'bad-2', why: 'unreadable-record', times: 2 });
    expect(row.page).toBe('https://pages.example.com/accounts/bad-2');
    expect(row.since < row.lastAt).toBe(true);
    expect(await doctorOn('failing-accounts')).toMatchObject({
      ok: false,
      detail: expect.stringContaining('bad-2 (unreadable-record)'),
      mend: expect.stringContaining('sakimawari score --account ID'),
    });
  });

  it('leaves the list once it can be scored', async () => {
    await putAccounts('bad-3');
    await poison('bad-3');
    await night('bad-3');
    await mend('bad-3');
    expect((await night('bad-3')).failed.flatMap(({ examples }) => examples)).not.toContain('bad-3');
    const { json } = await command(['accounts', '--failing', '--json']);
    expect(json.map(({ account }: { account: string }) => account)).not.toContain('bad-3');
    expect((await stateOf('bad-3'))?.lastScoredDay).toBe(today());
  });

  it('holds up no message about changed usage, so that waiting for them comes to an end', async () => {
    await putAccounts('bad-4', 'good-4');
    await poison('bad-4');
    expect(await scoreChanged(['bad-4', 'good-4'])).toEqual({ batchItemFailures: [] });
    const { items } = await new DynamoListings(tables.client, tables.accountsTable).listed(['accounts#failing']);
    expect(items.map(({ listedAt }) => listedAt?.S)).toContain('bad-4');
    expect((await stateOf('good-4'))?.lastScoredDay).toBe(today());
  });

  it('is told of by settle, which does not wait for it', async () => {
    const queues = { countMessages: async () => 0 } as unknown as Tools['queues'];
    const flushMarkers = { place: async () => {}, countUnanswered: async () => 0 } as unknown as Tools['flushMarkers'];
    const { exitCode, stdout, stderr } = await command(['settle', '--timeout', '5'], { queues, flushMarkers });
    expect(exitCode).toBe(0);
    expect(stdout).toContain('settled');
    expect(stderr).toMatch(/could not be scored .*sakimawari accounts --failing/);
  });

  it('whose state cannot be read is set aside like any other', async () => {
    await putAccounts('too-large');
    const day = addDays(today(), -1);
    const state: AccountState = {
      lastScoredDay: day,
      watchedSince: day,
      stage: null,
      health: null,
      scores: {},
      episodes: [{ signal: 'renewal-due', subject: '2027-01-01', openedOn: day, steps: [] }],
    };
    const item = encodeState('too-large', { version: 1, state });
    await batchPut(tables.client, tables.accountsTable, [{ ...item, f: { S: '{"episodes":7}' } }]);
    expect((await night('too-large')).failed.flatMap(({ examples }) => examples)).toContain('too-large');
  });
});

describe('a day to come', () => {
  const tomorrow = () => addDays(today(), 1);

  it('is refused by the command before a run begins', async () => {
    const scoringRuns = { start: () => expect.unreachable() } as unknown as Tools['scoringRuns'];
    const { exitCode, stderr } = await command(['score', '--as-of', tomorrow()], { scoringRuns });
    expect(exitCode).toBe(1);
    expect(stderr).toContain(`${tomorrow()} has not come yet: today is ${today()} in Asia/Tokyo`);
  });

  it('is refused by the run itself, and no account is set aside for it', async () => {
    await putAccounts('steady');
    await night('steady');
    const event = { buckets: [accountBucket('steady')], startedAt: new Date().toISOString(), asOf: tomorrow() };
    await expect(scoreGroup(event)).rejects.toThrow('has not come yet');
    await expect(scoreGroup({ ...event, quietFrom: today() })).rejects.toThrow('has not come yet');
    expect((await stateOf('steady'))?.lastScoredDay).toBe(today());
  });

  it('that an earlier release scored is told by doctor, alarms, and is put back by score --rewind', async () => {
    const ahead = '2062-03-01';
    const state: AccountState = {
      lastScoredDay: ahead,
      watchedSince: addDays(today(), -40),
      stage: {
        stage: 'expansion',
        since: '2062-02-10',
        fact: null,
        past: [{ stage: 'adoption', since: addDays(today(), -50) }],
      },
      health: null,
      scores: { [ahead]: 500 },
      episodes: [
        { signal: 'no-touch', subject: null, openedOn: addDays(today(), -3), steps: [] },
        { signal: 'no-login', subject: null, openedOn: '2062-02-01', steps: [] },
      ],
    };
    await putAccounts('frozen');
    const ledger = new DynamoLedger(tables.client, tables.accountsTable);
    const stages = ['adoption', 'expansion'].map((value, i): RecordedEntry => {
      const from = i === 0 ? addDays(today(), -50) : '2062-02-10';
      return {
        account: 'frozen',
        entry: { fact: 'stage', from, value, recordedAt: 1, door: 'stage', who: 'an evaluation' } as never,
      };
    });
    await ledger.add(stages);
    const task = sampleTask({ account: 'frozen', episode: 'frozen/no-login/-/2062-02-01', status: 'open' });
    await batchPut(tables.client, tables.accountsTable, [
      encodeState('frozen', { version: 4, state }),
      encodeTask({ ...task, id: `${task.episode}/win-back-call` }),
      {
        pk: { S: accountKey('frozen') },
        sk: { S: '1#episode#frozen/no-login/-/2062-02-01' },
        f: {
          S: JSON.stringify({
            id: 'frozen/no-login/-/2062-02-01',
            account: 'frozen',
            signal: 'no-login',
            subject: null,
            openedOn: '2062-02-01',
            evidence: {},
            cooldownInDays: 28,
          }),
        },
      },
    ]);
    expect((await night('frozen')).failed.flatMap(({ examples }) => examples)).toContain('frozen');
    expect(await doctorOn('failing-accounts')).toMatchObject({
      detail: expect.stringContaining('frozen (scored-ahead)'),
      mend: expect.stringContaining('sakimawari score --rewind'),
    });

    const runs: unknown[] = [];
    const scoringRuns = {
      start: async (input: unknown) => {
        runs.push(input);
        return 'run';
      },
      look: async () => ({ status: 'done', outcomes: [{ ...(await night('frozen')) }] }),
    } as unknown as Tools['scoringRuns'];
    const { stderr } = await command(['score', '--rewind', '--json'], { scoringRuns });
    expect(stderr).toContain(`frozen was put back from ${ahead} to ${today()}`);
    expect(runs).toEqual([{}]);
    const now = await stateOf('frozen');
    expect(now?.lastScoredDay).toBe(today());
    expect(now?.episodes.map(({ openedOn }) => openedOn).every((day) => day <= today())).toBe(true);
    expect(Object.keys(now?.scores ?? {}).every((day) => day <= today())).toBe(true);
    const history = factHistories(await ledger.read('frozen')).get('stage');
    expect(history?.map(({ value }) => value)).toEqual(['adoption']);
    expect(now?.stage?.stage).toBe('adoption');
    const tasks = await command(['tasks', '--account', 'frozen', '--json']);
    expect(tasks.json).toMatchObject([{ status: 'retired' }]);
    expect((await doctorOn('failing-accounts'))?.detail).not.toContain('frozen');
  });
});
