import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');
const read = (file: string) => readFileSync(join(root, file), 'utf8');
const { version }: { version: string } = JSON.parse(read('package.json'));
const releases = [...read('CHANGELOG.md').matchAll(/^## \[(\d+\.\d+\.\d+)\] - (Unreleased|\d{4}-\d{2}-\d{2})$/gm)];

/** What the page says of each release, by its version. */
function notesIn(page: string): Map<string, string> {
  const sections = read(page).split(/^## /m).slice(1);
  const named = sections.map((text) => [text.slice(0, text.indexOf('\n')), text] as const);
  return new Map(named.filter(([heading]) => /^\d/.test(heading)));
}

it('the version that is worked on is the newest that the changes tell of, and the only one without a day', () => {
  expect(releases[0]?.[1]).toBe(version);
  expect(releases.slice(1).filter(([, , day]) => day === 'Unreleased')).toEqual([]);
});

describe.each([
  ['docs/upgrading.md', ['**By itself:**', '**`migrate`**', '**Back:**', '**To do:**']],
  [
    'docs/upgrading.ja.md',
    ['**自動で変わること**', '**`migrate` が行うこと**', '**元に戻せるか**', '**ご自身で行うこと**'],
  ],
])('%s', (page, points) => {
  it('has notes on each release, the newest first, and on no other', () => {
    expect([...notesIn(page).keys()]).toEqual(releases.map(([, of]) => of));
  });

  it.each(points)('says of each release: %s', (point) => {
    for (const [, notes] of notesIn(page)) expect(notes).toContain(point);
  });
});
