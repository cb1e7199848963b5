import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { say } from '../support/operator.ts';

const story = (name: string, task: string) => `
stories:
  - story: ${name}
    watchedFrom: 2026-06-01
    events:
      - { on: [2026-02-09, 2026-03-09, 2026-04-06], event: login, user: mei, times: 10 }
      - { on: 2026-05-04, event: login, user: mei, times: 5 }
    expect:
      - { on: 2026-06-01, task: ${task} }
`;

let folder: string;
const file = (name: string, text: string) => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'stories-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('playbook test', () => {
  it('ends with 0 when everything comes as the stories expect', async () => {
    const { exitCode, stdout } = await say(
      ['playbook', 'test', file('good.yaml', story('A fall', 'check-in-look'))],
      {},
    );
    expect([exitCode, stdout]).toEqual([0, '1 story of 1 file: 1 as expected\n']);
  });

  it('ends with 1 and says what came instead, on which day and why', async () => {
    const path = file('other.yaml', story('A fall', 'win-back-owner'));
    const { exitCode, stdout } = await say(['playbook', 'test', path], {});
    expect(exitCode).toBe(1);
    const lines = stdout.split('\n');
    expect(lines.slice(0, 4)).toEqual([
      `${path}:3: A fall`,
      '  on 2026-06-01 (line 9)',
      '    expected  the task win-back-owner is raised',
      '    instead   the task check-in-look to csm, due 2026-06-02 (logins-fell)',
    ]);
    expect(lines.slice(-6)).toEqual([
      '    why       no-login says recovers, closed: days 27',
      '    nearest   2026-07-04, 33 days later',
      '  the playbook asks of no-login: event login, tripsAtOrAbove 60, recoversBelow 60',
      '',
      '1 story of 1 file: 0 as expected, 1 otherwise',
      '',
    ]);
  });

  it('tells the ways of a play that are tried, each by an account that goes it', async () => {
    const running = readFileSync(new URL('../../playbooks/default.yaml', import.meta.url), 'utf8');
    file(
      'tried.yaml',
      running.replace('  check-in:\n', '  check-in:\n    holdOut: 10 %\n    variants: { a: {}, b: {} }\n'),
    );
    const going = (arm: string, expected: string) =>
      story(arm, 'check-in-look')
        .replace('    events:', `    arms: { check-in: ${arm} }\n    events:`)
        .replace('task: check-in-look', expected);
    const heldOut = going('hold-out', 'opens: logins-fell, arm: hold-out').concat(
      '      - { on: 2026-06-01, raised: nothing, by: logins-fell }\n',
    );
    const others = [going('b', 'task: check-in-look'), going('a', 'opens: logins-fell, arm: b')];
    const stories = [heldOut, ...others].map((one) => one.replace('\nstories:\n', '')).join('');
    const path = file('arms.yaml', `playbook: tried.yaml\nstories:\n${stories}`);
    const { exitCode, stdout } = await say(['playbook', 'test', path], {});
    expect([exitCode, stdout.split('\n').at(-2)]).toEqual([1, '3 stories of 1 file: 2 as expected, 1 otherwise']);
    expect(stdout).toContain('logins-fell goes by a');
  });

  it('gives the same as JSON', async () => {
    const path = file('other.yaml', story('A fall', 'win-back-owner'));
    const { exitCode, stdout } = await say(['playbook', 'test', path, '--json'], {});
    expect(exitCode).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      ok: false,
      files: 1,
      stories: 1,
      failed: 1,
      problems: [],
      failures: [{ file: path, story: 'A fall', storyLine: 3, line: 9, day: '2026-06-01' }],
    });
  });

  it('runs every file of a folder, and the others when one has mistakes', async () => {
    const inner = join(folder, 'team', 'risks');
    mkdirSync(inner, { recursive: true });
    file('team/a.yaml', story('A', 'check-in-look'));
    file('team/risks/b.yml', story('B', 'check-in-lok'));
    const { exitCode, stdout } = await say(['playbook', 'test', join(folder, 'team')], {});
    expect(exitCode).toBe(1);
    expect(stdout).toContain(
      'risks/b.yml:9: stories.0.expect.0.task: there is no task `check-in-lok`; did you mean `check-in-look`?',
    );
    expect(stdout).toContain('1 story of 2 files: 1 as expected, 1 file not run for mistakes in it');
  });

  it('takes the playbook that a file names, and rather the one of --playbook', async () => {
    const { stdout: shown } = await say(
      ['playbook', 'test', file('named.yaml', `playbook: mine.yaml\n${story('A', 'check-in-look')}`)],
      {},
    );
    expect(shown).toBe('');
    file('mine.yaml', 'playbook: sakimawari/v1\n');
    const named = await say(['playbook', 'test', join(folder, 'named.yaml')], {});
    expect([named.exitCode, named.stderr]).toEqual([
      1,
      expect.stringContaining(`${join(folder, 'mine.yaml')}:1: name: is missing`),
    ]);
    const chosen = await say(
      ['playbook', 'test', join(folder, 'named.yaml'), '--playbook', 'playbooks/default.yaml'],
      {},
    );
    expect(chosen.exitCode).toBe(0);
  });

  it.each([
    [['playbook', 'test'], 2],
    [['playbook', 'test', 'nowhere.yaml'], 1],
    [['playbook', 'test', 'bin'], 1],
    [['playbook', 'test', 'playbooks/stories', '--nope'], 2],
  ])('%j ends with %i', async (line, expected) => {
    const { exitCode, stdout } = await say(line, {});
    expect([exitCode, stdout]).toEqual([expected, '']);
  });
});
