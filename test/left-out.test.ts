import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { leftOut } from './support/left-out-reporter.ts';

const moduleOf = (...needs: (string | undefined)[]) => {
  const skipped = needs.map((name) => ({ meta: () => (name === undefined ? {} : { needs: name }) }));
  return { children: { allTests: (state: string) => (state === 'skipped' ? skipped : []) } } as never;
};

describe('a test run on a machine that lacks something', () => {
  test('says in one line what was left out, and how to run it', () => {
    const line = leftOut([moduleOf('Chromium (apt-get install chromium)', 'ruby'), moduleOf('ruby')]);
    expect(line).toBe(
      'Left out: 1 test for want of Chromium (apt-get install chromium); 2 tests for want of ruby. Install it and run npm test again.',
    );
  });

  test('says nothing where all was run, or somebody chose what to run', () => {
    expect(leftOut([moduleOf()])).toBeNull();
    expect(leftOut([moduleOf(undefined)])).toBeNull();
  });

  test('leaves out every test that opens a browser where there is none', () => {
    const opening = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.test.ts'))
      .map((name) => ({ name, text: readFileSync(`${import.meta.dirname}/${name}`, 'utf8') }))
      .filter(({ text }) => /\b(sharedBrowser|teamPages|launchBrowser)\(\)/.test(text));
    expect(opening.length).toBeGreaterThan(0);
    expect(opening.filter(({ text }) => !/, needsBrowser, /.test(text)).map(({ name }) => name)).toEqual([]);
  });
});
