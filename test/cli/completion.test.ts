import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isInstalled, needing } from '../support/needs.ts';
import { say } from '../support/operator.ts';

let folder: string;
const scriptOf = (shell: string) => join(folder, `completion.${shell}`);

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'completion-'));
  for (const shell of ['bash', 'zsh', 'fish']) {
    const { stdout } = await say(['completion', shell], {});
    writeFileSync(scriptOf(shell), stdout);
  }
});
afterAll(() => rmSync(folder, { recursive: true }));

/** What each shell offers after the words, the last of which is being typed. */
const offeredBy: Record<string, (words: string[]) => string[]> = {
  bash: (words) =>
    run('bash', [
      '-c',
      `source "$0"; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _sakimawari; printf '%s\\n' "\${COMPREPLY[@]}"`,
      scriptOf('bash'),
      'sakimawari',
      ...words,
    ]),
  // What zsh itself does with the words of `_describe` and `compadd` needs a terminal.
  zsh: (words) =>
    run('zsh', [
      '-fc',
      `compdef() {}
       _describe() { print -l -- \${(P)2%%:*} }
       compadd() { shift; print -l -- "$@" }
       source "$0"; words=("$@"); CURRENT=$#; _sakimawari`,
      scriptOf('zsh'),
      'sakimawari',
      ...words,
    ]).filter((word) => word.startsWith(words.at(-1) ?? '')),
  fish: (words) =>
    run('fish', [
      '--no-config',
      '-c',
      'source $argv[1]; complete -C (string join " " -- sakimawari $argv[2..])',
      scriptOf('fish'),
      ...words,
    ]).map((line) => line.split('\t', 1)[0] as string),
};

function run(command: string, args: string[]): string[] {
  return execFileSync(command, args, { encoding: 'utf8' }).split('\n').filter(Boolean);
}

describe.each(Object.keys(offeredBy))('completion in %s', (shell) => {
  const needs = needing({ what: shell, isThere: isInstalled(shell) });
  const offered = (...words: string[]) => (offeredBy[shell] as (words: string[]) => string[])(words);

  it('offers the commands, and what one of them can do', needs, () => {
    expect(offered('ta')).toEqual(['tasks']);
    expect(offered('tasks', '')).toEqual(expect.arrayContaining(['done', 'snooze', 'hand-over']));
    expect(offered('tasks', '')).not.toContain('import');
  });

  it('offers options, and the words that an option takes', needs, () => {
    expect(offered('tasks', '--cs')).toEqual(['--csm']);
    expect(offered('tasks', 'done', '--outcome', 'fa')).toEqual(['false-alarm']);
  });

  it('offers the words that an argument takes', needs, () => {
    expect(offered('import', 'acc')).toEqual(['accounts']);
  });
});

it('refuses a shell that it does not know', async () => {
  const { exitCode, stderr } = await say(['completion', 'tcsh'], {});
  expect(exitCode).toBe(2);
  expect(stderr).toContain('Allowed choices are bash, zsh, fish');
});
