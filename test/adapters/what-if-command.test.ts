import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import * as z from 'zod';
import type { Installation } from '../../cli/installation.ts';
import { addDays, type Day } from '../../domain/time/day.ts';
import { PutItemCommand } from '../../functions/store/client.ts';
import { contactRowKey } from '../../functions/store/keys.ts';
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
const TRIED = ['--set', 'signals.logins-fell.when.tripsAtOrBelow=0.7'];
const DAYS = ['--from', '2026-04-01', '--to', '2026-05-31'];

/** What scripts read of `--json`; keys may be added, so this says only what stays. */
const whatIfSchema = z.object({
  accountDays: z.int(),
  seconds: z.number(),
  accountDaysASecond: z.number().nullable(),
  signals: z.record(z.string(), z.object({ before: z.int(), after: z.int() })),
  weeks: z.array(
    z.object({
      csm: z.string().nullable(),
      week: z.iso.date(),
      before: z.int(),
      after: z.int(),
      capacity: z.number().nullable(),
    }),
  ),
  accounts: z.array(
    z.object({ account: z.string(), signal: z.string(), day: z.iso.date(), change: z.enum(['comes', 'goes']) }),
  ),
});

let folder: string;
let tables: TestTables;
let runs: RunsInProcess;
let now: number;
let installation: Installation;
let interruption: AbortController;
let say: (...line: string[]) => Promise<Said>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sakimawari-what-if-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});
beforeEach(async () => {
  now = NOW;
  interruption = new AbortController();
  tables = await createTables();
  const tools = toolsOver(tables, () => now);
  const inProcess = studiesInProcess(tables, tools.installation.company, () => now);
  runs = inProcess.runs;
  installation = installationOf({ ...tools, studies: inProcess.studies });
  say = (...line) =>
    sayTo(line, {
      openInstallation: () => installation,
      now: () => now,
      user: 'aya',
      interruption: () => interruption.signal,
    });
  await say('playbook', 'push', 'playbooks/default.yaml');
});

/** Two log-ins on each day, and one on three of four from the first of April on. */
async function storeSlipping(account: string, recordedFrom: Day = '2025-10-01'): Promise<void> {
  const use: DayOfUse[] = [];
  for (let day = '2025-11-01'; day <= '2026-06-09'; day = addDays(day, 1)) {
    const times = day < '2026-04-01' ? 3 : 2;
    use.push([day, 'mei', 'login', times]);
  }
  await storeAccount(tables, { id: account, name: account, csm: 'aoi', stage: 'adoption' }, [], use);
  await new DynamoLedger(tables.client, tables.accountsTable).add([
    { account, entry: entry(recordedFrom, { fact: 'csm', value: 'aoi' }) },
    { account, entry: entry(recordedFrom, { fact: 'stage', value: 'adoption' }) },
  ]);
}

async function sourceSends(): Promise<void> {
  const days = new Map<Day, { first: number; last: number }>();
  for (let day = '2025-11-01'; day <= '2026-06-09'; day = addDays(day, 1)) {
    const first = tokyo.startOf(day);
    days.set(day, { first, last: first + 20 * HOUR_IN_MS });
  }
  await storeSourceDays(tables, 'demo', days);
  const told = {
    days: new Map(),
    names: new Map([['login', '2025-11-01']]),
    lastDays: new Map([['login', '2026-06-09']]),
  };
  await new DynamoSourceArrivals(tables.client, tables.accountsTable).widen('demo', told, namesRule);
}

async function storeCompany(): Promise<void> {
  const csms = join(folder, 'csms.csv');
  await writeFile(
    csms,
    'id,name,email,role,tasksPerWeek\naoi,Aoi,aoi@test.example,csm,5\nkenji,Kenji,kenji@test.example,manager,\n',
  );
  await say('import', 'csms', csms);
  await sourceSends();
  await storeSlipping('slips');
}

describe('what-if', () => {
  test('tells before and after, as others script it', async () => {
    await storeCompany();
    const { json, exitCode, stderr } = await say('what-if', ...TRIED, ...DAYS, '--json');
    expect([exitCode, stderr]).toEqual([0, '']);
    const told = whatIfSchema.parse(json);
    expect(told.accountDays).toBe(61);
    expect(told.signals['logins-fell']).toEqual({ before: 0, after: 1 });
    expect(told.accounts).toContainEqual({
      account: 'slips',
      signal: 'logins-fell',
      day: expect.any(String),
      change: 'comes',
    });
    expect(told.weeks.find(({ before, after }) => after > before)).toMatchObject({ csm: 'aoi', capacity: 5 });
    // The 29th of April is a holiday.
    expect(told.weeks.find(({ week }) => week === '2026-04-27')).toMatchObject({ csm: 'aoi', capacity: 4 });
    expect(json.assumptions).toContainEqual(expect.stringContaining('Nothing is raised'));
    expect(await say('tasks', '--json')).toMatchObject({ json: [] });
  });

  test('shows people what moves, against what each can do, and what has to be known to read it', async () => {
    await storeCompany();
    const { stdout } = await say('what-if', ...TRIED, ...DAYS);
    expect(stdout).toMatch(/2026-04-01 to 2026-05-31, beside playbook v1: 1 account, 61 account-days/);
    expect(stdout).toMatch(/logins-fell +· +1 +1 +·/);
    expect(stdout).toMatch(/2026-04-\d\d +aoi +0 +1 +5/);
    expect(stdout).toMatch(/comes +slips +logins-fell/);
    expect(stdout).toContain('renewal-due (61: no-renewal-date)');
    expect(stdout).toContain('no mail is sent');
  });

  test('goes by a whole playbook as well, and by both', async () => {
    await storeCompany();
    const file = join(folder, 'tried.yaml');
    const text = await readFile('playbooks/default.yaml', 'utf8');
    await writeFile(file, text.replace('tripsAtOrBelow: 0.6 #', 'tripsAtOrBelow: 0.7 #'));
    const ofFile = await say('what-if', '--playbook', file, ...DAYS, '--json');
    expect(ofFile.json.signals['logins-fell']).toMatchObject({ before: 0, after: 1 });
    const ofBoth = await say(
      'what-if',
      '--playbook',
      file,
      ...TRIED.map((part) => part.replace('0.7', '0.5')),
      ...DAYS,
      '--json',
    );
    expect(ofBoth.json.signals['logins-fell']).toMatchObject({ before: 0, after: 0 });
  });

  test('looks at the year that ended yesterday unless said otherwise', async () => {
    await storeCompany();
    const { json } = await say('what-if', ...TRIED, '--json');
    expect(json).toMatchObject({ from: '2025-06-10', to: '2026-06-09', tellableFrom: '2025-10-01', accountsBegun: 1 });
  });

  test.each([
    [['--set', 'signals.login-fell.when.tripsAtOrBelow=0.5'], 'did you mean `logins-fell`?'],
    [['--set', 'signals.logins-fell.when.tripsAtOrBelw=0.5'], 'did you mean `tripsAtOrBelow`?'],
    [
      ['--set', 'signals.logins-fell.when.tripsAtOrBelow=low'],
      'signals.logins-fell.when.tripsAtOrBelow: must be a number',
    ],
    [['--set', 'signals.logins-fell.when.tripsAtOrBelow=0.9'], 'recoversAbove'],
    [['--set', 'signals.logins-fell.play=chek-in'], 'did you mean `check-in`?'],
  ])('with %j asks nothing, and says what is wrong', async (tried, complaint) => {
    const { exitCode, stderr } = await say('what-if', ...tried);
    expect(exitCode).toBe(1);
    expect(stderr).toContain(complaint);
    expect(stderr).toContain('Nothing was asked.');
    expect(runs.started).toEqual([]);
  });

  test('with a playbook that fails its check says so line by line', async () => {
    const file = join(folder, 'broken.yaml');
    const text = await readFile('playbooks/default.yaml', 'utf8');
    await writeFile(file, text.replace('    play: check-in\n', '    play: chek-in\n'));
    const { exitCode, stderr } = await say('what-if', '--playbook', file);
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/broken\.yaml:\d+: signals\.[a-z-]+\.play: there is no play `chek-in`/);
  });

  test('is asked of a team with gaps as well, and refuses only a task that the change gives to nobody', async () => {
    const csms = join(folder, 'only-aoi.csv');
    await writeFile(csms, 'id,name,email,role\naoi,Aoi,aoi@test.example,csm\n');
    await say('import', 'csms', csms);
    const { exitCode, stderr } = await say('what-if', '--set', 'tasks.check-in-look.assign=sales', ...DAYS);
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/tasks\.check-in-look\.assign: nobody in the team holds `sales`/);
    expect(stderr).not.toContain('tasks.licenses-offer');
  });

  test.each([
    [[], 2, 'say what is tried'],
    [['--set', 'signals'], 2, 'Write the path of the value'],
    [[...TRIED, '--to', '2026-06-11'], 1, '2026-06-11 has not come yet'],
    [[...TRIED, '--from', '2026-06-01', '--to', '2026-05-01'], 1, '2026-06-01 comes after 2026-05-01'],
    [[...TRIED, '--from', '2020-01-01'], 1, 'more than three years'],
  ])('with %j ends as wrong', async (line, code, complaint) => {
    const { exitCode, stderr } = await say('what-if', ...line);
    expect([exitCode, stderr]).toEqual([code, expect.stringContaining(complaint)]);
  });

  test('refuses days of which nothing is on record, and names the first that it can tell of', async () => {
    await storeCompany();
    const { exitCode, stderr } = await say('what-if', ...TRIED, '--from', '2025-03-01', '--to', '2025-05-31');
    expect(exitCode).toBe(1);
    expect(stderr).toContain('the ledger begins on 2025-10-01');
  });

  test('gives the work of a CSM who has left to whom it goes today, and counts nothing as theirs', async () => {
    await storeCompany();
    const csms = join(folder, 'left.csv');
    await writeFile(
      csms,
      'id,name,email,role,tasksPerWeek,leftOn,successor\nmio,Mio,mio@test.example,csm,3,,\naoi,Aoi,aoi@test.example,csm,5,2026-03-15,mio\n',
    );
    expect((await say('import', 'csms', csms)).exitCode).toBe(0);
    const { json } = await say('what-if', ...TRIED, ...DAYS, '--json');
    const working = new Set(json.weeks.map(({ csm }: { csm: string | null }) => csm));
    expect([working.has('aoi'), working.has('mio')]).toEqual([false, true]);
    const several = await say('what-if', '--set', 'signals.logins-fell.when.tripsAtOrBelow=0.5,0.7', ...DAYS, '--json');
    expect(several.json).toMatchObject({ peopleWithCapacity: 1, values: [{ alarms: 0 }, {}, { alarms: 1 }] });
  });

  test('leaves out an account that can’t be gone through, and names it', async () => {
    await storeCompany();
    await storeSlipping('torn');
    await tables.client.send(
      new PutItemCommand({
        TableName: tables.accountsTable,
        Item: { ...contactRowKey('torn', 'c1'), f: { S: '{' } },
      }),
    );
    const { json, stdout } = await say('what-if', ...TRIED, ...DAYS, '--json');
    expect([stdout !== '', json.accountsLookedAt]).toEqual([true, 1]);
    expect(json.failed).toEqual([{ reason: 'unreadable-record', accounts: 1, examples: ['torn'] }]);
  });
});

describe('several values of one number', () => {
  const PATH = 'signals.logins-fell.when.tripsAtOrBelow';
  const SEVERAL = ['--set', `${PATH}=0.7,0.4,0.6`];

  test('are told beside the one that runs, as others script it', async () => {
    await storeCompany();
    const { json, exitCode, stderr } = await say('what-if', ...SEVERAL, ...DAYS, '--json');
    expect([exitCode, stderr]).toEqual([0, '']);
    expect(json).toMatchObject({
      path: PATH,
      accountDays: 61,
      accountsLookedAt: 1,
      left: 0,
      runs: 0.6,
      playbook: 'v1',
    });
    expect(json.values).toMatchObject([
      { value: 0.4, isRunning: false, alarms: 0, tasks: 0, comes: 0, goes: 0 },
      { value: 0.6, isRunning: true, alarms: 0 },
      { value: 0.7, isRunning: false, alarms: 1, comes: 1, tasksAWeek: expect.any(Number) },
    ]);
    expect(json.values[2]).toMatchObject({ warnedInTime: { count: 0, of: 0, value: null, interval: null } });
    expect(json.values[2].tasksAWeek).toBeCloseTo(json.values[2].tasks / (61 / 7));
    // One value alone is answered as ever.
    const alone = await say('what-if', '--set', `${PATH}=0.7`, ...DAYS, '--json');
    expect(alone.json).not.toHaveProperty('values');
    expect(alone.json.signals['logins-fell']).toMatchObject({ comes: json.values[2].comes });
  });

  test('stand in one table, with what has to be known to read it', async () => {
    await storeCompany();
    const { stdout } = await say('what-if', ...SEVERAL, ...DAYS);
    expect(stdout).toMatch(/VALUE +TASKS A WEEK +OVER +ALARMS +COME +GO +MAILS\n/);
    expect(stdout).toMatch(/0\.6 runs +0\.0 +· +· +· +· +·/);
    expect(stdout).toMatch(/0\.7 +0\.\d +· +1 +1 +· +·/);
    expect(stdout).toContain('Nobody left in this time');
    expect(stdout).toContain('no mail is sent');
  });

  test('are asked over the days of the page, so that whoever looks there finds the same answer', async () => {
    await storeCompany();
    const { json } = await say('what-if', ...SEVERAL, '--json');
    expect(json).toMatchObject({ from: '2026-03-09', to: '2026-06-07', weeks: 13 });
    expect(runs.started).toHaveLength(1);
  });

  test.each<[string[], number, string[]]>([
    [
      ['--set', `${PATH}=0.5,0.9,low`],
      1,
      ['recoversAbove', 'low: ', 'Of the values 2 ones', '0.9, low', 'Nothing was asked.'],
    ],
    [['--set', 'signals.login-fell.when.tripsAtOrBelow=0.5,0.7'], 1, ['0.5, 0.7: ', 'did you mean `logins-fell`?']],
    [['--set', 'signals.logins-fell.cooldownInDays=20,once'], 1, ['once', 'is no number: ask it by itself']],
    [['--set', 'tasks.check-in-look.dueInBusinessDays=2,3'], 1, ['is none', 'quotes or brackets']],
    [['--set', `${PATH}=0.6,0.6`], 1, ['It runs with 0.6 already']],
    [['--set', `${PATH}=${Array.from({ length: 13 }, (_, n) => (n + 1) / 100)}`], 1, ['At most 12 values']],
    [['--set', `${PATH}=0.5,`], 2, ['a comma without a value beside it']],
    [[...SEVERAL, '--set', 'signals.logins-fell.cooldownInDays=20'], 2, ['are compared by themselves']],
    [[...SEVERAL, '--playbook', 'playbooks/default.yaml'], 2, ['are compared by themselves']],
    [[...SEVERAL, '--to', '2026-06-11'], 1, ['2026-06-11 has not come yet']],
  ])('with %j are not asked, none of them', async (line, code, complaints) => {
    const { exitCode, stderr } = await say('what-if', ...line);
    expect(exitCode).toBe(code);
    for (const complaint of complaints) expect(stderr).toContain(complaint);
    expect(runs.started).toEqual([]);
  });

  test('are none where a comma belongs to the value: in brackets it is one list, in quotes one text', async () => {
    await storeCompany();
    for (const value of ['{ en: "Look, then call", ja: 見てから電話する }', '{ en: Look, ja: 見る }']) {
      const { exitCode, stderr, json } = await say(
        'what-if',
        '--set',
        `tasks.check-in-look.title=${value}`,
        ...DAYS,
        '--json',
      );
      expect([exitCode, stderr]).toEqual([0, '']);
      expect(json).not.toHaveProperty('values');
    }
  });

  test('are refused for days of which nothing is on record', async () => {
    await storeCompany();
    const { exitCode, stderr } = await say('what-if', ...SEVERAL, '--from', '2025-03-01', '--to', '2025-05-31');
    expect([exitCode, stderr]).toEqual([1, expect.stringContaining('the ledger begins on 2025-10-01')]);
  });
});

describe('a study that takes its time', () => {
  beforeEach(storeCompany);

  /** How many runs had begun when Ctrl-C was heeded. */
  let heededAt: number | undefined;
  /** Waits for nothing: each look goes on with what `then` says. */
  const ask = (then: (looks: number) => Promise<void>, ...line: string[]) => {
    runs.goesByItself = false;
    let looks = 0;
    heededAt = undefined;
    return sayTo(['what-if', ...TRIED, ...DAYS, ...line, '--json'], {
      openInstallation: () => installation,
      now: () => now,
      user: 'aya',
      interruption: () => {
        heededAt = runs.started.length;
        return interruption.signal;
      },
      sleep: async () => {
        looks += 1;
        await then(looks);
      },
    });
  };

  test('is looked at until it is done; who asks the same meanwhile waits for the same', async () => {
    let other: Promise<Said> | undefined;
    const first = await ask(async (looks) => {
      if (looks === 1) await runs.goThrough([0, 1]);
      if (looks === 2) other = ask(async () => {});
      if (looks === 4) await runs.finish();
    });
    expect(first.exitCode).toBe(0);
    expect((await other)?.json.signals).toEqual(first.json.signals);
    expect(runs.started).toHaveLength(1);
  });

  test('is cancelled by Ctrl-C: what is under way ends, and no shard begins any more', async () => {
    const { exitCode, stderr } = await ask(async (looks) => {
      if (looks === 1) await runs.goThrough([0]);
      if (looks === 2) interruption.abort();
    });
    expect([exitCode, stderr]).toEqual([1, expect.stringContaining('It was cancelled.')]);
    expect(runs.stopped).toEqual([runs.latest.name]);
    expect([heededAt, runs.started.length], 'pressed as it begins, it would end the command and not the run').toEqual([
      0, 1,
    ]);
    expect(await runs.step({ ...runs.latest.input, shard: 1 })).toBeNull();
  });

  test('that was killed half-way says so, and can be asked again', async () => {
    const killed = await ask(async (looks) => {
      if (looks === 1) await runs.goThrough([0, 1, 2]);
      if (looks === 2) runs.kill(runs.latest.name);
    });
    expect([killed.exitCode, killed.stderr]).toEqual([1, expect.stringContaining('ask again')]);
    const late = runs.latest;
    const again = await ask(async () => runs.finish());
    expect(again.json.accountDays).toBe(61);
    // What is left of the first run finds nobody who waits for it.
    expect(await runs.step({ ...late.input, shard: 5 })).toBeNull();
  });

  test('that fails says why', async () => {
    const { stderr } = await ask(async () => {
      await runs.step({ ...runs.latest.input, end: 'failed', why: 'Lambda.OutOfMemory' });
    });
    expect(stderr).toContain('Lambda.OutOfMemory');
  });

  test('goes by the playbook that ran when it was asked, whatever is pushed meanwhile', async () => {
    const { json } = await ask(async (looks) => {
      if (looks === 1) await runs.goThrough([0]);
      if (looks === 1) await say('playbook', 'push', await triedFile(), '--yes');
      if (looks === 2) await runs.finish();
    });
    expect(json).toMatchObject({ playbook: 'v1' });
    expect(json.signals['logins-fell']).toMatchObject({ before: 0, after: 1 });
  });

  async function triedFile(): Promise<string> {
    const file = join(folder, 'pushed.yaml');
    const text = await readFile('playbooks/default.yaml', 'utf8');
    await writeFile(file, text.replace('tripsAtOrBelow: 0.6 #', 'tripsAtOrBelow: 0.7 #'));
    return file;
  }
});
