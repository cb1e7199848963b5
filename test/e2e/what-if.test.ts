import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import {
  DescribeExecutionCommand,
  ListExecutionsCommand,
  ListStateMachinesCommand,
  SFNClient,
  StopExecutionCommand,
} from '@aws-sdk/client-sfn';
import { beforeAll, describe, expect, it } from 'vitest';
import { DynamoStudies } from '../../functions/store/studies/studies.ts';
import { localCredentials } from '../../local/ministack.ts';
import { operate } from '../../local/operator.ts';
import {
  accountsTable,
  dynamo,
  fileOf,
  importRows,
  logins,
  outputs,
  sakimawari,
  sendEvents,
  todayMinus,
  until,
} from './installation.ts';

const withinMs = 60_000;
const account = 'slipping';
const tried = ['--set', 'signals.logins-fell.when.tripsAtOrBelow=0.7'];
const lastMonths = ['--from', todayMinus(45), '--to', todayMinus(1)];

const { awsEndpoint: endpoint, region } = outputs;
const stepFunctions = new SFNClient({ endpoint, region, credentials: localCredentials });

describe('a manager who asks before changing a threshold', () => {
  beforeAll(async () => {
    await importRows('csms', [
      { id: 'wil', name: 'Wil Wide', email: 'wil@demo.example', language: 'en', country: 'SE', tasksPerWeek: 6 },
    ]);
    await importRows('accounts', [{ id: account, name: 'Slipping AB', csm: 'wil', stage: 'adoption' }]);
    const since = { account, effective: todayMinus(200) };
    const past = [
      { ...since, fact: 'csm', value: 'wil' },
      { ...since, fact: 'stage', value: 'adoption' },
    ];
    await sakimawari('import', 'ledger', fileOf(past));
    // Two of three log-ins are left from 40 days ago on.
    const days = Array.from({ length: 150 }, (_, n) => 150 - n);
    await sendEvents(days.flatMap((ago) => logins(account, 'mei', ago, ago > 40 ? 3 : 2)));
    await operate('settle');
  });

  it('sees which account comes, for whom, and that nothing was raised', async () => {
    // The log-ins of other stories move the fleet, against which those of today are set.
    const tasks = await tasksOfAccount();
    const { exitCode, stdout, stderr } = await sakimawari('what-if', ...tried, ...lastMonths, '--json');
    expect([exitCode, stderr]).toEqual([0, '']);
    const told = JSON.parse(stdout);
    expect(told.accounts.filter((one: { account: string }) => one.account === account)).toMatchObject([
      { signal: 'logins-fell', change: 'comes' },
    ]);
    expect(
      told.weeks.find((week: { csm: string; after: number }) => week.csm === 'wil' && week.after > 0),
    ).toBeDefined();
    expect(told.accountDaysASecond).toBeGreaterThan(0);
    expect(await tasksOfAccount()).toEqual(tasks);
  });

  it('who presses Ctrl-C has asked nothing: its run ends', async () => {
    const from = todayMinus(1_000);
    const asking = ask(from, todayMinus(1));
    const run = await until('it runs', withinMs, () => running(from));
    asking.kill('SIGINT');
    expect(await endOf(asking)).toMatchObject({ code: 1, said: expect.stringContaining('It was cancelled.') });
    expect(await statusOf(run)).toBe('ABORTED');
  });

  it('is told when it was killed half-way, and gets the answer when they ask again', async () => {
    const span = [todayMinus(400), todayMinus(1)] as const;
    const asking = ask(...span);
    const executionArn = await until('it runs', withinMs, () => running(span[0]));
    await stepFunctions.send(new StopExecutionCommand({ executionArn }));
    expect(await endOf(asking)).toMatchObject({ code: 1, said: expect.stringContaining('ask again') });
    expect(await endOf(ask(...span))).toMatchObject({ code: 0 });
  });
});

async function tasksOfAccount() {
  const tasks = await operate<{ account: string }[]>('tasks');
  return tasks.filter((task) => task.account === account);
}

const command = join(import.meta.dirname, '../../cli/sakimawari.mjs');

function ask(from: string, to: string): ChildProcess {
  return spawn(process.execPath, [command, 'what-if', ...tried, '--from', from, '--to', to]);
}

async function endOf(asking: ChildProcess): Promise<{ code: number; said: string }> {
  let said = '';
  asking.stderr?.on('data', (text) => {
    said += text;
  });
  asking.stdout?.resume();
  const [code] = await once(asking, 'close');
  return { code, said };
}

/** What asks from that day on: others ask something too. */
async function running(from: string): Promise<string | undefined> {
  const studies = new DynamoStudies(dynamo, await accountsTable());
  for (const { status, executionArn } of await runs()) {
    if (status !== 'RUNNING') continue;
    const { input = '' } = await stepFunctions.send(new DescribeExecutionCommand({ executionArn }));
    const found = await studies.find(JSON.parse(input).study);
    if ((found?.record.question as { from?: string } | undefined)?.from === from) return executionArn;
  }
  return undefined;
}

async function statusOf(run: string): Promise<string | undefined> {
  return (await runs()).find(({ executionArn }) => executionArn === run)?.status;
}

async function runs() {
  const { stateMachines = [] } = await stepFunctions.send(new ListStateMachinesCommand({}));
  const studies = stateMachines.find(({ name }) => name?.endsWith('-studies'));
  const { executions = [] } = await stepFunctions.send(
    new ListExecutionsCommand({ stateMachineArn: studies?.stateMachineArn }),
  );
  return executions;
}
