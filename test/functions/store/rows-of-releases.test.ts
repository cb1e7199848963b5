import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Item } from '../../../functions/store/item.ts';
import { keptRows } from '../../support/kept-rows.ts';
import { sampleRows } from '../../support/sample-rows.ts';

const root = join(import.meta.dirname, '../../..');
const folder = join(root, 'test/fixtures/rows');
const { version: release }: { version: string } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const releases = [...new Set([release, ...(existsSync(folder) ? readdirSync(folder) : [])])];
const kinds = Object.keys(sampleRows);

const fileOf = (of: string, kind: string, end: 'rows' | 'read') =>
  join(folder, of, `${kind.replaceAll(' ', '-')}.${end}.json`);

/** With fields in one order, and what JSON has no word for. */
const textOf = (value: unknown) => `${JSON.stringify(value, plain, 2)}\n`;
function plain(_: string, value: unknown): unknown {
  if (value instanceof Map) return [...value];
  if (value instanceof Set) return [...value];
  return value;
}

/** Once a release is out its folder stays as it is: this release's version is another one then, and so is its folder. */
describe(`rows as ${release} writes them`, () => {
  it.each(kinds)('are those that are kept for later releases: %s', async (kind) => {
    const table = keptRows();
    const written = await sampleRows[kind]?.write(table);
    const rows = Array.isArray(written) ? keptRows(written).allRows() : table.allRows();
    expect(rows.length).toBeGreaterThan(0);
    await expect(textOf(rows)).toMatchFileSnapshot(fileOf(release, kind, 'rows'));
  });
});

describe.each(releases)('rows as %s wrote them', (of) => {
  const kept = kinds.filter((kind) => existsSync(fileOf(of, kind, 'rows')));

  it.each(kept)('are read by this one, and say the same: %s', async (kind) => {
    const rows: Item[] = JSON.parse(readFileSync(fileOf(of, kind, 'rows'), 'utf8'));
    const read = await sampleRows[kind]?.read(rows, keptRows(rows));
    await expect(textOf(read)).toMatchFileSnapshot(fileOf(of, kind, 'read'));
  });

  it('are of kinds that there still are', () => {
    const files = existsSync(join(folder, of)) ? readdirSync(join(folder, of)) : [];
    const known = kinds.flatMap((kind) => (['rows', 'read'] as const).map((end) => fileOf(of, kind, end)));
    expect(files.map((file) => join(folder, of, file)).filter((file) => !known.includes(file))).toEqual([]);
  });
});

/** People look at these themselves, or whoever reads them needs none of what a version might change. */
const WITHOUT_REFUSAL = ['signal-feedback', 'user-link and audit-entry', 'playbook'];
/** Of many the others are read. */
const LEFT_OUT = ['next-action', 'source-key', 'last-act', 'playbook-told'];

describe('rows as a release to come may write them', () => {
  it.each(kinds.filter((kind) => !WITHOUT_REFUSAL.includes(kind)))('are not taken for today’s: %s', async (kind) => {
    const rows: Item[] = JSON.parse(readFileSync(fileOf(release, kind, 'rows'), 'utf8'));
    const newer = rows.map((row) => ({ ...row, rv: { N: '99' }, form: { N: '99' } }));
    const read = async () => sampleRows[kind]?.read(newer, keptRows(newer));
    if (!LEFT_OUT.includes(kind)) return expect(read()).rejects.toMatchObject({ code: 'newer-record' });
    const values = (await read()) as { size?: number; length?: number };
    expect(values.size ?? values.length).toBe(0);
  });
});

it('every record that has versions is among the kept rows', () => {
  const sources = readdirSync(join(root, 'functions/store'), { recursive: true })
    .filter((file) => `${file}`.endsWith('.ts'))
    .map((file) => readFileSync(join(root, 'functions/store', `${file}`), 'utf8'));
  const names = sources.flatMap((source) =>
    [...source.matchAll(/new StoredRecord<.*?>\(\{\s*name: '([^']+)'/gs)].map(([, name]) => name as string),
  );
  expect(names.length).toBeGreaterThan(20);
  const covered = new Set(kinds.flatMap((kind) => kind.split(' and ')));
  expect(names.filter((name) => !covered.has(name))).toEqual([]);
});
