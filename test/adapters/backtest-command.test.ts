import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { addDays, type Day } from '../../domain/time/day.ts';
import { DynamoLedger } from '../../functions/store/ledger/ledger.ts';
import { DynamoSourceArrivals } from '../../functions/store/sources/source-arrivals.ts';
import { entry } from '../domain/ledger/ledger-samples.ts';
import { namesRule } from '../support/names-rule.ts';
import { installationOf, type Said, say as sayTo, toolsOver } from '../support/operator.ts';
import { type DayOfUse, storeAccount, storeSourceDays } from '../support/stored-account.ts';
import { tokyo } from '../support/story.ts';
import { type RunsInProcess, studiesInProcess } from '../support/study-runs.ts';
import { createTables, type TestTables } from '../support/tables.ts';

const NOW = Date.parse('2026-06-10T03:00:00Z');
const HOUR_IN_MS = 3_600_000;
const FIRST: Day = '2025-09-01';

/** What scripts read of `--json`; keys may be added, so this says only what stays. */
const backtestSchema = z.array(
  z.object({
    signal: z.string(),
    outcomes: z.int(),
    caught: z.int(),
    tooLate: z.int(),
    alarms: z.int(),
    falseAlarms: z.int(),
    precision: z.object({ value: z.number().nullable(), interval: z.tuple([z.number(), z.number()]).nullable() }),
    lift: z.number().nullable(),
    medianLeadDays: z.number().nullable(),
    q: z.number().nullable(),
    verdict: z.enum(['better-than-chance', 'no-better', 'cant-tell']),
  }),
);

let folder: string;
let tables: TestTables;
let runs: RunsInProcess;
let say: (...line: string[]) => Promise<Said>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sakimawari-backtest-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});
beforeEach(async () => {
  tables = await createTables();
  const tools = toolsOver(tables, () => NOW);
  const inProcess = studiesInProcess(tables, tools.installation.company, () => NOW);
  runs = inProcess.runs;
  const installation = installationOf({ ...tools, studies: inProcess.studies });
  say = (...line) => sayTo(line, { openInstallation: () => installation, now: () => NOW, user: 'aya' });
  await say('playbook', 'push', 'playbooks/default.yaml');
  const csms = join(folder, 'csms.csv');
  await writeFile(csms, 'id,name,email,role\naoi,Aoi,aoi@test.example,csm\n');
  await say('import', 'csms', csms);
  await sourceSends();
});

async function sourceSends(): Promise<void> {
  const days = new Map<Day, { first: number; last: number }>();
  for (let day = FIRST; day <= '2026-06-09'; day = addDays(day, 1)) {
    const first = tokyo.startOf(day);
    days.set(day, { first, last: first + 20 * HOUR_IN_MS });
  }
  await storeSourceDays(tables, 'demo', days);
  const told = { days: new Map(), names: new Map([['login', FIRST]]), lastDays: new Map([['login', '2026-06-09']]) };
  await new DynamoSourceArrivals(tables.client, tables.accountsTable).widen('demo', told, namesRule);
}

/** A customer who logs in each day, from one day on hardly any more, and who may leave. */
async function storeCustomer(account: string, { fell, left }: { fell?: Day; left?: Day } = {}): Promise<void> {
  const use: DayOfUse[] = [];
  for (let day = FIRST; day < (left ?? '2026-06-10'); day = addDays(day, 1)) {
    if (fell === undefined || day < fell || day.endsWith('5')) use.push([day, 'mei', 'login', 4]);
  }
  const facts = { id: account, name: account, csm: 'aoi', stage: 'adoption' as const };
  await storeAccount(tables, { ...facts, ...(left && { churnedOn: left }) }, [], use);
  const ledger = [
    entry(FIRST, { fact: 'csm', value: 'aoi' }),
    entry(FIRST, { fact: 'stage', value: 'adoption' }),
    entry(FIRST, { fact: 'status', value: 'active' }),
    ...(left === undefined ? [] : [entry(left, { fact: 'status', value: 'churned' })]),
  ];
  await new DynamoLedger(tables.client, tables.accountsTable).add(ledger.map((one) => ({ account, entry: one })));
}

describe('backtest', () => {
  test('tells of each signal whether it would have warned, as others script it', async () => {
    await storeCustomer('sinks', { fell: '2026-03-01', left: '2026-05-10' });
    await storeCustomer('stays');
    const { json, exitCode, stderr } = await say('backtest', '--json');
    expect([exitCode, stderr]).toEqual([0, '']);
    const told = backtestSchema.parse(json);
    expect(told.length).toBeGreaterThan(20);
    expect(told.find(({ signal }) => signal === 'logins-fell')).toMatchObject({
      outcomes: 1,
      caught: 1,
      tooLate: 0,
      precision: { value: null },
      lift: null,
      medianLeadDays: null,
      q: null,
      verdict: 'cant-tell',
    });
    expect(json[0]).toMatchObject({ enough: false, outcomesNeeded: 9, accounts: 2, leadInDays: 14, horizonInDays: 90 });
    expect(await say('tasks', '--json')).toMatchObject({ json: [] });
  });

  test('tells of one signal alone, and of other outcomes, leads and horizons', async () => {
    await storeCustomer('sinks', { fell: '2026-03-01', left: '2026-05-10' });
    const late = await say('backtest', '--signal', 'logins-fell', '--lead', '90', '--json');
    expect(late.json).toMatchObject([{ signal: 'logins-fell', outcomes: 1, caught: 0, tooLate: 1 }]);
    const grown = await say('backtest', '--signal', 'logins-fell', '--outcome', 'expansion', '--json');
    expect(grown.json).toMatchObject([{ outcome: 'expansion', outcomes: 0, outcomesNeeded: 10 }]);
  });

  test('shows people counts and intervals, no rates and no order, where too few have left', async () => {
    await storeCustomer('sinks', { fell: '2026-03-01', left: '2026-05-10' });
    await storeCustomer('stays');
    const { stdout } = await say('backtest');
    expect(stdout).toContain('2025-06-10 to 2026-06-09, playbook v1: 2 customers, 1 time one left');
    expect(stdout).toContain('A warning counts from 15 to 104 days ahead');
    expect(stdout).toMatch(/logins-fell +1 of 1/);
    expect(stdout).toContain('9 more outcomes are needed');
    expect(stdout).toMatch(/Had no data on any day, so that silence says nothing: .*licenses-nearly-full/);
    expect(stdout).not.toMatch(/^licenses-nearly-full/m);
    expect(stdout).not.toContain('LIFT');
  });

  test('ranks the signals where enough have left, each with how sure it is', async () => {
    for (let i = 0; i < 10; i += 1) await storeCustomer(`sinks-${i}`, { fell: '2026-01-10', left: '2026-03-20' });
    for (let i = 0; i < 8; i += 1) await storeCustomer(`stays-${i}`);
    const { stdout } = await say('backtest');
    expect(stdout).toMatch(/logins-fell +10 of 10/);
    expect(stdout).toMatch(/logins-fell .* better than chance/);
    expect(stdout).toMatch(
      /The best of 33 signals is logins-fell: by luck alone .* in (less than )?0\.\d of 100 cases/,
    );
  });

  test.each([
    [['--signal', 'login-fell'], 1, 'did you mean `logins-fell`?'],
    [['--lead', '91'], 1, 'A lead is a whole number of days from 0 to 90.'],
    [['--horizon', '3'], 1, 'A horizon is a whole number of days from 7 to 365.'],
    [['--lead', 'two'], 2, 'not a whole number of days'],
    [['--outcome', 'gone'], 2, 'Allowed choices are churn, expansion, contraction'],
    [['--to', '2026-06-10'], 1, 'The last day that is over is 2026-06-09.'],
    [['--from', '2026-05-01'], 1, 'not one warning could be judged'],
    [['--from', '2020-01-01'], 1, 'two years at most'],
  ])('with %j asks nothing, and says what is wrong', async (line, code, complaint) => {
    const { exitCode, stderr } = await say('backtest', ...line);
    expect([exitCode, stderr]).toEqual([code, expect.stringContaining(complaint)]);
    expect(runs.started).toEqual([]);
  });

  test('refuses a period in which nobody was a customer, as far as the ledger knows', async () => {
    await storeCustomer('stays');
    const { exitCode, stderr } = await say('backtest', '--from', '2024-09-01', '--to', '2025-05-31');
    expect(exitCode).toBe(1);
    expect(stderr).toContain('From 2024-09-01 to 2025-05-31 no account was a customer');
  });
});
