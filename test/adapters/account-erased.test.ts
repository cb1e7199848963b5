import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { stateOn } from '../../domain/kpis/customer-course.ts';
import { kpiSettingsSchema } from '../../domain/kpis/kpi-settings.ts';
import type { LedgerEntry } from '../../domain/ledger/ledger-entry.ts';
import { erasingAccount, onErasingAccount } from '../../domain/personal-data/account-data.ts';
import { isPseudonym } from '../../domain/personal-data/erasure.ts';
import { type KeptKind, keptData } from '../../domain/personal-data/kept-data.ts';
import { PersonMarks } from '../../domain/personal-data/person-marks.ts';
import type { Call } from '../../domain/usage/call.ts';
import type { UsageEvent } from '../../domain/usage/usage-event.ts';
import { mailTag } from '../../functions/mail/mail-tag.ts';
import type { Tools } from '../../functions/operate/operation.ts';
import { keepCourseDays, readAccountCourses } from '../../functions/reports/account-courses.ts';
import { encodeWork } from '../../functions/store/activities/work-log.ts';
import { batchDelete, batchPut } from '../../functions/store/batches.ts';
import type { Item } from '../../functions/store/item.ts';
import * as key from '../../functions/store/keys.ts';
import { DynamoKpiYears } from '../../functions/store/ledger/kpi-years.ts';
import { AccountLooks } from '../../functions/store/personal-data/account-looks.ts';
import { RowPages } from '../../functions/store/personal-data/row-pages.ts';
import { createLetterQueues, type LetterQueues } from '../support/letter-queues.ts';
import { installationOf, type Said, say as sayTo, toolsOver } from '../support/operator.ts';
import { plantDays, planted, plantedLetters, plantLetters, plantPerson, traces } from '../support/planted-person.ts';
import { rowsOf, rowsWith } from '../support/rows-with.ts';
import { createTables, type TestTables } from '../support/tables.ts';
import { counting, dyingAfter, KilledError } from '../support/watched-clients.ts';

const NOW = Date.parse('2026-06-01T03:00:00Z');
const TODAY = '2026-06-01';
const ID = planted.account;
const BUCKET = key.accountBucket(ID);
const rules = kpiSettingsSchema.parse({}) as never;
/** What is kept by address: only who has read everything knows whether it is another account's, too. */
const BY_ADDRESS = ['address-opt-out', 'suppression', 'address-mails'];

let folder: string;
let tables: TestTables;
let tools: Tools;
let queues: LetterQueues;
const say = (...line: string[]): Promise<Said> =>
  sayTo(['--json', ...line], { openInstallation: () => installationOf(tools), now: () => NOW });
const erase = (...more: string[]) => say('account', 'erase', ID, '--confirm', ID, ...more);
/** Where it stands as a word: three letters may be a part of any hash. */
const NAMED = /(?<![\w-])koa(?![\w-])/;
const rowsLeft = async () =>
  (await rowsWith([NAMED, ...traces], tables)).filter((row) => !/^(opt-out|suppressed|mailed)#/.test(row));

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sakimawari-account-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});
beforeEach(async () => {
  tables = await createTables();
  queues = await createLetterQueues(Object.keys(plantedLetters));
  tools = toolsOver(tables, () => NOW, { deadLetters: queues.letters });
  await plantLetters(queues);
  await plantAccount();
});

const entry = (fact: string, from: string, value: unknown): LedgerEntry =>
  ({ fact, from, value, recordedAt: Date.parse(from), door: 'import', who: 'import by aya' }) as LedgerEntry;
const paying = (account: string, amount: number) => [
  { account, entry: entry('status', '2025-08-01', 'active') },
  { account, entry: entry('mrr', '2025-08-01', { amount, currency: 'JPY' }) },
];

/** The account in every kind of row there is, two others beside it, and the figures that a night made of all of them. */
async function plantAccount() {
  await plantPerson(tables);
  const at = (pk: string, sk: string): Item => ({ pk: { S: pk }, sk: { S: sk } });
  const f = (value: unknown) => ({ f: { S: JSON.stringify(value) } });
  const board = (id: string, name: string) => ({ account: id, name, score: 812, change: null, openTasks: 0 });
  await batchPut(tables.client, tables.accountsTable, [
    { ...key.failingRowKey(ID), why: { S: 'failed' } },
    { ...key.crmStateRowKey(ID), ...f({ hubspot: { record: '101', mapping: 'm', written: {} } }) },
    { ...key.unknownAccountRowKey(ID), seenAt: { N: '1' } },
    {
      ...key.auditRowKey('2026-05', '2026-05-30T03:00:00.000Z', 'h2'),
      ...f({ before: ID, after: 'lio' }),
    },
    // Somebody who has moved away is another account's.
    { ...key.contactRowKey(ID, 'nomad'), ...f({ id: 'nomad', account: ID, name: 'Nomad' }) },
    { ...key.linkRowKey(key.userKey('nomad')), account: { S: 'lio' } },
    ...['nomad', 'rin'].map((user) => ({
      ...key.auditRowKey('2026-05', '2026-05-30T03:00:00.000Z', user),
      ...f({ about: { user } }),
    })),
    {
      ...key.quarantinedRowKey('demo', 'h2'),
      raw: { S: JSON.stringify({ account: ID, event: 'x' }) },
      reason: { S: 'bad' },
    },
    {
      ...key.quarantinedRowKey('demo', 'h3'),
      raw: { S: JSON.stringify({ account: 'lio', event: 'x' }) },
      reason: { S: 'bad' },
    },
    encodeWork({
      id: 'a1',
      account: ID,
      day: '2026-05-30',
      by: 'aoi',
      activity: null,
      medium: 'call',
      initiative: null,
      scope: null,
      skill: null,
    }),
    {
      ...key.accountRowKey('lio'),
      ...f({ id: 'lio', name: 'Lio' }),
      list: { S: key.bucketList(key.accountBucket('lio')) },
      listedAt: { S: 'lio' },
    },
    { ...key.contactRowKey('lio', 'rin'), ...f({ id: 'rin', account: 'lio', name: 'Rin' }) },
    at(key.accountKey('lio'), '1#next-action'),
  ]);
  await tools.board.replace(BUCKET, undefined, {
    asOf: NOW,
    entries: [board(ID, 'Koa'), board('other', 'Other')] as never,
  });
  await tools.ledger.add([
    ...paying(ID, 900),
    ...paying('lio', 500),
    ...paying('moe', 70),
    { account: 'moe', entry: entry('mergedInto', '2026-02-01', ID) },
  ]);
  for (const bucket of new Set([ID, 'lio', 'moe'].map(key.accountBucket))) await night(bucket);
  await tools.courseDays.tell(ID, NOW);
}

const night = (bucket: number) =>
  keepCourseDays(
    {
      ledger: tools.ledger,
      courseDays: tools.courseDays,
      years: new DynamoKpiYears(tables.client, tables.accountsTable),
    },
    bucket,
    { today: TODAY, now: NOW, rules },
  );

/** What all accounts together were on a day, by no name. */
async function figuresOn(day: string) {
  const buckets = [...new Set([ID, 'lio', 'moe'].map(key.accountBucket))];
  const courses = (await Promise.all(buckets.map((bucket) => readAccountCourses(tools, bucket)))).flat();
  return courses
    .map(({ course, links }) => JSON.stringify([stateOn(course, day).kind, stateOn(course, day).mrr, links.length]))
    .filter((text) => !text.startsWith('["none"'))
    .sort();
}
const pastFigures = async () => [await figuresOn('2025-12-01'), await figuresOn('2026-05-31')];
const yearsOf = async () =>
  (await new DynamoKpiYears(tables.client, tables.accountsTable).readAll()).map(({ summary, lifeTable }) => [
    summary.opening,
    summary.changed.length,
    lifeTable,
  ]);

describe('an account that is in everything there is', () => {
  test('is found everywhere by an export, a line a record, and others are not told with it', async () => {
    const to = join(folder, 'export.ndjson');
    const { exitCode, json } = await say('account', 'export', ID, '--to', to);
    expect(exitCode).toBe(0);
    const reached = (Object.keys(keptData) as KeptKind[]).filter((kind) =>
      ['deleted', 'moved', 'replaced'].includes(erasingAccount(kind)),
    );
    // Nothing is being erased; the board says what the account's own rows do.
    expect(reached.filter((kind) => json.found[kind] === undefined)).toEqual([
      'board',
      'running-erasure',
      'export-part',
    ]);
    expect(json.found).toMatchObject({ mail: 2, chat: 1, contact: 2, 'usage-day': 2, 'bus-events': 1 });
    const text = await readFile(to, 'utf8');
    const lines = text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines.length).toBe(Object.values<number>(json.found).reduce((sum, n) => sum + n, 0));
    expect(text).toContain('Dear Kokoro Mizuno');
    expect(text).not.toMatch(/"lio"[^,}]*"(name|event)/);
    expect(lines.find(({ place }) => place === 'usage-day')).toMatchObject({ users: expect.arrayContaining(['sora']) });
  });

  test('is in no row any more once it is erased, and every figure of the past is as it was', async () => {
    const [before, years, others] = [
      await pastFigures(),
      await yearsOf(),
      await rowsWith([/(?<![\w-])lio(?![\w-])/], tables),
    ];
    expect((await rowsLeft()).length).toBeGreaterThan(45);
    const { exitCode, json } = await erase();
    expect(await rowsLeft()).toEqual([]);
    // Its own, and what names the address of one of its people.
    const ofLio = Object.values(plantedLetters).map(([, other]) => JSON.stringify(other));
    expect(await queues.bodies()).toEqual(ofLio.sort());
    expect(exitCode).toBe(0);
    expect(json).toMatchObject({ left: {}, unreadable: 0, record: expect.any(String) });
    expect(json.erased).toEqual(json.found);
    expect(json.found).toMatchObject({ board: 1, 'ledger-entry': 4, 'course-told': 1, quarantined: 2 });
    expect(json.notLookedAt).toEqual(expect.arrayContaining(['address-opt-out', 'suppression', 'backups', 'call']));
    expect(await pastFigures()).toEqual(before);
    expect(await yearsOf()).toEqual(years);
    for (const user of ['nomad', 'rin']) {
      expect(await rowsWith([new RegExp(`^.*audit#.*"${user}`)], tables)).toHaveLength(1);
    }
    expect((await rowsWith([/(?<![\w-])lio(?![\w-])/], tables)).map((row) => row.split(':')[0])).toEqual(
      others.map((row) => row.split(':')[0]),
    );
    for (const bucket of new Set([ID, 'lio', 'moe'].map(key.accountBucket))) await night(bucket);
    expect(await pastFigures()).toEqual(before);
    expect(await rowsLeft()).toEqual([]);
    expect((await tools.board.bucket(BUCKET))?.entries.map(({ account }) => account)).toEqual(['other']);
  });

  test('counts as a customer until the day on which it is erased, under a name that says nothing', async () => {
    await erase();
    const courses = await readAccountCourses(tools, BUCKET);
    const [one] = courses.filter(({ account }) => isPseudonym(account));
    expect([stateOn(one?.course ?? [], '2026-05-31').kind, stateOn(one?.course ?? [], TODAY).kind]).toEqual([
      'paying',
      'churned',
    ]);
    const merged = await readAccountCourses(tools, key.accountBucket('moe'));
    expect(merged.find(({ account }) => account === 'moe')?.links).toEqual([
      { day: '2026-02-01', mergedInto: one?.account },
    ]);
  });

  test('is erased by the second run, too, which finds nothing more', async () => {
    const first = await erase();
    const rows = await rowsOf(tables);
    const second = await erase();
    expect(second.json).toMatchObject({ found: {}, erased: {}, left: {}, record: first.json.record });
    expect(second.exitCode).toBe(0);
    expect((await rowsOf(tables)).length).toBe(rows.length + 1);
  });

  test('is not erased where the id that confirms is another one, nobody has it, or others belong to it', async () => {
    const before = await rowsOf(tables);
    const refused = await say('account', 'erase', ID, '--confirm', 'koala');
    expect([refused.exitCode, refused.stderr]).toEqual([1, expect.stringContaining('Nothing was erased.')]);
    expect((await say('account', 'erase', 'koala', '--confirm', 'koala')).stderr).toContain('Nothing is kept');
    expect((await rowsOf(tables)).filter(({ sk }) => sk?.S !== 'salt')).toEqual(before);
    await tools.ledger.add([{ account: 'lio', entry: entry('parent', '2026-03-01', ID) }]);
    await tools.courseDays.tell('lio', NOW);
    const parent = await erase();
    expect([parent.exitCode, parent.stderr]).toEqual([1, expect.stringContaining('belong to this one: lio.')]);
    expect((await rowsLeft()).length).toBeGreaterThan(45);
  });

  test('leaves a mail that is being sent at this moment, with all that leads to it, to the next run', async () => {
    const mail = (await rowsOf(tables)).find(({ sk }) => sk?.S?.startsWith(key.MAIL_SORT_PREFIX)) as Item;
    await batchPut(tables.client, tables.accountsTable, [{ ...mail, status: { S: 'claimed' } }]);
    const { exitCode, json } = await erase();
    expect([exitCode, json.left]).toEqual([1, { mail: 2 }]);
    await batchPut(tables.client, tables.accountsTable, [{ ...mail, status: { S: 'sent' } }]);
    expect((await erase()).exitCode).toBe(0);
    expect(await rowsLeft()).toEqual([]);
  });

  test('takes nothing in of it that comes later, by whatever door, until it is admitted again', async () => {
    await erase();
    const event = (user: string, id: string, account: string) =>
      ({ source: 'demo', id, time: NOW, event: 'login', user, account }) as UsageEvent;
    const call = { kind: 'group', source: 'demo', id: 'g1', time: NOW, groupId: ID, traits: { name: 'Koa' } } as Call;
    const late = [event('sora', 'l1', ID), event('sora', 'l2', 'lio'), call];
    expect(await tools.deliveries.store(late, [])).toMatchObject({ stored: 1, erased: 2 });
    const file = async (name: string, text: string) => {
      await writeFile(join(folder, name), text);
      return join(folder, name);
    };
    const accounts = await file('accounts.csv', `id,name\n${ID},Koa\nlio,Lio\n`);
    const contacts = await file('contacts.csv', `id,account,name\nsora,${ID},Sora\n`);
    const ledger = await file('ledger.csv', `account,effective,fact,value\n${ID},2026-05-01,status,active\n`);
    const refusal = { refused: [{ line: 2, reason: expect.stringContaining('this account was erased on request') }] };
    expect((await say('import', 'accounts', accounts)).json).toMatchObject(refusal);
    expect((await say('import', 'contacts', contacts)).json).toMatchObject(refusal);
    expect((await say('import', 'ledger', ledger)).json).toMatchObject(refusal);
    expect(await rowsLeft()).toEqual([]);

    expect((await say('account', 'readmit', ID)).json).toEqual({ readmitted: true });
    expect((await say('import', 'accounts', accounts)).json).toMatchObject({ refused: [] });
    expect(await tools.deliveries.store(late, [])).toMatchObject({ stored: 3, erased: 0 });
    expect((await say('account', 'readmit', ID)).stderr).toContain('Nothing was changed.');
  });

  test('is erased to the end however often a run is killed, at whatever write', async () => {
    const before = await pastFigures();
    let kills = 0;
    for (let writes = 1; ; writes += 1) {
      const dying = toolsOver({ ...tables, client: dyingAfter(writes, tables.client) }, () => NOW);
      const line = ['account', 'erase', ID, '--confirm', ID];
      try {
        await sayTo(['--json', ...line], { openInstallation: () => installationOf(dying), now: () => NOW });
        break;
      } catch (error) {
        expect(error).toBeInstanceOf(KilledError);
        kills += 1;
      }
    }
    expect(kills).toBeGreaterThan(5);
    await erase();
    expect(await rowsLeft()).toEqual([]);
    expect(await pastFigures()).toEqual(before);
    expect((await erase()).json.found).toEqual({});
  });

  test('leaves nothing behind that only what is gone led to, where a run is killed and the next one goes to the end', async () => {
    const line = ['account', 'erase', ID, '--confirm', ID];
    for (const writes of [2, 3, 4, 5, 6, 12, 24, 32, 34, 35, 36, 37, 38, 40, 48, 60]) {
      tables = await createTables();
      tools = toolsOver(tables, () => NOW);
      await plantAccount();
      const dying = toolsOver({ ...tables, client: dyingAfter(writes, tables.client) }, () => NOW);
      await expect(
        sayTo(['--json', ...line], { openInstallation: () => installationOf(dying), now: () => NOW }),
      ).rejects.toBeInstanceOf(KilledError);
      expect((await erase()).exitCode).toBe(0);
      expect([writes, await rowsLeft()]).toEqual([writes, []]);
    }
  });

  test('is found where no key of it leads by reading everything, and the answer says what else is left', async () => {
    await erase();
    await batchPut(tables.client, tables.accountsTable, [
      { ...key.linkRowKey(key.userKey('nobody-knows')), account: { S: ID }, since: { S: '2026-01-01' } },
    ]);
    expect((await erase()).json.notLookedAt).toContain('user-link');
    expect(await rowsLeft()).toHaveLength(1);
    const { json } = await erase('--everywhere');
    expect(json).toMatchObject({ erased: { 'user-link': 1 }, left: {} });
    expect(json.notLookedAt).not.toContain('user-link');
    expect(await rowsLeft()).toEqual([]);
  });
});

test('what is kept by address goes once everything was read, unless another account has the address', async () => {
  const found = async () => (await rowsWith([planted.address], tables)).map((row) => row.split('#')[0]).sort();
  const sharing = {
    ...key.contactRowKey('lio', 'kim'),
    f: { S: JSON.stringify({ id: 'kim', email: planted.address }) },
  };
  await batchPut(tables.client, tables.accountsTable, [sharing]);
  expect((await erase()).json.notLookedAt).toEqual(expect.arrayContaining(BY_ADDRESS));
  const kept = ['account', 'mailed', 'opt-out', 'suppressed'];
  expect(await found()).toEqual(kept);
  expect((await say('account', 'readmit', ID)).exitCode).toBe(0);
  await plantPerson(tables);
  const everywhere = await erase('--everywhere');
  expect(BY_ADDRESS.filter((kind) => everywhere.json.found[kind] !== undefined)).toEqual([]);
  expect(await found()).toEqual(kept);
  await batchDelete(tables.client, tables.accountsTable, [key.contactRowKey('lio', 'kim')]);
  await plantPerson(tables);
  const alone = await erase('--everywhere');
  expect(BY_ADDRESS.map((kind) => alone.json.erased[kind])).toEqual([1, 1, 1]);
  expect(await found()).toEqual([]);
});

test('an account with 400 days of events is erased by reading and writing not many more rows than it has', async () => {
  tables = await createTables();
  tools = toolsOver(tables, () => NOW);
  const holding = await plantDays(tables, 400);
  const counted = { read: 0, written: 0 };
  const one = toolsOver({ ...tables, client: counting(counted, tables.client) }, () => NOW);
  const { json } = await sayTo(['--json', 'account', 'erase', ID, '--confirm', ID], {
    openInstallation: () => installationOf(one),
    now: () => NOW,
  });
  expect(json.erased).toMatchObject({ 'raw-event': 400, 'usage-hour': 400, 'usage-day': 400, lifetime: 1 });
  expect(await rowsLeft()).toEqual([]);
  expect(counted.read / holding).toBeLessThan(1.2);
  expect(counted.written / holding).toBeLessThan(1.2);
});

test('every way in which a kind of data may be treated is one that some kind is', () => {
  const ways = new Set((Object.keys(keptData) as KeptKind[]).map(erasingAccount));
  expect([...ways].sort()).toEqual([...onErasingAccount].sort());
});

test('days of which there are too many rows for one page go on with the next one, each of them once', async () => {
  tables = await createTables();
  await plantDays(tables, 30);
  const both = { accounts: tables.accountsTable, events: tables.eventsTable };
  const looks = new AccountLooks(tables.client, both, new RowPages(tables.client, both), mailTag, 7);
  const asked = { marks: PersonMarks.ofAccount(ID), sources: [], now: NOW, today: TODAY, belonging: async () => [] };
  const days: string[] = [];
  let [rows, pages, at] = [0, 0, undefined as string | undefined];
  do {
    const page = await looks.page({ look: 'usage', ...(at !== undefined && { at }) }, asked);
    days.push(...(page.days ?? new Map()).keys());
    rows += page.before.length + page.rows.length;
    pages += 1;
    at = page.next;
  } while (at !== undefined);
  expect([rows, pages > 5, days.length, new Set(days).size]).toEqual([90, true, 30, 30]);
});
