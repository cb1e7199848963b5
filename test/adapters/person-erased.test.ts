import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { PersonMarks } from '../../domain/personal-data/person-marks.ts';
import type { QuarantinedEvent } from '../../domain/quarantine/quarantined-event.ts';
import type { Call } from '../../domain/usage/call.ts';
import type { UsageEvent } from '../../domain/usage/usage-event.ts';
import type { Tools } from '../../functions/operate/operation.ts';
import { batchPut } from '../../functions/store/batches.ts';
import { EventRows } from '../../functions/store/events/events.ts';
import { anonymousKey, contactRowKey, linkRowKey, optOutRowKey, userKey } from '../../functions/store/keys.ts';
import { UsageOfPerson } from '../../functions/store/personal-data/usage-of-person.ts';
import { DynamoLifetime } from '../../functions/store/usage/lifetime.ts';
import { DynamoUsageRows, readDay } from '../../functions/store/usage/usage-rows.ts';
import { createLetterQueues, type LetterQueues } from '../support/letter-queues.ts';
import { installationOf, type Said, say as sayTo, toolsOver } from '../support/operator.ts';
import {
  kindsWithPeople,
  plantDays,
  planted,
  plantedLetters,
  plantLetters,
  plantPerson,
  traces,
} from '../support/planted-person.ts';
import { rowsOf, rowsWith } from '../support/rows-with.ts';
import { createTables, type TestTables } from '../support/tables.ts';
import { counting, dyingAfter, KilledError } from '../support/watched-clients.ts';

const NOW = Date.parse('2026-06-01T03:00:00Z');
let folder: string;
let tables: TestTables;
let tools: Tools;
let queues: LetterQueues;
const say = (...line: string[]): Promise<Said> =>
  sayTo(['--json', ...line], { openInstallation: () => installationOf(tools), now: () => NOW });
const erase = (...more: string[]) =>
  say('person', 'erase', planted.id, '--account', planted.account, '--confirm', planted.id, ...more);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sakimawari-person-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});
beforeEach(async () => {
  tables = await createTables();
  queues = await createLetterQueues(Object.keys(plantedLetters));
  tools = toolsOver(tables, () => NOW, { deadLetters: queues.letters });
  await plantPerson(tables);
  await plantLetters(queues);
});

const everyRow = () => rowsOf(tables);
/** As they lie in the queues, but for those with the word. */
const lettersWithout = (word: string) =>
  Object.values(plantedLetters)
    .flat()
    .map((one) => JSON.stringify(one))
    .filter((body) => !body.includes(word))
    .sort();
const rowsWithTraces = () => rowsWith(traces, tables);

async function usageOfKoa() {
  const { knows, numbers } = await new DynamoLifetime(tables.client, tables.accountsTable).read('koa');
  const stored = await new DynamoUsageRows(tables.client, tables.accountsTable).allDays('koa');
  const days = [...stored].map(([day, rows]) => {
    const read = readDay(rows, numbers);
    const others = read?.users.flatMap((user, u) =>
      ['sora', 'mei'].includes(user) ? [[user, read.did[u]?.map((i) => read.names[i])]] : [],
    );
    return { day, total: read?.total, counts: read?.counts, users: read?.users.length, others };
  });
  return { days, users: knows.users.size, mei: knows.users.get('mei') };
}

describe('a person who is in everything there is', () => {
  test('is found everywhere by an export, a line a record', async () => {
    const to = join(folder, 'export.ndjson');
    const { exitCode, json } = await say('person', 'export', planted.id, '--account', 'koa', '--to', to);
    expect(exitCode).toBe(0);
    const missing = kindsWithPeople.filter((kind) => json.found[kind] === undefined);
    // Nobody is being erased.
    expect(missing).toEqual(['running-erasure', 'export-part']);
    const lines = (await readFile(to, 'utf8'))
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    const counts: Record<string, number> = {};
    for (const { place } of lines) counts[place] = (counts[place] ?? 0) + 1;
    expect(counts).toEqual(json.found);
    expect(JSON.stringify(lines)).not.toContain('"user":"sora"');
  });

  test('is told once, and nothing of others, where both tables are read whole', async () => {
    const exported = async (...more: string[]) => {
      const to = join(folder, `whole${more.length}.ndjson`);
      const { json } = await say('person', 'export', planted.id, '--account', 'koa', '--to', to, ...more);
      return { found: json.found, lines: (await readFile(to, 'utf8')).trim().split('\n').sort() };
    };
    const byKeys = await exported();
    const whole = await exported('--everywhere');
    expect(new Set(whole.lines).size).toBe(whole.lines.length);
    expect(whole.lines.filter((line) => line.includes('"usage-hour"'))).toEqual(
      byKeys.lines.filter((line) => line.includes('"usage-hour"')),
    );
    expect(whole.found).toEqual({ ...byKeys.found, ...whole.found });
    for (const [place, found] of Object.entries(byKeys.found as Record<string, number>)) {
      expect([place, whole.found[place] >= found]).toEqual([place, true]);
    }
  });

  test('is in no row any more once they are erased, and the record does not say who it was', async () => {
    expect((await rowsWithTraces()).length).toBeGreaterThan(35);
    const { exitCode, json } = await erase();
    expect(await rowsWithTraces()).toEqual([]);
    // Of others, and what only names the account, nothing goes.
    expect(await queues.bodies()).toEqual(lettersWithout(planted.address));
    expect(exitCode).toBe(0);
    expect(json).toMatchObject({ left: {}, unreadable: 0, record: expect.any(String) });
    expect(json.erased).toEqual(json.found);
    expect(kindsWithPeople.filter((kind) => json.erased[kind] === undefined)).toEqual(['running-erasure']);
    const audit = await say('audit', '--account', 'koa');
    expect(audit.json).toMatchObject(
      expect.arrayContaining([expect.objectContaining({ what: 'person-erased', after: json.record })]),
    );
  });

  test('leaves every count as it was, and what others did', async () => {
    const before = await usageOfKoa();
    await erase();
    const after = await usageOfKoa();
    expect(after).toEqual(before);
    expect(after.days[0]).toMatchObject({
      others: [
        ['mei', ['login']],
        ['sora', ['login']],
      ].slice(0),
    });
  });

  test('is erased by the second run, too, which finds nothing more', async () => {
    const first = await erase();
    const second = await erase();
    expect(second.json).toMatchObject({ found: {}, erased: {}, left: {}, record: first.json.record });
    expect(second.exitCode).toBe(0);
  });

  test('is not erased where the id that confirms is another one', async () => {
    const before = await everyRow();
    const { exitCode, stderr } = await say('person', 'erase', planted.id, '--account', 'koa', '--confirm', 'kokoro-92');
    expect([exitCode, stderr]).toEqual([1, expect.stringContaining('Nothing was erased.')]);
    expect(await everyRow()).toEqual(before);
  });

  test('takes nothing in of them that comes later, by whatever door, until they are admitted again', async () => {
    await erase();
    const event = (user: string, id: string, account?: string) =>
      ({
        source: 'demo',
        id,
        time: NOW,
        event: 'login',
        user,
        ...(account !== undefined && { account }),
      }) as UsageEvent;
    const call = (kind: string, id: string) =>
      ({
        kind,
        source: 'demo',
        id,
        time: NOW,
        userId: planted.id,
        groupId: 'koa',
        traits: { name: planted.name },
      }) as Call;
    const late = [
      event(planted.id, 'l1', 'koa'),
      event(planted.id, 'l2'),
      event('sora', 'l3', 'koa'),
      call('identify', 'l4'),
    ];
    expect(await tools.deliveries.store(late, [])).toMatchObject({ stored: 1, erased: 3 });
    expect(
      await tools.deliveries.store(
        [call('group', 'l5')].map(({ traits: _, ...one }) => ({ ...one, traits: {} })),
        [],
      ),
    ).toMatchObject({ stored: 1, erased: 0 });
    const unusable = (user: string) =>
      ({
        ...{ source: 'demo', reason: 'bad-time', detail: 'No time.', receivedAt: new Date(NOW).toISOString() },
        raw: JSON.stringify({ user, account: 'koa' }),
      }) as QuarantinedEvent;
    expect(await tools.deliveries.store([], [unusable(planted.id), unusable('rin')])).toMatchObject({
      ...{ stored: 0, erased: 0, erasedAside: 1 },
    });
    const file = join(folder, 'contacts.csv');
    await writeFile(
      file,
      `id,account,name,email\n${planted.id},koa,${planted.name},${planted.address}\nmei,koa,Mei,\n`,
    );
    const refused = await say('import', 'contacts', file);
    expect(refused.json).toMatchObject({
      imported: 1,
      refused: [{ line: 2, reason: expect.stringContaining('erased on request') }],
    });
    expect(await rowsWithTraces()).toEqual([]);

    // Somebody else may have the same id at another account.
    expect(await tools.deliveries.store([event(planted.id, 'l6', 'lio')], [])).toMatchObject({ stored: 1, erased: 0 });
    expect((await say('person', 'readmit', planted.id, '--account', 'koa')).json).toEqual({ readmitted: true });
    expect((await say('import', 'contacts', file)).json).toMatchObject({ imported: 1, refused: [] });
    expect(await tools.deliveries.store(late, [])).toMatchObject({ stored: 4, erased: 0 });
    expect((await say('person', 'readmit', planted.id, '--account', 'koa')).stderr).toContain('Nothing was changed.');
  });

  test('is found where no key of theirs leads only by reading everything, and the answer says so', async () => {
    const link = { ...linkRowKey(anonymousKey('browser-88')), user: { S: planted.id } };
    const elsewhere = {
      pk: { S: 'account#lio' },
      sk: { S: '1#next-action' },
      f: { S: JSON.stringify({ text: `Ask ${planted.name}` }) },
    };
    await batchPut(tables.client, tables.accountsTable, [link, elsewhere]);
    const byKeys = await erase();
    expect(byKeys.json.notLookedAt).toContain('anonymous-link');
    // Until when it lies where nobody can take it out, as this stage keeps it; what is not ours has no end.
    expect(byKeys.json.goneOn).toMatchObject({ 'bus-archive': '2026-08-31', backups: '2026-07-07' });
    expect(byKeys.json.notLookedAt).toContain('ses-suppressed');
    expect(byKeys.json.goneOn).not.toHaveProperty('ses-suppressed');
    expect(await rowsWithTraces()).toHaveLength(2);
    await batchPut(tables.client, tables.accountsTable, [
      { ...contactRowKey('koa', planted.id), f: { S: JSON.stringify({ id: planted.id, name: planted.name }) } },
    ]);
    const everywhere = await erase('--everywhere');
    expect(everywhere.json).toMatchObject({ erased: { 'anonymous-link': 1, 'next-action': 1, contact: 1 }, left: {} });
    expect(everywhere.json.notLookedAt).not.toContain('anonymous-link');
    expect(everywhere.json.found['running-erasure']).toBeUndefined();
    expect(await rowsWithTraces()).toEqual([]);
  });

  test('is somebody else at another account, who stays with all that is theirs, by keys and where everything is read', async () => {
    const at = { source: 'app', time: Date.parse('2026-05-30T03:00:00Z'), user: planted.id, event: 'login', id: 'o1' };
    const rows = new EventRows(tools.clock, tools.retention);
    const theirs = [
      {
        ...contactRowKey('lio', planted.id),
        f: { S: JSON.stringify({ id: planted.id, account: 'lio', name: 'Other' }) },
      },
      { ...optOutRowKey('lio', planted.id), f: { S: JSON.stringify({ contact: planted.id, kinds: ['offers'] }) } },
      { ...linkRowKey(userKey(planted.id)), account: { S: 'lio' }, since: { S: '2026-05-30T03:00:00.000Z' } },
    ];
    const events = [
      rows.encode({ ...at, account: 'lio' } as UsageEvent),
      rows.encode({ ...at, id: 'c9', kind: 'identify', userId: planted.id, groupId: 'lio', traits: {} } as never),
    ];
    await batchPut(tables.client, tables.accountsTable, theirs);
    await batchPut(tables.client, tables.eventsTable, events);
    const to = join(folder, 'else.ndjson');
    await say('person', 'export', planted.id, '--account', 'koa', '--to', to, '--everywhere');
    expect(await readFile(to, 'utf8')).not.toContain('"account":"lio"');
    for (const more of [[], ['--everywhere']]) {
      await erase(...more);
      const left = new Set((await everyRow()).map((row) => JSON.stringify(row)));
      const gone = [...theirs, ...events].filter((row) => !left.has(JSON.stringify(row)));
      expect(gone.map(({ pk, sk }) => `${pk?.S} ${sk?.S}`)).toEqual([]);
    }
  });

  test('is erased to the end however often a run is killed, at whatever write', async () => {
    const usage = await usageOfKoa();
    let kills = 0;
    for (let writes = 1; ; writes += 3) {
      const dying = toolsOver({ ...tables, client: dyingAfter(writes, tables.client) }, () => NOW);
      const line = ['person', 'erase', planted.id, '--account', 'koa', '--confirm', planted.id];
      try {
        await sayTo(['--json', ...line], { openInstallation: () => installationOf(dying), now: () => NOW });
        break;
      } catch (error) {
        expect(error).toBeInstanceOf(KilledError);
        kills += 1;
        expect((await usageOfKoa()).days.map(({ day, total, users }) => [day, total, users])).toEqual(
          usage.days.map(({ day, total, users }) => [day, total, users]),
        );
      }
    }
    expect(kills).toBeGreaterThan(5);
    await erase();
    expect(await rowsWithTraces()).toEqual([]);
    expect(await usageOfKoa()).toEqual(usage);
  });
});

describe('a person with 400 days of events', () => {
  const DAYS = 400;

  test('is erased by reading and writing not many more rows than they are in', async () => {
    tables = await createTables();
    const holding = await plantDays(tables, DAYS);
    const counted = { read: 0, written: 0 };
    const one = toolsOver({ ...tables, client: counting(counted, tables.client) }, () => NOW);
    const line = ['person', 'erase', planted.id, '--account', 'koa', '--confirm', planted.id];
    const { json } = await sayTo(['--json', ...line], { openInstallation: () => installationOf(one), now: () => NOW });
    expect(json.erased).toMatchObject({ 'raw-event': DAYS, 'usage-hour': DAYS, 'usage-day': DAYS, lifetime: 1 });
    expect(await rowsWithTraces()).toEqual([]);
    expect(counted.read / holding).toBeLessThan(1.2);
    expect(counted.written / holding).toBeLessThan(1.2);
  });
});

test('days of which there are too many rows for one page go on with the next one, each of them once', async () => {
  tables = await createTables();
  await plantDays(tables, 30);
  const { accountsTable: accounts, eventsTable: events } = tables;
  const marks = new PersonMarks({ account: 'koa', id: planted.id, addresses: [], names: [] });
  const usage = new UsageOfPerson(tables.client, { accounts, events }, 7);
  const days: string[] = [];
  let [rows, pages, from] = [0, 0, undefined as string | undefined];
  do {
    const page = await usage.page(marks, '2026-06-01', from);
    days.push(...page.days.map(({ day }) => day));
    rows += page.rows.length;
    pages += 1;
    from = page.next;
  } while (from !== undefined);
  expect([rows, pages > 5, days.length, new Set(days).size]).toEqual([60, true, 30, 30]);
});
