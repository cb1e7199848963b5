import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readImport } from '../../cli/commands/import/read-import.ts';
import { type ImportKind, importKinds, type RowFacts } from '../../domain/import/facts.ts';
import { localClock } from '../../domain/time/time-zone.ts';
import { upsertRecords } from '../../functions/directory/upsert-records.ts';
import { OperatorError } from '../../functions/operate/operator-error.ts';
import { FuzzedReceiver } from '../support/fuzz-requests.ts';
import { BY_IMPORT } from '../support/reporters.ts';
import { randomOf } from '../support/seeded-random.ts';
import { silenceLog } from '../support/silence-log.ts';

const BODIES = 560;
const FILES = 153;
silenceLog();

describe('malformed bodies', () => {
  it(`of every dialect, ${BODIES} of them, are answered by what is wrong or kept whole, and change nothing else`, async () => {
    const receiver = new FuzzedReceiver();
    for (let seed = 0; seed < BODIES; seed += 1) await receiver.take(seed * 7_919 + 12);
    const answered = [...receiver.statuses.values()].reduce((sum, count) => sum + count, 0);
    expect(answered).toBe(BODIES);
    expect(receiver.statuses.size).toBeGreaterThan(4);
  });
});

const HEADERS: Record<ImportKind, string> = {
  csms: 'id,name,email,manager',
  accounts: 'id,name,csm,mrr,renewalDate',
  contacts: 'id,account,email,role',
};
const CELLS = [
  '"',
  '""',
  '"half',
  'a"b',
  '\ufffd',
  '=HYPERLINK("http://x")',
  'x'.repeat(5_000),
  '\u0000',
  '\u202eevil',
  '__proto__',
  'constructor',
  '1e999',
  '2026-02-31',
  '-0',
  'か\u3099',
  '\ufeff',
  '\r',
  '\u2028',
  'a@b@c',
  '1,2,3,4,5,6,7,8,9',
];

/** A file that somebody might name: whatever happened to it on its way. */
function brokenFile(seed: number): { kind: ImportKind; name: string; bytes: Buffer } {
  const random = randomOf(seed);
  const pick = <Value>(values: readonly Value[]): Value => values[Math.floor(random() * values.length)] as Value;
  const kind = pick(importKinds);
  const columns = HEADERS[kind].split(',');
  const isJson = random() < 0.4;
  const rows = Array.from({ length: 1 + Math.floor(random() * 5) }, (_, i) =>
    columns.map((_column, c) => (c === 0 ? `id${i}` : random() < 0.5 ? pick(CELLS) : `v${c}`)),
  );
  const text = isJson
    ? rows
        .map((row) => JSON.stringify(Object.fromEntries(columns.map((column, c) => [column, row[c]]))))
        .join(random() < 0.2 ? ',' : '\n')
    : [HEADERS[kind], ...rows.map((row) => row.join(random() < 0.1 ? ';' : ','))].join('\n');
  let bytes = Buffer.from(isJson && random() < 0.3 ? text.replace('"v1"', '"\\ud800"') : text);
  const damage = random();
  if (damage < 0.2) bytes = bytes.subarray(0, Math.floor(random() * bytes.length));
  else if (damage < 0.4) bytes[Math.floor(random() * bytes.length)] = Math.floor(random() * 256);
  else if (damage < 0.45) bytes = Buffer.concat([Buffer.from([0xff, 0xfe]), bytes]);
  else if (damage < 0.5) bytes = Buffer.from(text.toUpperCase());
  return { kind, name: `${seed}.${isJson ? 'ndjson' : 'csv'}`, bytes };
}

describe('malformed files', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sakimawari-malformed-'));
  });
  afterAll(async () => {
    await rm(folder, { recursive: true });
  });

  it(`${FILES} of them, give rows that can be stored, or say what is wrong with which line`, async () => {
    let refusedFiles = 0;
    let imported = 0;
    for (let seed = 0; seed < FILES; seed += 1) {
      const { kind, name, bytes } = brokenFile(seed);
      const path = join(folder, name);
      await writeFile(path, bytes);
      try {
        const { rows, refused } = await readImport(kind, path);
        const told = rows.map(({ line, facts }) => ({
          ref: line,
          facts,
          reporter: BY_IMPORT,
          at: 1,
          leavesOutBadFacts: true,
        }));
        const answer = await upsertRecords(kind, told, storing());
        imported += answer.imported + answer.unchanged;
        for (const { line, reason } of refused) expect([line > 0, reason.length > 0], name).toEqual([true, true]);
        for (const { ref, reason } of answer.refused) expect([ref > 0, reason.length > 0], name).toEqual([true, true]);
        expect(answer.imported + answer.unchanged + answer.refused.length, name).toBe(rows.length);
      } catch (error) {
        expect(error, `${name}: ${error}`).toBeInstanceOf(OperatorError);
        refusedFiles += 1;
      }
    }
    expect([refusedFiles, imported].every((count) => count > 10)).toBe(true);
  });

  /** What is stored must be able to be a key and a text of DynamoDB. */
  function storing() {
    const records = new Map<string, unknown>();
    const check = ({ id, account }: RowFacts) => {
      for (const key of [id, account])
        if (key !== undefined) expect(Buffer.byteLength(String(key))).toBeLessThan(1_000);
    };
    return {
      directory: {
        findRecords: async (_: ImportKind, rows: RowFacts[]) => {
          rows.forEach(check);
          return rows.map(() => undefined);
        },
        saveRecord: async (_: ImportKind, record: { facts: RowFacts }) => {
          expect(JSON.stringify(record)).not.toMatch(/\\ud[89a-f]/);
          records.set(String(record.facts.id), record);
          return true;
        },
        existing: async (_: string, ids: string[]) => new Set(ids),
      } as never,
      links: { linkUsers: async () => {} },
      ledger: { read: async () => [] },
      clock: localClock('Asia/Tokyo'),
      now: () => 1,
    };
  }
});
