import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');
const run = promisify(execFile);
const replay = (...args: string[]) =>
  run(process.execPath, ['--import', 'tsx', 'local/replay.ts', ...args], { cwd: root });

describe.concurrent('npm run replay', () => {
  it('tells what the demo company would have raised when', async () => {
    const { stdout } = await replay('--as-of', '2026-06-01', '--days', '40', '--json');
    const { raised, ...figures } = JSON.parse(stdout);
    expect(figures).toEqual({
      asOf: '2026-06-01',
      days: 40,
      tookMs: expect.any(Number),
      evaluatedInMs: expect.any(Number),
    });
    // koa renews in 85 days, on 25 August: asked about three months before.
    expect(raised.filter(({ signal }: { signal: string }) => signal === 'renewal-due')).toEqual([
      {
        day: '2026-05-25',
        account: 'koa',
        signal: 'renewal-due',
        subject: '2026-08-25',
        tasks: 1,
        mails: 1,
      },
    ]);
    expect(raised.every(({ day }: { day: string }) => day >= '2026-04-23' && day <= '2026-06-01')).toBe(true);
  });

  it('tells what another playbook would have raised', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'sakimawari-replay-'));
    const file = join(folder, 'ours.yaml');
    const shipped = await readFile(join(root, 'playbooks/default.yaml'), 'utf8');
    await writeFile(file, shipped.replace(/monthsBefore: 3/, 'monthsBefore: 2'));
    const { stdout } = await replay('--as-of', '2026-06-01', '--days', '10', '--json', '--playbook', file);
    const signals = JSON.parse(stdout).raised.map(({ signal }: { signal: string }) => signal);
    expect(signals).not.toContain('renewal-due');
    await writeFile(file, shipped.replace(/monthsBefore: 3/, 'monthsBefore: three'));
    await expect(replay('--playbook', file)).rejects.toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/ours\.yaml:\d+: signals\.renewal-due/),
    });
    await rm(folder, { recursive: true });
  });

  it('shows the same as tables, by month and one by one', async () => {
    const { stdout } = await replay('--as-of', '2026-06-01', '--days', '40');
    expect(stdout).toMatch(/^OPENED +2026-04 +2026-05 +2026-06 +ALL$/m);
    expect(stdout).toMatch(/^renewal-due +· +1 +· +1$/m);
    expect(stdout).toMatch(/^2026-05-25 +koa +renewal-due +2026-08-25 +1 +1$/m);
    expect(stdout).toMatch(/^10 accounts over 40 days, .* account-days a second\)\.$/m);
  });

  it.each([[['--days', '0']], [['--days', 'many']], [['--as-of', '2026-02-30']], [['--nope']]])(
    'refuses %j and says how it is used',
    async (args) => {
      await expect(replay(...args)).rejects.toMatchObject({
        code: 2,
        stderr: expect.stringContaining('Usage: npm run replay'),
      });
    },
  );
});
