import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');
const run = promisify(execFile);
const bench = (...args: string[]) => run(process.execPath, ['--import', 'tsx', 'bench/run.ts', ...args], { cwd: root });

describe.concurrent('the bench', () => {
  it('runs every goal that needs no deployed stack, and prints a row for each', async () => {
    const { stdout } = await bench(
      'p1',
      'p3',
      'p4',
      'p5',
      'p6',
      'p7',
      'p8',
      'p9',
      'p10',
      'p13',
      'large-account',
      'outbox',
      '--quick',
    );
    expect(new Set([...stdout.matchAll(/^\| (P\d+) /gm)].map(([, goal]) => goal))).toEqual(
      new Set(['P1', 'P2', 'P3', 'P4', 'P5', 'P6', 'P7', 'P8', 'P9', 'P10', 'P13']),
    );
  });

  it('runs the long ones, which have to be named', async () => {
    const { stdout } = await bench('repeated-deliveries', 'backfill', '--quick');
    expect(stdout).toMatch(/Events miscounted of 5,000 deliveries.*\| 0 \| 0 \| met/);
    expect(stdout).toMatch(/Events missing after a kill in the middle.*\| 0 \| 0 \| met/);
  });

  it('tells and erases all of an account, and finds nothing of it afterwards', async () => {
    const { stdout } = await bench('personal-data', '--quick');
    expect(stdout).toMatch(/Memory of `account export`.*\| met/);
    expect(stdout).toMatch(/Memory of the export on the page.*\| met/);
    expect(stdout).toMatch(/Rows that a second erasure finds \| none \| 0 \| 0 \| met/);
  });

  it('counts what grows, and finds next to nothing that reads more with the years', async () => {
    const { stdout } = await bench('growth', '--quick');
    const rows = stdout.split('\n').filter((line) => line.startsWith('|  | Read units'));
    expect(rows.length).toBeGreaterThan(30);
    expect(rows.filter((row) => row.includes('| met |')).length).toBeGreaterThan(30);
    expect(stdout).toMatch(/hottest key written of `accounts\/listed`/);
  });

  it('refuses a goal it does not know', async () => {
    await expect(bench('p99')).rejects.toMatchObject({ code: 2 });
  });
});
