import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Surroundings } from '../../cli/session.ts';
import { addDays } from '../../domain/time/day.ts';
import { TallyBuilder } from '../../domain/usage/tally/usage-tally.ts';
import type { Tools } from '../../functions/operate/operation.ts';
import { scoreAccount } from '../../functions/scoring/score-account.ts';
import { encodeAccount, encodeCsm } from '../../functions/store/accounts/account-items.ts';
import { batchPut } from '../../functions/store/batches.ts';
import { TransactWriteItemsCommand } from '../../functions/store/client.ts';
import { DynamoSourceArrivals, readLastDays } from '../../functions/store/sources/source-arrivals.ts';
import { namesRule } from '../support/names-rule.ts';
import { installationOf, say as sayTo, toolsOver } from '../support/operator.ts';
import { storeSourceDays, storeUsage } from '../support/stored-account.ts';
import { createTables, rowsUnder, type TestTables } from '../support/tables.ts';

const TODAY = '2026-06-01';
const DEFAULT = new URL('../../playbooks/default.yaml', import.meta.url).pathname;

let folder: string;
let tables: TestTables;
let tools: Tools;
let now: number;
const ids = Array.from({ length: 10 }, (_, n) => `a${n}`);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sakimawari-playbook-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

const say = (line: string[], more: Partial<Surroundings> = {}) =>
  sayTo(line, { openInstallation: () => installationOf(tools), now: () => now, user: 'mio', ...more });

/** The default playbook with these texts replaced. */
async function changed(...changes: [from: string | RegExp, to: string][]): Promise<string> {
  let text = await readFile(DEFAULT, 'utf8');
  for (const [from, to] of changes) {
    const next = text.replace(from, to);
    expect(next).not.toBe(text);
    text = next;
  }
  const path = join(folder, 'changed.yaml');
  await writeFile(path, text);
  return path;
}

const withoutAlias: [string, string] = ['user.signed_in: login', 'user.came: login'];
const silentFor = (days: number): [RegExp, string] => [
  /tripsAtOrAbove: 60\n( +)recoversBelow: 60/,
  `tripsAtOrAbove: ${days}\n$1recoversBelow: ${days}`,
];
const everybody = async () => {
  const scoring = await tools.openScoring(tools.clock.dayOf(now));
  for (const id of ids) await scoreAccount(scoring, id, true);
};
/** The source sends every day around this one. */
function sendsAround(day: string): Map<string, { first: number; last: number }> {
  const daily = Array.from({ length: 40 }, (_, n) => addDays(day, 5 - n));
  return new Map(daily.map((on) => [on, { first: Date.parse(on), last: Date.parse(on) + 3_600_000 }]));
}
const rowsOf = async (id: string) => rowsUnder(tables.client, tables.accountsTable, `account#${id}`);

/** Ten accounts, of which nine log in under the product's own name of it, every few days until three days ago. */
beforeEach(async () => {
  tables = await createTables();
  now = Date.parse(`${TODAY}T03:00:00Z`);
  const { client, accountsTable } = tables;
  tools = toolsOver(tables, () => now, { readLastDays: () => readLastDays(client, accountsTable, ['demo']) });
  await batchPut(client, accountsTable, [
    ...ids.map((id) => encodeAccount({ id, name: id.toUpperCase(), csm: 'aya', licenses: 5 })),
    encodeCsm({ id: 'aya', name: 'Aya', email: 'aya@test.example', role: 'csm' }),
    encodeCsm({ id: 'mio', name: 'Mio', email: 'mio@test.example', role: 'manager' }),
  ]);
  const days = Array.from({ length: 8 }, (_, n) => addDays(TODAY, -3 - 3 * n));
  for (const [n, id] of ids.entries()) {
    const name = n === 0 ? 'login' : 'user.signed_in';
    const usage = days.map((day) => {
      const tally = new TallyBuilder();
      tally.add(name, 'u1');
      return { day, ...tally.build() };
    });
    await storeUsage(tables, id, usage);
  }
  const seen = new Map(['login', 'user.signed_in'].map((name) => [name, days.at(-1) as string]));
  const last = new Map(['login', 'user.signed_in'].map((name) => [name, days[0] as string]));
  await storeSourceDays(tables, 'demo', sendsAround(TODAY));
  const told = { days: new Map(), names: seen, lastDays: last };
  await new DynamoSourceArrivals(client, accountsTable).widen('demo', told, namesRule);
});

describe('pushing another playbook', () => {
  it('needs no confirmation the first time, and none for the same again', async () => {
    expect(await say(['playbook', 'push', DEFAULT])).toMatchObject({ exitCode: 0, stdout: 'v1 runs from now on\n' });
    expect((await say(['playbook', 'push', DEFAULT])).stdout).toBe('v1 is the same and runs already\n');
  });

  it('shows what is no longer understood and what it does to the accounts, and without anybody to ask pushes nothing', async () => {
    await say(['playbook', 'push', DEFAULT]);
    await everybody();
    const before = await Promise.all(ids.map(rowsOf));
    const { exitCode, stdout, stderr } = await say(['playbook', 'push', await changed(withoutAlias)]);
    expect(exitCode).toBe(2);
    expect(stdout).toContain(
      'Compared with v1, which runs now:\nEvent names\n  user.came is read as login\n  user.signed_in is no longer read as login',
    );
    expect(stdout).toContain(
      'On your 10 accounts, as of today:\n  no longer understood · login: 10 accounts now, 1 after',
    );
    expect(stderr).toContain('Nothing was pushed: v1 runs on');
    expect(stderr).toContain('--yes');
    expect(await Promise.all(ids.map(rowsOf))).toEqual(before);
    expect((await say(['playbook', 'history', '--json'])).json).toHaveLength(1);
  });

  it('gives the same as one value', async () => {
    await say(['playbook', 'push', DEFAULT]);
    await everybody();
    const file = await changed(withoutAlias, silentFor(2));
    const { exitCode, json } = await say(['playbook', 'push', file, '--json']);
    expect(exitCode).toBe(2);
    expect(json).toMatchObject({
      version: 'v1',
      pushed: false,
      comparedWith: 'v1',
      changes: expect.arrayContaining([
        {
          area: 'aliases',
          name: 'user.signed_in',
          change: 'removed',
          fields: [expect.objectContaining({ before: 'login' })],
        },
      ]),
      impact: { accounts: 10, understood: { login: { before: 10, after: 1 } } },
    });
  });

  it('asks at a terminal, and heeds the answer', async () => {
    await say(['playbook', 'push', DEFAULT]);
    const file = await changed(silentFor(1));
    const asked: string[] = [];
    const answering = (answer: string): Partial<Surroundings> => ({
      ask: async (question) => {
        asked.push(question);
        return answer;
      },
    });
    const declined = await say(['playbook', 'push', file], answering(''));
    expect(declined).toMatchObject({ exitCode: 1, stdout: 'Nothing was pushed: v1 runs on\n' });
    expect(declined.stderr).toContain('no-login (');
    expect(declined.stderr).toMatch(/trips at or above: 60 → 1/);
    const agreed = await say(['playbook', 'push', file], answering('y'));
    expect(agreed).toMatchObject({ exitCode: 0, stdout: 'v2 runs from now on\n' });
    expect(asked).toEqual(Array(2).fill('Make it the running playbook? [y/N] '));
  });

  it('keeps who, when and why with the version', async () => {
    await say(['playbook', 'push', DEFAULT]);
    now += 60_000;
    const file = await changed(withoutAlias);
    expect((await say(['playbook', 'push', file, '--yes', '--why', 'no such event'])).exitCode).toBe(0);
    const { json } = await say(['playbook', 'history', '--json']);
    expect(json).toEqual([
      { version: 'v2', pushedAt: `${TODAY}T03:01:00.000Z`, by: 'mio', why: 'no such event' },
      { version: 'v1', pushedAt: `${TODAY}T03:00:00.000Z`, by: 'mio' },
    ]);
  });

  it('is refused where another one was pushed since it was shown', async () => {
    await say(['playbook', 'push', DEFAULT]);
    const file = await changed(withoutAlias);
    const meanwhile: Partial<Surroundings> = {
      ask: async () => {
        const other = await changed(silentFor(50));
        expect((await say(['playbook', 'push', other, '--yes'])).exitCode).toBe(0);
        return 'yes';
      },
    };
    const { exitCode, stderr } = await say(['playbook', 'push', file], meanwhile);
    expect(exitCode).toBe(1);
    expect(stderr).toContain('Somebody else pushed v2 in between');
  });

  it('goes over one that can not be read, and says so', async () => {
    await say(['playbook', 'push', DEFAULT]);
    const broken = { pk: { S: 'playbook' }, sk: { S: 'v1' }, pushedAt: { S: '2026-01-01' }, f: { S: '{}' } };
    const Put = { TableName: tables.accountsTable, Item: broken };
    await tables.client.send(new TransactWriteItemsCommand({ TransactItems: [{ Put }] }));
    const refused = await say(['playbook', 'push', DEFAULT]);
    expect(refused.exitCode).toBe(2);
    expect(refused.stdout).toContain("playbook v1 can't be read");
    expect((await say(['playbook', 'push', DEFAULT, '--yes'])).stdout).toContain('v2 runs from now on');
  });
});

describe('a change that did harm', () => {
  it('is rolled back, which opens again what it closed', async () => {
    await say(['playbook', 'push', await changed(silentFor(1))]);
    await everybody();
    const tasks = async () =>
      (await rowsOf('a1')).filter(({ sk }) => sk?.S?.startsWith('1#task#')).map(({ status }) => status?.S);
    const open = await tasks();
    expect(open.length).toBeGreaterThan(0);
    expect(new Set(open)).toEqual(new Set(['open']));

    const closing = await say(['playbook', 'push', await changed(silentFor(300), withoutAlias), '--yes']);
    expect(closing.stdout).toMatch(/no longer understood · login: 10 accounts now, 1 after/);
    expect(closing.stdout).toMatch(/1 episode would close, with 2 open tasks: no-login 1; at A0/);
    await say(['playbook', 'push', await changed(silentFor(300)), '--yes']);
    now += 86_400_000;
    await everybody();
    expect(new Set(await tasks())).toEqual(new Set(['recovered']));
    const { stdout: compared } = await say(['playbook', 'diff', 'v1', 'v3']);
    expect(compared).toMatch(/trips at or above: 1 → 300/);

    const shown = await say(['playbook', 'rollback', 'v1', '--why', 'too quiet']);
    expect(shown.exitCode).toBe(2);
    expect(shown.stdout).toMatch(/10 episodes would be open again: no-login 10; at A\d, A\d, A\d, A\d, A\d and 5 more/);
    expect(shown.stdout).not.toMatch(/task/);
    const back = await say(['playbook', 'rollback', 'v1', '--why', 'too quiet', '--yes', '--json']);
    expect(back.json).toMatchObject({ version: 'v4', pushed: true, comparedWith: 'v3' });
    now += 86_400_000;
    await everybody();
    expect(await tasks()).toEqual(open);
    expect((await say(['playbook', 'history', '--json'])).json[0]).toMatchObject({
      version: 'v4',
      rolledBackTo: 'v1',
      why: 'too quiet',
    });
    expect((await say(['playbook', 'rollback', 'v9', '--why', 'x'])).stderr).toContain('There is no version v9');
  });

  it('weighs by accounts what the running playbook lost of what arrives, without reading any where nothing is lost', async () => {
    await say(['playbook', 'push', DEFAULT]);
    const { operate } = installationOf(tools);
    expect(await operate('compare-understanding', {})).toEqual({ running: null, before: null, understood: {} });
    await say(['playbook', 'push', await changed(['healthyFrom: 70', 'healthyFrom: 72']), '--yes']);
    expect(await operate('compare-understanding', {})).toEqual({ running: 'v2', before: 'v1', understood: {} });
    await say(['playbook', 'push', await changed(withoutAlias), '--yes']);
    expect(await operate('compare-understanding', {})).toMatchObject({
      running: 'v3',
      before: 'v2',
      understood: { login: { before: 10, after: 1 } },
    });
  });
});

describe('a signal under another name', () => {
  const renamed: [string | RegExp, string][] = [
    [/- no-login$/gm, '- gone-quiet'],
    [/^ {2}no-login:$/m, '  gone-quiet:\n    renamedFrom: no-login'],
  ];
  const nextDay = async () => {
    now += 86_400_000;
    await everybody();
  };
  const rowsLike = async (prefix: string) => (await rowsOf('a1')).filter(({ sk }) => sk?.S?.startsWith(prefix));
  const signalsOpen = async () => {
    const { json } = await say(['explain', 'a1', '--json']);
    const { signals } = json as { signals: { signal: string; state: string }[] };
    return signals.flatMap(({ signal, state }) => (state === 'open' && /no-login|gone/.test(signal) ? [signal] : []));
  };

  it('goes on with its episodes and tasks, forth and back; nothing is raised a second time', async () => {
    await say(['playbook', 'push', await changed(silentFor(1))]);
    await everybody();
    const [tasks, mails] = [await rowsLike('1#task#'), await rowsLike('0#')];
    expect(tasks.length).toBeGreaterThan(0);

    const shown = await say(['playbook', 'push', await changed(silentFor(1), ...renamed)]);
    expect(shown.stdout).toMatch(/gone-quiet \(.+\) is the new name of no-login: what is stored under it goes on/);
    expect(shown.stdout).toMatch(/10 episodes would go on under another name: no-login → gone-quiet 10; at A/);
    expect(shown.stdout).not.toMatch(/would (close|open|be raised)/);
    await say(['playbook', 'push', await changed(silentFor(1), ...renamed), '--yes']);
    await nextDay();
    expect(await rowsLike('1#task#')).toEqual(tasks);
    expect(await rowsLike('0#')).toEqual(mails);
    expect(await signalsOpen()).toEqual(['gone-quiet']);

    // An older version doesn't know the new name; the installation does.
    await say(['playbook', 'rollback', 'v1', '--why', 'the old name', '--yes']);
    expect((await say(['playbook', 'show', '--json'])).json).toMatchObject({
      playbook: { signals: { 'no-login': { renamedFrom: ['gone-quiet'] } } },
    });
    await nextDay();
    expect(await rowsLike('1#task#')).toEqual(tasks);
    expect(await signalsOpen()).toEqual(['no-login']);
  });

  it('is refused with its line where no version had the old one, or another has it', async () => {
    await say(['playbook', 'push', DEFAULT]);
    const typo = await changed(
      [/^ {2}no-login:$/m, '  gone-quiet:\n    renamedFrom: no-logn'],
      [/- no-login$/gm, '- gone-quiet'],
    );
    const refused = await say(['playbook', 'push', typo, '--yes']);
    expect(refused.exitCode).toBe(1);
    expect(refused.stderr).toMatch(
      /changed\.yaml:\d+: .*no version that ran here had a signal `no-logn`\. Did you mean `no-login`\?/,
    );
    expect((await say(['playbook', 'history', '--json'])).json).toHaveLength(1);
  });
});

describe('a signal that asks once', () => {
  const once: [RegExp, string] = [/(silentFor)?(recoversBelow: 1\n {4}cooldownInDays: )28/, '$2once'];
  const out: [RegExp, string] = [/^ {2}no-login:\n[\s\S]*?(?=^ {2}# )/m, ''];
  const nowhere: [RegExp, string] = [/^ +- no-login\n/gm, ''];

  it('is out for half a year, and asks nobody a second time when it is back; the push says so', async () => {
    await say(['playbook', 'push', await changed(silentFor(1), once)]);
    await everybody();
    const before = (await rowsOf('a1')).filter(({ sk }) => sk?.S?.startsWith('1#episode#'));
    const closing = await say(['playbook', 'push', await changed(out, nowhere), '--yes']);
    expect(closing.stdout).toMatch(
      /10 episodes would close, since nothing watches for them any more, with \d+ open tasks: no-login 10; at A/,
    );
    await everybody();
    now += 180 * 86_400_000;
    await storeSourceDays(tables, 'demo', sendsAround(addDays(TODAY, 180)));
    await everybody();
    const back = await say(['playbook', 'push', await changed(silentFor(1), once), '--yes']);
    expect(back.stdout).toMatch(
      /episodes would stay closed, since they are asked once or were over a short while ago: no-login/,
    );
    expect(back.stdout).not.toMatch(/no-login \d+; .*would open|would be raised/);
    now += 86_400_000;
    await everybody();
    const after = (await rowsOf('a1')).filter(({ sk }) => sk?.S?.startsWith('1#episode#'));
    expect(after.filter(({ sk }) => sk?.S?.includes('no-login')).map(({ sk }) => sk)).toEqual(
      before.filter(({ sk }) => sk?.S?.includes('no-login')).map(({ sk }) => sk),
    );
  });
});
