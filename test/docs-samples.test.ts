import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parseCsv } from '../cli/commands/import/read-import.ts';
import { type ImportKind, importKinds, mergeFacts } from '../domain/import/facts.ts';

const pages = [
  ...readdirSync('.').filter((name) => /^README.*\.md$/.test(name)),
  ...readdirSync('docs', { recursive: true, encoding: 'utf8' }).flatMap((name) =>
    name.endsWith('.md') ? [`docs/${name}`] : [],
  ),
];
/** What the fence says after `csv` is what the sample holds. */
const samples = pages.flatMap((page) =>
  [...readFileSync(page, 'utf8').matchAll(/^ *```csv(.*)\n([\s\S]*?)^ *```/gm)].map(([, kind = '', text = '']) => ({
    page,
    kind: kind.trim() as ImportKind,
    text,
  })),
);
test('there is a sample of each file that can be imported', () => {
  expect(samples.map(({ kind }) => kind)).toEqual(expect.arrayContaining([...importKinds]));
});

test.each(samples)('the sample of $kind in $page is imported as it stands', ({ kind, text }) => {
  const { rows, refused, warnings, notes } = parseCsv(kind, text);
  expect([refused, warnings, notes]).toEqual([[], [], []]);
  expect(rows.length).toBeGreaterThan(0);
  for (const { facts } of rows) expect(mergeFacts(kind, undefined, facts, 0)).not.toHaveProperty('reason');
});
