import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { synthesize } from '../../local/deploy.ts';
import { identifyProcess } from '../../local/process-identity.ts';

const deadlineInMs = 10_000;
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sakimawari-stopping-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('a start that ends before its time leaves nothing running', () => {
  it('when it is interrupted while the stacks are put together', async () => {
    const interruption = new AbortController();
    let group = 0;
    const work = synthesize({
      folder,
      webUrl: 'http://127.0.0.1:1',
      signal: interruption.signal,
      onSpawn: (pid) => {
        group = pid;
        interruption.abort();
      },
    });
    await expect(work).rejects.toMatchObject({ name: 'AbortError' });
    await untilGone(group);
    expect(existsSync(join(folder, 'cdk.out', 'manifest.json'))).toBe(false);
  });

  it('when an error ends it that nobody caught', async () => {
    const script = join(folder, 'start.ts');
    writeFileSync(
      script,
      `import { spawn } from 'node:child_process';
      import { writeFileSync } from 'node:fs';
      import { claimFolder } from ${JSON.stringify(join(import.meta.dirname, '../../local/run-files.ts'))};
      claimFolder(${JSON.stringify(folder)}, { awsEndpoint: '', mailboxUrl: '' }).then((run) => {
        const service = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { detached: true, stdio: 'ignore' });
        run.recordService(service.pid as number);
        writeFileSync(${JSON.stringify(join(folder, 'service'))}, String(service.pid));
        throw new Error('unexpected');
      });`,
    );
    const { status, stderr } = spawnSync(process.execPath, ['--import', 'tsx', script], { encoding: 'utf8' });
    expect([status, stderr]).toEqual([1, expect.stringContaining('unexpected')]);
    await untilGone(Number(readFileSync(join(folder, 'service'), 'utf8')));
  });
});

async function untilGone(pid: number): Promise<void> {
  expect(pid).toBeGreaterThan(0);
  for (const deadline = Date.now() + deadlineInMs; identifyProcess(pid) !== undefined; await pause(20))
    if (Date.now() > deadline) throw new Error(`process ${pid} still runs`);
}
