import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

test('no test puts a copy in the place of process.env: what the files after it set there would reach nobody, TZ above all', () => {
  const replacing = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .filter((name) => /\bprocess\.env = /.test(readFileSync(`${import.meta.dirname}/${name}`, 'utf8')));
  expect(replacing).toEqual([]);
});
