import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Bundle, bundleFunctions, PLAYBOOK_READING } from '../../lib/bundle-functions.ts';

const project = mkdtempSync(join(tmpdir(), 'sakimawari-project-'));
const bundles = join(project, 'bundles');
let bundle: Bundle;

beforeAll(async () => {
  for (const file of PLAYBOOK_READING) write(file, 'export {};');
  write(
    'functions/answer/handler.ts',
    "export const handler = async (isAsked) => isAsked ? (await import('../mail/words.ts')).words : 'nothing';",
  );
  write('functions/mail/words.ts', "export const words = 'Guten Tag';");
  write('bundles/answer/part-of-an-earlier-build.js', '');
  [bundle] = (await bundleFunctions(project, bundles)) as [Bundle];
});

afterAll(() => rmSync(project, { recursive: true, force: true }));

it('what a function needs now and then lies beside it, so that it starts without reading it', async () => {
  const [index, ...parts] = bundle.texts;
  expect(index).not.toContain('Guten Tag');
  expect(parts.join()).toContain('Guten Tag');
  const { handler } = createRequire(import.meta.url)(bundle.file);
  expect(await handler(false)).toBe('nothing');
  expect(await handler(true)).toBe('Guten Tag');
});

it('what went into any part is told of the function', () => {
  expect(bundle.name).toBe('answer');
  expect(bundle.inputs.sort()).toEqual(['functions/answer/handler.ts', 'functions/mail/words.ts']);
});

it('parts of an earlier build are not deployed again', () => {
  expect(readdirSync(join(bundles, 'answer'))).toHaveLength(bundle.texts.length);
});

function write(file: string, text: string) {
  mkdirSync(dirname(join(project, file)), { recursive: true });
  writeFileSync(join(project, file), text);
}
