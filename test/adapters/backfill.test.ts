import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { addDays, addMonths } from '../../domain/time/day.ts';
import { localClock } from '../../domain/time/time-zone.ts';
import { RawRetention } from '../../domain/usage/raw-retention.ts';
import { mergeTallies } from '../../domain/usage/tally/usage-tally.ts';
import type { Tools } from '../../functions/operate/operation.ts';
import { rollUpUsage } from '../../functions/roll-up-usage/roll-up-usage.ts';
import { openHistory, scoreHistory } from '../../functions/score-accounts/score-history.ts';
import { scoreAccount } from '../../functions/scoring/score-account.ts';
import { DeleteItemCommand, PutItemCommand, ScanCommand } from '../../functions/store/client.ts';
import { StoreBusyError } from '../../functions/store/events/deliveries.ts';
import { DynamoEvents } from '../../functions/store/events/events.ts';
import { DynamoNewcomers } from '../../functions/store/sources/newcomers.ts';
import { DynamoSourceArrivals } from '../../functions/store/sources/source-arrivals.ts';
import { DynamoLifetime } from '../../functions/store/usage/lifetime.ts';
import { DynamoUsage } from '../../functions/store/usage/usage.ts';
import { decodeLifetime, decodeUsageDays } from '../../functions/store/usage/usage-codec.ts';
import { AttributedTables } from '../support/attribution.ts';
import { installationOf, type Said, say as sayTo, toolsOver } from '../support/operator.ts';
import { CALLED } from '../support/reporters.ts';
import { silenceLog } from '../support/silence-log.ts';
import { createTables, rowsUnder, type TestTables } from '../support/tables.ts';

silenceLog();

const NOW = Date.parse('2026-06-01T03:00:00Z');
const TODAY = '2026-06-01';
const PLAYBOOK = new URL('../../playbooks/default.yaml', import.meta.url).pathname;
const clock = localClock('Asia/Tokyo');
const noonOf = (day: string) => new Date(clock.startOf(day) + 12 * 3_600_000).toISOString();

let folder: string;
let tables: TestTables;
let tools: Tools;
let now: number;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sakimawari-backfill-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});
beforeEach(async () => {
  tables = await createTables();
  now = NOW;
  tools = toolsOver(tables, () => now, {
    changedAccounts: { send: async () => {} } as never,
    queues: { countMessages: async () => 0 } as never,
    flushMarkers: { place: rollUpAll, countUnanswered: async () => 0 } as never,
    scoringRuns: runsInThisProcess() as never,
  });
  await say('playbook', 'push', PLAYBOOK);
});

const sayInWords = (...line: string[]): Promise<Said> =>
  sayTo(line, { openInstallation: () => installationOf(tools), now: () => now });
const say = (...line: string[]): Promise<Said> => sayInWords(...line, '--json');

const newcomerLimits = { newUsersPerSourceAndDay: 10_000, newAccountsPerSourceAndDay: 500 };

/** Everything in the table, as its stream would tell of it. */
async function rollUpAll(): Promise<void> {
  const { client, eventsTable, accountsTable } = tables;
  const rollUp = rollUpUsage({
    events: new DynamoEvents(client, eventsTable),
    usage: new DynamoUsage(client, accountsTable),
    lifetime: new DynamoLifetime(client, accountsTable),
    usedNames: { isUsed: async () => () => false },
    newcomers: new DynamoNewcomers(client, accountsTable, newcomerLimits, () => now),
    limits: { newNamesPerSourceAndDay: 500 },
    sources: new DynamoSourceArrivals(client, accountsTable),
    changedAccounts: { send: async () => {} },
    flushMarkers: { answer: async () => {} },
    clock,
    retention: new RawRetention(clock, 400),
    now: () => now,
  });
  await rollUp(await eventsStream());
}

const eventsStream = async () =>
  (await rawRows()).map(({ pk, sk }, i) => ({
    eventName: 'INSERT' as const,
    dynamodb: { Keys: { pk: { S: pk?.S as string }, sk: { S: sk?.S as string } }, SequenceNumber: String(i) },
  }));

/** The other reader of the same stream. */
async function attributeAll(): Promise<void> {
  await new AttributedTables(tables, () => now).deliver(await eventsStream());
}

/** The state machine's work, done when it is started. */
function runsInThisProcess() {
  const outcomes = new Map<string, object>();
  return {
    async start({ asOf, quietFrom }: { asOf: string; quietFrom: string }) {
      const settings = {
        client: tables.client,
        table: tables.accountsTable,
        company: tools.installation.company,
        sources: ['demo'],
        clock,
        now: () => new Date(now),
      };
      const history = await openHistory(settings, quietFrom, asOf);
      const total = { asOf, accounts: 0, opened: 0, closed: 0, skipped: [], wereScored: 0 };
      for (const account of ['koa', 'nest']) {
        const outcome = await scoreHistory(history, account);
        if (outcome.result !== 'scored') continue;
        total.accounts += 1;
        total.opened += outcome.opened;
        total.closed += outcome.closed;
        total.wereScored += outcome.wasScored ? 1 : 0;
      }
      const run = randomUUID();
      outcomes.set(run, total);
      return run;
    },
    look: async (run: string) => ({ status: 'done', outcomes: [outcomes.get(run)] }),
  };
}

async function rawRows() {
  const { Items = [] } = await tables.client.send(new ScanCommand({ TableName: tables.eventsTable }));
  return Items;
}

const rowsOf = (account: string) => rowsUnder(tables.client, tables.accountsTable, `account#${account}`);
const countOf = async (account: string, prefix: string) =>
  (await rowsOf(account)).filter(({ sk }) => sk?.S?.startsWith(prefix)).length;

async function fileOf(name: string, content: string | Buffer): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

const linesOf = (events: object[]) => events.map((event) => `${JSON.stringify(event)}\n`).join('');
const login = (account: string, day: string, n = 0) => ({
  id: `${account}-${day}-${n}`,
  account,
  user: `user-${n}`,
  event: 'login',
  time: noonOf(day),
});
/** A log-in from `from` days ago to `to` days ago, on every day or every second or third. */
const logins = (account: string, from: number, to: number, every = 1) =>
  Array.from({ length: Math.floor((from - to) / every) + 1 }, (_, i) =>
    login(account, addDays(TODAY, i * every - from)),
  );

async function importAccounts(): Promise<void> {
  await say('import', 'csms', await fileOf('csms.csv', 'id,name,email\naya,Aya,aya@test.example\n'));
  await say('import', 'accounts', await fileOf('accounts.csv', 'id,name,csm\nkoa,Koa,aya\nnest,Nest,aya\n'));
}

describe('loading a file of history', () => {
  test('stores what is in it, plain or compressed, with its days, at the pace it tells', async () => {
    const content = linesOf(logins('koa', 200, 5, 5));
    for (const path of [await fileOf('h.ndjson', content), await fileOf('h.ndjson.gz', gzipSync(content))]) {
      const { exitCode, json } = await say('backfill', path);
      expect(exitCode).toBe(0);
      expect(json).toMatchObject({
        stored: 40,
        conflicts: 0,
        days: { first: addDays(TODAY, -200), last: addDays(TODAY, -5) },
        refusedLines: 0,
        resumedAfter: 0,
      });
    }
    expect(await rawRows()).toHaveLength(40);
  });

  test('lists each bad line with its number and reason, and stores the good ones', async () => {
    const day = addDays(TODAY, -10);
    const path = await fileOf(
      'bad.ndjson',
      Buffer.concat([
        Buffer.from(`\ufeff${linesOf([login('koa', day, 1)])}no json\n\n`),
        Buffer.from(
          linesOf([{ ...login('koa', day, 2), account: undefined, user: undefined }, login('koa', '2020-01-01')]),
        ),
        Buffer.from([0x22, 0xff, 0x22, 0x0a]),
        Buffer.from(`{"id":"a","id":"b"}\n{"x":"${'y'.repeat(300_000)}"}\n${JSON.stringify(login('koa', day, 3))}`),
      ]),
    );
    const { exitCode, json, stderr } = await say('backfill', path);
    expect(exitCode).toBe(1);
    expect(json).toMatchObject({ stored: 2, refusedLines: 6 });
    expect(json.refused.map(({ line }: { line: number }) => line)).toEqual([2, 4, 5, 6, 7, 8]);
    expect(stderr).toContain('line 2: The line is not JSON.');
    expect(stderr).toContain('line 4: Name the customer in "account", or who did it in "user"');
    expect(stderr).toContain('line 5: Send events while their day is within the raw retention');
    expect(stderr).toContain('line 6: is not UTF-8');
    expect(stderr).toContain('line 7: An object of the line holds the same key twice');
    expect(stderr).toContain('line 8: is longer than 249997 bytes');
    expect(await countOf('quarantine', '')).toBe(0);
  });

  test('counts an event without an account for that of its user, and tells how many wait for one', async () => {
    await importAccounts();
    await tools.links.linkUsers([{ user: 'user-1', account: 'koa', ...CALLED }]);
    const ofUser = (n: number) => ({ ...login('koa', addDays(TODAY, -10), n), account: undefined });
    const path = await fileOf('homeless.ndjson', linesOf([ofUser(1), ofUser(2), ofUser(2), login('koa', TODAY, 3)]));
    const { exitCode, json, stderr } = await say('backfill', path);
    expect(exitCode).toBe(0);
    expect(json).toMatchObject({ stored: 3, waiting: 1, refusedLines: 0 });
    expect(stderr).toContain('1 stored event of users whose account nobody has named yet');
    const waiting = (await rawRows()).filter(({ sk }) => sk?.S?.startsWith('~waiting#')).map(({ pk }) => pk?.S);
    expect(waiting).toEqual(['user#user-2#waiting']);
    expect(await countOf('koa', '2#usage#')).toBe(2);

    await tools.links.linkUsers([{ user: 'user-2', account: 'koa', ...CALLED }]);
    await attributeAll();
    await rollUpAll();
    expect((await rowsOf('koa')).find(({ sk }) => sk?.S === `2#usage#${addDays(TODAY, -10)}`)?.n).toEqual({ N: '2' });
    expect(await rawRows()).toHaveLength(3);
  });

  test('of yesterday and today alone says that there is no past in it, and advises nothing that can’t be done', async () => {
    await importAccounts();
    const path = await fileOf('yesterday.ndjson', linesOf([login('koa', addDays(TODAY, -1))]));
    const { stdout, stderr } = await sayInWords('backfill', path);
    expect(stdout).toContain(`no event lies before ${addDays(TODAY, -1)}, so no past day was put on record`);
    expect(stderr).toContain('start an evaluation as those of the webhook do');
    expect(stderr).not.toMatch(/No account is imported|score --quiet/);
  });

  test('without an account imported says how to put its past on record afterwards', async () => {
    const path = await fileOf('early.ndjson', linesOf([login('koa', addDays(TODAY, -9)), login('koa', TODAY)]));
    const { stdout, stderr } = await sayInWords('backfill', path);
    expect(stdout).toContain('0 accounts lived through these days');
    const days = `--from ${addDays(TODAY, -9)} --as-of ${addDays(TODAY, -2)}`;
    expect(stderr).toContain(`import them, then run "sakimawari score --quiet ${days}"`);
  });

  test('a compressed file that is cut off says so, and what came before it stays stored', async () => {
    const whole = gzipSync(linesOf(Array.from({ length: 9_000 }, (_, n) => login('koa', addDays(TODAY, -9), n))));
    const path = await fileOf('cut.ndjson.gz', whole.subarray(0, whole.length - 2_000));
    const { exitCode, stderr } = await say('backfill', path);
    expect(exitCode).toBe(1);
    expect(stderr).toContain('The compressed file is cut off.');
    expect((await rawRows()).length).toBeGreaterThan(0);
  });

  test('a file, or a source, that is not there is told in words', async () => {
    expect((await say('backfill', join(folder, 'none'))).stderr).toContain('There is no such file.');
    const path = await fileOf('h2.ndjson', linesOf(logins('koa', 9, 5)));
    expect((await say('backfill', path, '--source', 'shop')).stderr).toContain('There is no source "shop".');
  });

  test('a store that takes no more for a while is waited for', async () => {
    const { deliveries } = tools;
    let busy = 3;
    tools.deliveries = {
      store: async (...given: Parameters<typeof deliveries.store>) => {
        busy -= 1;
        if (busy >= 0) throw new StoreBusyError('busy');
        return deliveries.store(...given);
      },
    } as never;
    const { json } = await say('backfill', await fileOf('h3.ndjson', linesOf(logins('koa', 9, 5))));
    expect(json.stored).toBe(5);
  });
});

describe('a load that was cut off', () => {
  const many = Array.from({ length: 9_000 }, (_, n) => login('koa', addDays(TODAY, -10 - (n % 3)), n));

  /** The process dies in the middle: what was under way may have been stored or not. */
  async function cutOff(path: string): Promise<void> {
    const { deliveries } = tools;
    let calls = 0;
    tools.deliveries = {
      store: async (...given: Parameters<typeof deliveries.store>) => {
        calls += 1;
        if (calls > 3) throw new Error('killed');
        return deliveries.store(...given);
      },
    } as never;
    await expect(say('backfill', path)).rejects.toThrow('killed');
    tools.deliveries = deliveries;
  }

  test('goes on behind what is dealt with, and neither loses nor repeats a line in its figures', async () => {
    const path = await fileOf('cut.ndjson', `${linesOf(many.slice(0, 10))}no json\n${linesOf(many.slice(10))}`);
    await cutOff(path);
    expect((await rawRows()).length).toBeLessThan(9_000);
    const { json } = await say('backfill', path, '--resume');
    expect(json).toMatchObject({ stored: 9_000, refusedLines: 1, refused: [{ line: 2 + 9 }] });
    expect(json.resumedAfter).toBeGreaterThan(0);
    expect(await rawRows()).toHaveLength(9_000);
  });

  test('begins anew where the store holds nothing of it, and says so', async () => {
    const path = await fileOf('cut2.ndjson', linesOf(many));
    await cutOff(path);
    tables = await createTables();
    const { flushMarkers, scoringRuns, queues } = tools;
    tools = toolsOver(tables, () => now, { flushMarkers, scoringRuns, queues });
    await say('playbook', 'push', PLAYBOOK);
    const { json, stderr } = await say('backfill', path, '--resume');
    expect(stderr).toContain('loaded from its beginning');
    expect(json).toMatchObject({ stored: 9_000, resumedAfter: 0 });
  });

  test('is begun anew without --resume, which counts nothing twice', async () => {
    const path = await fileOf('cut3.ndjson', linesOf(many));
    await cutOff(path);
    const { json, stderr } = await say('backfill', path);
    expect(stderr).toContain('was cut off after line');
    expect(json.stored).toBe(9_000);
    expect(await rawRows()).toHaveLength(9_000);
  });

  test('is not gone on with in a file that has other lines by now', async () => {
    const path = await fileOf('cut4.ndjson', linesOf(many));
    await cutOff(path);
    await fileOf('cut4.ndjson', linesOf([...many.slice(0, 1_500), ...many.slice(1_501)]));
    const { exitCode, stderr } = await say('backfill', path, '--resume');
    expect(exitCode).toBe(1);
    expect(stderr).toContain('are not those that were loaded before');
  });
});

describe('the past that a file brings', () => {
  // A load by hand has no limit, so it comes to the same.
  const before = { ...newcomerLimits };
  beforeAll(() => {
    Object.assign(newcomerLimits, { newUsersPerSourceAndDay: 1, newAccountsPerSourceAndDay: 1 });
  });
  afterAll(() => {
    Object.assign(newcomerLimits, before);
  });

  const isWork = (prefix: string) => ['1#task#', '1#mail#'].some((one) => prefix.startsWith(one));
  const work = async (account: string) => (await rowsOf(account)).filter(({ sk }) => isWork(sk?.S as string)).length;

  /** Koa was silent from 130 to 60 days ago and came back; Nest has been silent for 70 days; somebody else sends on. */
  const past = () => [
    ...logins('koa', 160, 130, 2),
    ...logins('koa', 60, 2, 2),
    ...logins('nest', 160, 70, 2),
    ...logins('others', 160, 2, 2),
  ];

  test('puts episodes on record without a task or a mail; what is open still is raised once, with the next run', async () => {
    await importAccounts();
    const { json } = await say('backfill', await fileOf('past.ndjson', linesOf(past())));
    expect(json).toMatchObject({ history: { accounts: 2, wereScored: 0 } });
    const episodes = await say('explain', 'koa', '--as-of', addDays(TODAY, -65));
    expect(episodes.json.signals).toContainEqual(expect.objectContaining({ signal: 'no-login', state: 'open' }));
    expect([await work('koa'), await work('nest')]).toEqual([0, 0]);
    expect(await countOf('koa', '1#episode#koa/no-login/')).toBe(1);

    const scoring = await tools.openScoring(TODAY);
    for (let run = 1; run <= 2; run += 1) {
      for (const account of ['koa', 'nest']) await scoreAccount(scoring, account, true);
      expect(await countOf('koa', '1#task#koa/no-login/')).toBe(0);
      const tasks = (await say('tasks', '--account', 'nest')).json.filter(
        ({ signal }: { signal: string }) => signal === 'no-login',
      );
      expect(tasks.length).toBeGreaterThan(0);
      expect(new Set(tasks.map(({ template }: { template: string }) => template)).size).toBe(tasks.length);
    }
  });

  test('is the same as if every night had run, but for tasks and mails', async () => {
    await importAccounts();
    await say('backfill', await fileOf('past.ndjson', linesOf(past())));
    const quiet = (await rowsOf('koa')).filter(({ sk }) => sk?.S?.startsWith('1#episode#'));
    const state = async (account: string) => {
      const item = (await rowsOf(account)).find(({ sk }) => sk?.S === '3#state');
      return { scores: item?.scores, health: JSON.parse(item?.f?.S as string).health };
    };
    const quietState = await state('koa');

    tables = await createTables();
    tools = toolsOver(tables, () => now, { changedAccounts: { send: async () => {} } as never });
    await say('playbook', 'push', PLAYBOOK);
    await importAccounts();
    await tools.deliveries.store(past().map(eventOf), []);
    await rollUpAll();
    for (let day = addDays(TODAY, -160); day <= addDays(TODAY, -2); day = addDays(day, 1)) {
      await scoreAccount(await tools.openScoring(day), 'koa', true);
    }
    const loud = (await rowsOf('koa')).filter(({ sk }) => sk?.S?.startsWith('1#episode#'));
    const isOfTouch = (item: (typeof quiet)[number]) => `${item.sk?.S}`.includes('/no-touch/');
    // What nobody worked on says nothing of a play, so it has no part in the trial of one.
    const said = (item: (typeof quiet)[number]) => JSON.parse(item.f?.S as string);
    const withoutArm = (item: (typeof quiet)[number]) => ({ ...item, f: { ...said(item), arm: undefined } });
    const others = (items: typeof quiet) => items.filter((item) => !isOfTouch(item)).map(withoutArm);
    expect(others(quiet)).toEqual(others(loud));
    expect([quiet.some((item) => 'arm' in said(item)), loud.every((item) => 'arm' in said(item))]).toEqual([
      false,
      true,
    ]);
    expect(quietState).toEqual(await state('koa'));
    // Nobody noted touches before the history came; their absence is no signal.
    expect(quiet.some(isOfTouch)).toBe(false);
  });

  test('says in the ledger to which stages the account came, each on its day and once', async () => {
    await importAccounts();
    const [start, renewal] = [addDays(TODAY, -170), addDays(TODAY, 10)];
    const facts = await fileOf('stages.csv', `id,stage,contractStart,renewalDate\nkoa,adoption,${start},${renewal}\n`);
    await say('import', 'accounts', facts);
    const path = await fileOf('past.ndjson', linesOf(past()));
    for (const _ of ['first', 'again']) {
      await say('backfill', path);
      const stages = (await tools.ledger.read('koa')).filter(({ fact }) => fact === 'stage');
      expect(stages.map(({ from, value, recordedAt }) => [from, value, recordedAt])).toEqual([
        [start, 'adoption', now],
        [addMonths(renewal, -3), 'renewal', now],
      ]);
    }
  });

  test('changes only the usage of days that an account had been scored on before, and says so', async () => {
    await importAccounts();
    await scoreAccount(await tools.openScoring(addDays(TODAY, -1)), 'nest', true);
    const { json, stderr } = await say('backfill', await fileOf('past.ndjson', linesOf(past())));
    expect(json.history).toMatchObject({ accounts: 2, wereScored: 1 });
    expect(stderr).toContain('1 account had been scored before');
    expect(await countOf('nest', '2#usage#')).toBe(46);
  });
});

describe('rebuilding usage', () => {
  const day = addDays(TODAY, -20);
  const usageKey = { pk: { S: 'account#koa' }, sk: { S: `2#usage#${day}` } };

  beforeEach(async () => {
    await say('import', 'accounts', await fileOf('accounts.csv', 'id,name\nkoa,Koa\n'));
    const measures = [1, 2].map((n) => ({ ...login('koa', day, n), event: 'records.total', value: n * 100 }));
    const events = [...logins('koa', 60, 1, 5), ...logins('others', 60, 1, 5), ...measures].map(eventOf);
    await tools.deliveries.store(events, []);
    await rollUpAll();
    tools.flushMarkers = { place: async () => {}, countUnanswered: async () => 0 } as never;
  });

  const put = (item: Record<string, AttributeValue>) =>
    tables.client.send(new PutItemCommand({ TableName: tables.accountsTable, Item: item }));
  /** What the account's rows tell, in whatever order they list it. */
  const known = async () => {
    const rows = await rowsOf('koa');
    const days = decodeUsageDays(rows).map((one) => ({ day: one.day, ...mergeTallies([one]) }));
    return { days, lifetime: decodeLifetime(rows) };
  };
  const rowWith = async (sk: string) =>
    (await rowsOf('koa')).find((item) => item.sk?.S === sk) as Record<string, AttributeValue>;

  test('finds nothing to change in what was rolled up, of all accounts or of one', async () => {
    for (const line of [['--check'], ['--check', '--account', 'koa', '--from', addDays(TODAY, -62)], []]) {
      const { exitCode, json } = await say('rebuild', ...line);
      expect(exitCode).toBe(0);
      const accounts = line.includes('--account') ? 1 : 2;
      expect(json).toMatchObject({
        identical: true,
        hours: { recomputed: 12 * accounts, identical: 12 * accounts, different: 0, frozen: 0 },
        days: { recomputed: 12 * accounts, different: 0 },
        lifetime: { recomputed: accounts, identical: accounts },
        monthValues: { recomputed: 1, identical: 1 },
        differences: [],
      });
    }
  });

  test('names a row that was broken, leaves it with --check, and puts it right without', async () => {
    const whole = await rowWith(usageKey.sk.S);
    for (const broken of [
      { ...whole, n: { N: '99' } },
      { ...whole, e: { S: 'login=7' } },
    ]) {
      await put(broken);
      const check = await say('rebuild', '--check');
      expect(check.exitCode).toBe(1);
      expect(check.json.days).toMatchObject({ different: 1, identical: 23 });
      expect(check.json.differences.map(({ key }: { key: string }) => key)).toContain(`account#koa 2#usage#${day}`);
      expect(await rowWith(usageKey.sk.S)).toEqual(broken);
      expect((await say('rebuild', '--account', 'koa', '--from', day)).exitCode).toBe(0);
      expect(await rowWith(usageKey.sk.S)).toEqual(whole);
      expect((await say('rebuild', '--check')).json.identical).toBe(true);
    }
  });

  test('makes a lost hour, a lost day and a lost lifetime anew, and takes away what no raw event tells of', async () => {
    const before = [
      ...(await rowsOf('koa')).filter(({ sk }) => sk?.S?.startsWith('1#audit#') === false),
      ...(await rowsUnder(tables.client, tables.accountsTable, `hours#koa#${day}`)),
    ];
    const lost = [
      usageKey,
      { pk: { S: `hours#koa#${day}` }, sk: { S: '12' } },
      { ...usageKey, sk: { S: '3#month-values' } },
    ];
    for (const Key of lost) {
      await tables.client.send(new DeleteItemCommand({ TableName: tables.accountsTable, Key }));
    }
    const lifetime = await rowWith('3#lifetime');
    await put({ ...lifetime, u: { S: `${lifetime.u?.S}&nobody=2026-01-01,2026-01,1` } });
    const check = await say('rebuild', '--check');
    expect(check.json).toMatchObject({ hours: { different: 1 }, days: { different: 1 }, lifetime: { different: 1 } });
    expect(check.stdout + check.stderr).not.toContain('nobody');
    await say('rebuild');
    const isNew = ({ sk }: Record<string, AttributeValue>) => sk?.S?.startsWith('1#audit#') === true;
    const now = await rowsOf('koa');
    expect(now.filter(isNew).map(({ f }) => JSON.parse(f?.S as string).what)).toContain('usage-rebuilt');
    const after = [
      ...now.filter((row) => !isNew(row)),
      ...(await rowsUnder(tables.client, tables.accountsTable, `hours#koa#${day}`)),
    ];
    const withoutRevision = ({ rev: _, ...item }: Record<string, AttributeValue>) => item;
    // The name keeps its place, since usage days refer to names by it.
    const expected = before.map((item) =>
      item.sk?.S === '3#lifetime' ? { ...item, u: { S: `${item.u?.S}&nobody=` } } : item,
    );
    expect(after.map(withoutRevision)).toEqual(expected.map(withoutRevision));
    expect((await say('rebuild', '--check')).json.identical).toBe(true);
  });

  test('sets first days right in place, and a name that nobody did goes on where it stands once somebody does', async () => {
    const lifetime = await rowWith('3#lifetime');
    const users = lifetime.u?.S as string;
    expect(users).toContain('user-1=2026-05-12,2026-05,');
    await put({
      ...lifetime,
      u: { S: `gone=2026-01-01,2026-01,1&${users.replace('user-1=2026-05-12', 'user-1=2026-01-01')}` },
    });
    const days = (await say('rebuild')).json.days;
    expect(days.different).toBe(12);
    expect((await rowWith('3#lifetime')).u?.S).toBe(`gone=&${users}`);
    expect((await say('rebuild', '--check')).json.identical).toBe(true);

    await tools.deliveries.store([eventOf({ ...login('koa', day), id: 'late', user: 'gone' })], []);
    await rollUpAll();
    expect((await rowWith('3#lifetime')).u?.S).toBe(`gone=2026-05-12,2026-05,1&${users}`);
    expect((await say('rebuild', '--check')).json.identical).toBe(true);
  });

  test('makes a lifetime row that was lost anew, with the days that referred to it', async () => {
    const before = await known();
    await tables.client.send(
      new DeleteItemCommand({ TableName: tables.accountsTable, Key: { ...usageKey, sk: { S: '3#lifetime' } } }),
    );
    const account = ['--account', 'koa', '--from', addDays(TODAY, -61)];
    const check = await say('rebuild', '--check', ...account);
    expect(check.exitCode).toBe(1);
    expect(check.json.days).toMatchObject({ different: 12 });
    expect((await say('rebuild', ...account)).exitCode).toBe(0);
    expect(await known()).toEqual(before);
    expect((await say('rebuild', '--check')).json.identical).toBe(true);
  });

  test('says of a day that nobody can read or count again how it comes back, and leaves what is known of it', async () => {
    const lifetime = await rowWith('3#lifetime');
    await put({ ...(await rowWith(usageKey.sk.S)), c: { S: 'zzz' } });
    now = NOW + 385 * 86_400_000;
    const { exitCode, json, stderr } = await say('rebuild', '--account', 'koa', '--from', addDays(day, 390));
    expect(exitCode).toBe(1);
    expect(json.differences).toEqual([
      { key: `account#koa ${usageKey.sk.S}`, detail: expect.stringContaining('from a backup'), isLeft: true },
    ]);
    expect(stderr).toContain('1 row left');
    expect(await rowWith('3#lifetime')).toEqual(lifetime);
  });

  test('leaves alone, and counts, what began to expire', async () => {
    const stored = await rowWith(usageKey.sk.S);
    const e = { S: `${stored.e?.S}7` };
    await put({ ...stored, e });
    now = NOW + 381 * 86_400_000;
    const { exitCode, json } = await say('rebuild');
    expect(exitCode).toBe(0);
    expect(json.days).toMatchObject({ different: 0, frozen: 18 });
    expect((await rowWith(usageKey.sk.S)).e).toEqual(e);
  });

  test('waits for all days together before it says that they differ, however many they are', async () => {
    const pauses: number[] = [];
    tools.sleep = async (milliseconds) => pauses.push(milliseconds);
    for (const daysBefore of [0, 5, 10, 15]) {
      const sk = `2#usage#${addDays(day, -daysBefore)}`;
      await put({ ...(await rowWith(sk)), n: { N: '99' } });
    }
    const check = await say('rebuild', '--check', '--account', 'koa', '--from', addDays(day, -16));
    expect(check.json.days.different).toBe(4);
    expect(pauses).toEqual([750, 750, 750]);
  });

  test('looks only at days from the one that is named', async () => {
    await put({ ...(await rowWith(usageKey.sk.S)), n: { N: '99' } });
    expect((await say('rebuild', '--check', '--from', addDays(day, 1))).json.days.different).toBe(0);
  });
});

const eventOf = ({ time, ...event }: ReturnType<typeof login>) => ({
  ...event,
  time: Date.parse(time),
  source: 'demo',
});
