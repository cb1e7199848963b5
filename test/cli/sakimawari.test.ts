import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { describe, expect, test } from 'vitest';

const BIN = new URL('../../cli/sakimawari.mjs', import.meta.url).pathname;
const NO_OUTPUTS = '/nonexistent/outputs.json';

function run(...line: string[]) {
  // From a folder that is not the project's: the command finds its own sources and libraries.
  const { status, stdout, stderr } = spawnSync(process.execPath, [BIN, ...line], {
    cwd: tmpdir(),
    encoding: 'utf8',
    env: { ...process.env, SAKIMAWARI_OUTPUTS: NO_OUTPUTS },
  });
  return { status, stdout, stderr };
}

describe('the executable', () => {
  test('explains a failure in three lines and ends with 1', () => {
    const { status, stdout, stderr } = run('tasks', '--json');
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr.trimEnd().split('\n')).toEqual([
      'There is no local installation to talk to.',
      'No "npm start" is running in this folder, or it is not ready yet.',
      'Run "npm start", or name a deployed stage: --stage prod',
    ]);
  });

  test('ends with 2 on wrong usage', () => {
    expect(run('frobnicate').status).toBe(2);
  });
});
