import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const projectRoot = join(import.meta.dirname, '..');

/** Every folder with a handler: no room, and no other entry, may look into it. */
const entries = readdirSync(join(projectRoot, 'functions')).filter((folder) =>
  existsSync(join(projectRoot, 'functions', folder, 'handler.ts')),
);

/** One import each; the rooms and what they may import are the table in docs/architecture.md. */
const forbidden = [
  ['domain/rule.ts', '../functions/store/rows.ts'],
  ['domain/deep/rule.ts', '../../functions/runtime/log.ts'],
  ['domain/rule.ts', '../playbooks/load.ts'],
  ['domain/rule.ts', 'node:fs'],
  ['domain/rule.ts', '@aws-sdk/client-dynamodb'],
  ['domain/rule.ts', 'yaml'],
  ['functions/do-work/handler.ts', '../../lib/config.ts'],
  ['functions/do-work/handler.ts', '../../playbooks/load.ts'],
  ['functions/do-work/commands/list.ts', '../../../cli/main.ts'],
  ['functions/do-work/commands/tasks/list.ts', '../../../../cli/main.ts'],
  ['functions/store/rows.ts', '../mail/layout.ts'],
  ['functions/store/rows.ts', '../outbox/deliver.ts'],
  ['functions/store/accounts/rows.ts', '../../outbox/deliver.ts'],
  ['functions/store/accounts/rows.ts', '../../../playbooks/load.ts'],
  ['functions/aws/bus.ts', '../store/rows.ts'],
  ['functions/channels/chat.ts', '../store/rows.ts'],
  ['functions/channels/slack/payload.ts', '../../store/rows.ts'],
  ['functions/links/links.ts', '../store/rows.ts'],
  ['functions/links/links.ts', '../oidc/provider.ts'],
  ['functions/oidc/provider.ts', '../store/rows.ts'],
  ['functions/oidc/provider.ts', '../team-pages/page.ts'],
  ['functions/directory/upsert.ts', '../mail/layout.ts'],
  ['functions/runtime/log.ts', '../store/rows.ts'],
  ['functions/mail/layout.ts', '../store/rows.ts'],
  ['functions/mail/team/task.ts', '../../store/rows.ts'],
  ['playbooks/load.ts', '../functions/store/rows.ts'],
  ['playbooks/load.ts', '../cli/main.ts'],
  ['mappings/load.ts', '../functions/mail/layout.ts'],
  ['mappings/load.ts', '../playbooks/load.ts'],
  ['bin/app.ts', '../domain/rule.ts'],
  ['lib/features/work.ts', '../../functions/do-work/handler.ts'],
  ['lib/features/work.ts', '../../functions/store/rows.ts'],
  ['lib/features/work.ts', '../../playbooks/load.ts'],
  ['cli/main.ts', '../lib/config.ts'],
  ['cli/commands/tasks/list.ts', '../../../local/start.ts'],
  ['local/start.ts', '../lib/config.ts'],
  ...entries.map((entry) => ['functions/store/rows.ts', `../${entry}/settings.ts`] as const),
  ...entries.map((entry) => ['functions/do-work/handler.ts', `../${entry}/settings.ts`] as const),
] as const;

const allowed = [
  ['domain/rule.ts', 'zod'],
  ['domain/deep/rule.ts', '../other.ts'],
  ['functions/do-work/handler.ts', '../../domain/rule.ts'],
  ['functions/do-work/handler.ts', '../store/playbooks/rows.ts'],
  ['functions/do-work/handler.ts', './own-work.ts'],
  ['functions/do-work/commands/tasks/list.ts', '../../../store/rows.ts'],
  ['functions/do-work/handler.ts', '@aws-sdk/client-dynamodb'],
  ['functions/store/rows.ts', '../../domain/rule.ts'],
  ['functions/store/rows.ts', '../runtime/log.ts'],
  ['functions/store/accounts/rows.ts', '../outbox/rows.ts'],
  ['functions/store/accounts/rows.ts', '../playbooks/rows.ts'],
  ['functions/mail/team/task.ts', '../layout/blocks.ts'],
  ['functions/channels/slack/payload.ts', '../../aws/http.ts'],
  ['playbooks/load.ts', '../functions/mail/layout.ts'],
  ['mappings/load.ts', '../playbooks/yaml-source.ts'],
  ['bin/app.ts', '../lib/stack.ts'],
  ['lib/features/work.ts', '../../functions/do-work/env.ts'],
  ['lib/features/work.ts', '../../functions/store/keys.ts'],
  ['lib/features/work.ts', '../../domain/rule.ts'],
  ['lib/features/work.ts', '../constructs/alarm.ts'],
  ['cli/main.ts', '../playbooks/load.ts'],
  ['local/start.ts', '../cli/main.ts'],
] as const;

const statements = {
  import: (path: string) => `import { it } from '${path}';\nconsole.log(it);\n`,
  'import type': (path: string) => `import type { It } from '${path}';\nexport const it: It | undefined = undefined;\n`,
  'export from': (path: string) => `export { it } from '${path}';\n`,
  'import()': (path: string) => `console.log(await import('${path}'));\n`,
};

interface Finding {
  rule: string;
  file: string;
}

describe('room boundaries', () => {
  const tree = mkdtempSync(join(tmpdir(), 'sakimawari-rooms-'));
  let findings: Finding[];

  beforeAll(() => {
    copyFileSync(join(projectRoot, 'biome.json'), join(tree, 'biome.json'));
    execFileSync('git', ['init', '--quiet', tree]);
    for (const [kind, cases] of Object.entries({ forbidden, allowed })) {
      cases.forEach(([file, path], index) => {
        for (const statement of keysOf(statements))
          write(place(kind, index, file, statement), statements[statement](path));
      });
    }
    write('domain/cycle/a.ts', "import { b } from './b.ts';\nexport const a = (): number => b();\n");
    write('domain/cycle/b.ts', "import { a } from './a.ts';\nexport const b = (): number => a();\n");
    // Types make circles as well: nobody can read, or change, one of these files by itself.
    write('domain/types/c.ts', "import type { D } from './d.ts';\nexport interface C {\n  d?: D;\n}\n");
    write('domain/types/d.ts', "import type { C } from './c.ts';\nexport interface D {\n  c?: C;\n}\n");
    findings = lint(tree);
  });
  afterAll(() => rmSync(tree, { recursive: true }));

  it.each(forbidden)('refuse that %s imports %s, in whatever way', (file, path) => {
    const index = forbidden.findIndex((one) => one[0] === file && one[1] === path);
    const refused = keysOf(statements).filter((statement) => isRefused(place('forbidden', index, file, statement)));
    expect(refused).toEqual(keysOf(statements));
  });

  it.each(allowed)('let %s import %s', (file, path) => {
    const index = allowed.findIndex((one) => one[0] === file && one[1] === path);
    expect(keysOf(statements).filter((statement) => isRefused(place('allowed', index, file, statement)))).toEqual([]);
  });

  it('refuse an import cycle', () => {
    expect(
      findings
        .filter(({ rule }) => rule === 'lint/suspicious/noImportCycles')
        .map(({ file }) => file)
        .sort(),
    ).toEqual(['domain/cycle/a.ts', 'domain/cycle/b.ts', 'domain/types/c.ts', 'domain/types/d.ts']);
  });

  it('are kept by the project itself', () => {
    const rules = ['lint/style/noRestrictedImports', 'lint/suspicious/noImportCycles'];
    expect(lint(projectRoot).filter(({ rule }) => rules.includes(rule))).toEqual([]);
  });

  function write(file: string, text: string): void {
    mkdirSync(dirname(join(tree, file)), { recursive: true });
    writeFileSync(join(tree, file), text);
  }

  function isRefused(file: string): boolean {
    return findings.some((finding) => finding.file === file && finding.rule === 'lint/style/noRestrictedImports');
  }
});

/** A file of its own for each case, in the folder where the rule has to see it. */
function place(kind: string, index: number, file: string, statement: string): string {
  return join(dirname(file), `${kind}-${index}-${statement.replaceAll(/[^a-z]/g, '')}.ts`);
}

function lint(folder: string): Finding[] {
  const biome = join(projectRoot, 'node_modules/.bin/biome');
  const { stdout } = spawnSync(biome, ['lint', '--reporter=json', '--max-diagnostics=none', '.'], {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  const { diagnostics } = JSON.parse(stdout);
  return diagnostics.map(({ category, location }: { category: string; location: { path: string } }) => ({
    rule: category,
    file: location.path,
  }));
}

function keysOf<Key extends string>(record: Record<Key, unknown>): Key[] {
  return Object.keys(record) as Key[];
}
