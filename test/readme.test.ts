import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { pagesWithOutputs, readmeOutputs, withOutputs } from '../local/readme-outputs.ts';

const MINUTE_IN_MS = 60_000;

describe('the README', () => {
  const outputs = readmeOutputs();

  it.each(pagesWithOutputs)(
    'shows in %s what is printed (else: npm run docs:readme)',
    { timeout: MINUTE_IN_MS },
    (file) => {
      const page = readFileSync(file, 'utf8');
      expect(withOutputs(page, outputs)).toBe(page);
    },
  );

  it('shows the first screen, an explanation and the look back', () => {
    const page = readFileSync(pagesWithOutputs[0] as string, 'utf8');
    const shown = [...page.matchAll(/<!-- output: ([\w-]+) -->/g)].map(([, name]) => name);
    expect(shown.sort()).toEqual(Object.keys(outputs).sort());
  });
});
