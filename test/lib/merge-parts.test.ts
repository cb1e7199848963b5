import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { bundleFunctions, PLAYBOOK_READING } from '../../lib/bundle-functions.ts';

const project = mkdtempSync(join(tmpdir(), 'sakimawari-parts-'));
const bundles = join(project, 'bundles');

beforeAll(async () => {
  for (const file of PLAYBOOK_READING) write(file, 'export {};');
  write('common.ts', 'export let count = 0; export function add() { count += 1; } export default class Common {}');
  write('rare.ts', 'export const rare = ["rare"];');
  write('large.ts', `export const large = ["${'large '.repeat(5000)}"];`);
  write('first.ts', "import Common, { add, count } from './common.ts'; add(); export const first = { count, Common };");
  write(
    'second.ts',
    `import Common, { add, count } from './common.ts'; import { tools } from './tools.ts'; import { rare } from './rare.ts';
    add(); export const second = { count, Common, tools, rare };`,
  );
  write('third.ts', "import { rare } from './rare.ts'; export default { rare };");
  write(
    'tools.ts',
    `import { tool } from './tool.ts'; export const tools = [tool];
    export const later = { second: () => import('./second.ts'), third: () => import('./third.ts') };`,
  );
  write('tool.ts', "import { count } from './common.ts'; export const tool = { count: () => count };");
  write(
    'functions/answer/handler.ts',
    `import Common, { add, count } from '../../common.ts'; add();
    export const handler = async () => {
      const { first } = await import('../../first.ts');
      const { later, tools } = await import('../../tools.ts');
      const [{ second }, { default: third }] = await Promise.all([later.second(), later.third()]);
      return { first, second, third, tools, Common, count };
    };`,
  );
  for (const each of ['fourth', 'fifth']) {
    write(`${each}.ts`, `import { large } from './large.ts'; export const ${each} = { large };`);
  }
  write(
    'functions/ask/handler.ts',
    `export const handler = async () => {
      const { fourth } = await import('../../fourth.ts');
      return { fourth, ...(await import('../../fifth.ts')) };
    };`,
  );
  await bundleFunctions(project, bundles);
});

afterAll(() => rmSync(project, { recursive: true, force: true }));

it('what was loaded before all who need it has no file of its own', () => {
  // index.js, first, tools (with tool and rare), second, third.
  expect(readdirSync(join(bundles, 'answer'))).toHaveLength(5);
});

it('what is large, and some do without, has a file of its own', () => {
  // index.js, fourth, fifth, and large, which they share.
  expect(readdirSync(join(bundles, 'ask'))).toHaveLength(4);
});

it('what is small, and many need but not all, lies in what all of them load before: a file costs more', () => {
  const withRare = readdirSync(join(bundles, 'answer')).filter((file) =>
    readFileSync(join(bundles, 'answer', file), 'utf8').includes('["rare"]'),
  );
  const { later } = createRequire(import.meta.url)(join(bundles, 'answer', withRare[0] as string));
  expect(withRare).toHaveLength(1);
  expect(Object.keys(later)).toEqual(['second', 'third']);
});

it('what went into another file is the same to all who need it, and shows what became of it', async () => {
  const { handler } = createRequire(import.meta.url)(join(bundles, 'answer/index.js'));
  const { first, second, third, tools, Common, count } = await handler();
  expect([first.count, second.count, count]).toEqual([2, 3, 3]);
  expect(tools[0].count()).toBe(3);
  expect([first.Common, second.Common]).toEqual([Common, Common]);
  expect(second.tools).toBe(tools);
  expect(second.rare).toBe(third.rare);
});

function write(file: string, text: string) {
  mkdirSync(dirname(join(project, file)), { recursive: true });
  writeFileSync(join(project, file), text);
}

it('no file defines anew what another gives it, or looks for it twice', () => {
  for (const name of ['answer', 'ask']) {
    for (const file of readdirSync(join(bundles, name)).filter((one) => /^(index|part-)/.test(one))) {
      const text = readFileSync(join(bundles, name, file), 'utf8');
      const asked = [...text.matchAll(/(?<!\.)\bvar [\w$]+=require\("(\.\/[^"]+)"\)/g)].map(([, other]) => other);
      expect(asked).toEqual([...new Set(asked)]);
      expect(text).not.toMatch(/[\w$]\(require\("\.\/part-/);
      expect(text).not.toMatch(/module\.exports=[\w$]+\(/);
    }
  }
});
