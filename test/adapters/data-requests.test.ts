import { inflateRawSync } from 'node:zlib';
import { beforeEach, describe, expect, test } from 'vitest';
import { type DataRequest, isFileThere, newDataRequest } from '../../domain/personal-data/data-request.ts';
import type { ErasedSubject } from '../../domain/personal-data/erasure.ts';
import { mailTag } from '../../functions/mail/mail-tag.ts';
import type { Tools } from '../../functions/operate/operation.ts';
import { carryOut, giveUp, partsOf } from '../../functions/personal-data/carry-out.ts';
import { decodeAuditEntry } from '../../functions/store/audit/audit-items.ts';
import { type DynamoDataRequests, keysOfParts } from '../../functions/store/personal-data/data-requests.ts';
import { openPersonalData } from '../../functions/store/personal-data/personal-data.ts';
import { createLetterQueues, type LetterQueues } from '../support/letter-queues.ts';
import { toolsOver } from '../support/operator.ts';
import { plantDays, planted, plantedLetters, plantLetters, plantPerson, traces } from '../support/planted-person.ts';
import { rowsOf, rowsWith } from '../support/rows-with.ts';
import { createTables, type TestTables } from '../support/tables.ts';
import { dyingAfter, KilledError } from '../support/watched-clients.ts';

const NOW = Date.parse('2026-06-01T03:00:00Z');
const ID = 'b1f3c0de-0000-4000-8000-000000000001';
const person = { account: planted.account, person: planted.id };
let tables: TestTables;
let tools: Tools;
let requests: DynamoDataRequests;
let queues: LetterQueues;

beforeEach(async () => {
  tables = await createTables();
  queues = await createLetterQueues(Object.keys(plantedLetters));
  tools = toolsOver(tables, () => NOW, { deadLetters: queues.letters });
  ({ requests } = tools.personalData);
  await plantPerson(tables);
  await plantLetters(queues);
});

async function ask(what: DataRequest['what'], subject: ErasedSubject, id = ID, isEverywhere = false) {
  const asked = newDataRequest({ id, what, subject, isEverywhere, askedBy: 'sora' }, new Date(NOW).toISOString());
  expect(await requests.ask(asked, null)).toBe(true);
}

/** As the state machine calls it: so long as a call says that it is not done. */
async function run(id = ID, isTimeLeft = () => true) {
  for (let calls = 1; ; calls += 1) if ((await carryOut(id, tools, isTimeLeft)).isDone) return calls;
}

async function fileOf(id = ID): Promise<string[]> {
  const request = (await requests.find(id)) as DataRequest;
  const parts = await Promise.all(request.parts.map((_, part) => requests.part(request, part)));
  return parts.flatMap((part) =>
    inflateRawSync(part as Buffer)
      .toString()
      .trimEnd()
      .split('\n'),
  );
}

const auditEntries = async () =>
  (await rowsOf(tables))
    .filter(({ sk }) => /audit#|^2026/.test(`${sk?.S}`))
    .flatMap((row) => {
      try {
        return [decodeAuditEntry(row)];
      } catch {
        return [];
      }
    });

describe('what is asked on the page about personal data', () => {
  test('an export is a file of a record a line, the same that the command writes', async () => {
    await ask('export', person);
    await run();
    const request = (await requests.find(ID)) as DataRequest;
    expect(request).toMatchObject({ state: 'done', unreadable: 0, parts: [1] });
    const lines = (await fileOf()).map((line) => JSON.parse(line));
    const sum = Object.values(request.found).reduce((all, count) => all + count, 0);
    expect([lines.length, sum > 35]).toEqual([sum, true]);
    expect(request.found['dead-letters']).toBe(1);
    // What the file was made of is not told again in the next one, and goes after a day.
    expect(request.found['export-part']).toBeUndefined();
    expect([isFileThere(request, NOW), isFileThere(request, NOW + 86_400_000)]).toEqual([true, false]);
  });

  test('an erasure leaves nothing of them, nor of files that were made before, and does not say who it was', async () => {
    await ask('export', person, 'earlier');
    await run('earlier');
    const file = keysOfParts((await requests.find('earlier')) as DataRequest);
    await ask('erase', person);
    await run();
    expect(await rowsWith(traces, tables)).toEqual([]);
    expect((await queues.bodies()).filter((body) => body.includes(planted.address))).toEqual([]);
    expect(await requests.find('earlier')).toBeUndefined();
    const left = new Set((await rowsOf(tables)).map(({ pk, sk }) => `${pk?.S} ${sk?.S}`));
    expect(file.length).toBeGreaterThan(0);
    expect(file.filter(({ pk, sk }) => left.has(`${pk?.S} ${sk?.S}`))).toEqual([]);
    const request = (await requests.find(ID)) as DataRequest;
    expect(request).toMatchObject({ state: 'done', left: {}, erased: request.found, isOfAccount: false });
    expect([request.subject, request.from]).toEqual([undefined, undefined]);
    expect((await auditEntries()).filter(({ what }) => what === 'person-erased')).toMatchObject([
      { who: { is: 'member', id: 'sora' }, door: 'page', about: { account: 'koa' } },
    ]);
  });

  test('a whole account is exported and erased by the same way, and taken in again', async () => {
    await ask('export', { account: 'koa' }, 'all');
    await run('all');
    expect((await fileOf('all')).join('\n')).toContain('Dear Kokoro Mizuno');
    await ask('erase', { account: 'koa' });
    await run();
    expect((await rowsWith(traces, tables)).filter((row) => !/^(opt-out|suppressed|mailed)#/.test(row))).toEqual([]);
    expect(await requests.find('all')).toBeUndefined();
    expect(await requests.find(ID)).toMatchObject({ state: 'done', isOfAccount: true });
    await ask('readmit', { account: 'koa' }, 'back');
    await run('back');
    expect(await requests.find('back')).toMatchObject({ state: 'done' });
    await ask('readmit', { account: 'koa' }, 'again');
    await run('again');
    expect(await requests.find('again')).toMatchObject({ state: 'failed', obstacle: { is: 'not-erased' } });
  });

  test('what can not be done says why, and nothing was touched', async () => {
    const before = (await rowsWith(traces, tables)).sort();
    await ask('erase', { account: 'nobody' });
    await run();
    expect(await requests.find(ID)).toMatchObject({ state: 'failed', obstacle: { is: 'unknown-account' } });
    expect((await rowsWith(traces, tables)).sort()).toEqual(before);
  });

  test('goes on in another call where the time of one is over, and in the end is the same', async () => {
    await plantDays(tables, 200);
    await ask('export', person, 'at-once');
    await run('at-once');
    await ask('export', person, 'bit-by-bit');
    expect(await run('bit-by-bit', () => false)).toBe(1);
    await ask('erase', person);
    expect(await run(ID, () => false)).toBeGreaterThan(5);
    expect(await rowsWith(traces, tables)).toEqual([]);
  });

  test('a run that is killed anywhere is made again, and ends with the same file', async () => {
    await ask('export', person, 'whole');
    await run('whole');
    await ask('export', person);
    let kills = 0;
    for (let writes = 1; ; writes += 1) {
      const client = dyingAfter(writes, tables.client);
      const { accountsTable: accounts, eventsTable: events } = tables;
      const personalData = openPersonalData(client, { accounts, events }, mailTag);
      try {
        if ((await carryOut(ID, { ...tools, personalData }, () => true)).isDone) break;
      } catch (error) {
        expect(error).toBeInstanceOf(KilledError);
        kills += 1;
      }
    }
    expect(kills).toBeGreaterThan(0);
    const about = (lines: string[]) => lines.filter((line) => !line.includes('"data-request"')).sort();
    expect(about(await fileOf())).toEqual(about(await fileOf('whole')));
  });

  test('an export whose subject is erased meanwhile ends, and writes nothing more', async () => {
    await ask('export', person, 'slow');
    await ask('erase', person);
    await run();
    expect(await carryOut('slow', tools, () => true)).toEqual({ isDone: true });
    expect(await rowsWith(traces, tables)).toEqual([]);
  });

  test('what no attempt brings to an end says so, and what has ended stays as it ended', async () => {
    await ask('erase', person);
    await giveUp(ID, tools);
    expect(await requests.find(ID)).toMatchObject({ state: 'failed', obstacle: { is: 'broken' } });
    expect(await run()).toBe(1);
    expect((await rowsWith(traces, tables)).length).toBeGreaterThan(30);
    await giveUp('no-such', tools);
  });
});

describe('the parts of a file', () => {
  test('hold whole lines, all of them, each part no more than a page hands over', () => {
    const lines = Array.from({ length: 50 }, (_, n) => `${'x'.repeat(n)}\n`);
    const parts = partsOf(lines, 100);
    expect(parts.join('')).toBe(lines.join(''));
    expect(Math.max(...parts.map((part) => part.length))).toBeLessThanOrEqual(100);
    expect(partsOf(['a\n', `${'long'.repeat(100)}\n`, 'b\n'], 10)).toHaveLength(3);
    expect(partsOf([], 10)).toEqual([]);
  });

  test('are kept in slices that fit into a row, and read whole', async () => {
    const bytes = Buffer.from(Array.from({ length: 900_000 }, (_, n) => (n * 7919) % 251));
    const slices = await requests.keepPart('r', 0, bytes, NOW);
    expect(slices).toBe(3);
    expect((await requests.part({ id: 'r', parts: [slices] }, 0))?.equals(bytes)).toBe(true);
    expect(await requests.part({ id: 'r', parts: [slices + 1] }, 0)).toBeUndefined();
    expect(await requests.part({ id: 'r', parts: [slices] }, 7)).toBeUndefined();
  });
});
