import { readdir, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Command } from 'commander';
import { groupedBy } from '../../../domain/collections/grouped-by.ts';
import type { Playbook } from '../../../domain/playbook/playbook.ts';
import { type Day, daysBetween } from '../../../domain/time/day.ts';
import { counted } from '../../../functions/operate/commands/installation/counted.ts';
import { OperatorError } from '../../../functions/operate/operator-error.ts';
import { parsePlaybook } from '../../../playbooks/load.ts';
import { type LocatedFailure, StoryFile } from '../../../playbooks/load-stories.ts';
import { describe, type LocatedProblem } from '../../../playbooks/yaml-source.ts';
import { readText, unreadable } from '../../read-text.ts';
import type { Screen } from '../../screen.ts';
import type { Act, Session } from '../../session.ts';

const SHIPPED_PLAYBOOK = fileURLToPath(new URL('../../../playbooks/default.yaml', import.meta.url));

export function addPlaybookTest(playbook: Command, act: Act): void {
  playbook
    .command('test')
    .description('live through stories and say where the playbook does otherwise than they expect')
    .argument('<file>', 'a file of stories, or a folder of such files')
    .option('--playbook <file>', 'hold this playbook to them, whatever the files name')
    .action(act(test));
}

type InFile<Finding> = Finding & { file: string };

interface Outcome {
  ok: boolean;
  files: number;
  stories: number;
  failed: number;
  /** Mistakes in the files themselves; such a file is not run. */
  problems: InFile<LocatedProblem>[];
  failures: InFile<LocatedFailure>[];
}

async function test({ screen }: Session, path: string, options: { playbook?: string }): Promise<number> {
  const files = await storyFiles(path);
  const playbooks = new Map<string, Playbook>();
  const outcome: Outcome = { ok: true, files: files.length, stories: 0, failed: 0, problems: [], failures: [] };
  for (const file of files) {
    const storyFile = new StoryFile(await readText(file));
    const playbook = await playbookAt(playbooks, playbookFor(file, storyFile, options.playbook));
    const problems = storyFile.problems(playbook);
    outcome.problems.push(...problems.map((problem) => ({ file, ...problem })));
    if (problems.length > 0) continue;
    const stories = storyFile.stories?.stories ?? [];
    for (const n of stories.keys()) {
      screen.status(`${file}: story ${n + 1} of ${stories.length} …`);
      const failures = storyFile.run(n, playbook);
      outcome.stories += 1;
      outcome.failed += failures.length > 0 ? 1 : 0;
      outcome.failures.push(...failures.map((failure) => ({ file, ...failure })));
    }
  }
  outcome.ok = outcome.problems.length === 0 && outcome.failed === 0;
  screen.show(outcome, () => outcomeText(screen, outcome));
  return outcome.ok ? 0 : 1;
}

async function storyFiles(path: string): Promise<string[]> {
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
    throw unreadable(path, error);
  });
  if (!found.isDirectory()) return [path];
  const names = await readdir(path, { recursive: true });
  const files = names.filter((name) => /\.ya?ml$/.test(name)).sort();
  if (files.length > 0) return files.map((name) => join(path, name));
  throw new OperatorError(
    'no-stories',
    'There is nothing to test.',
    `${path} holds no YAML file.`,
    'Name a file of stories or a folder with some; docs/playbook-tests.md shows how to write one.',
  );
}

function playbookFor(file: string, { stories }: StoryFile, chosen: string | undefined): string {
  const named = stories?.playbook;
  return chosen ?? (named === undefined ? SHIPPED_PLAYBOOK : resolve(dirname(file), named));
}

async function playbookAt(known: Map<string, Playbook>, path: string): Promise<Playbook> {
  const read = known.get(path);
  if (read !== undefined) return read;
  const { playbook, problems } = parsePlaybook(await readText(path));
  if (playbook === null) {
    throw new OperatorError(
      'playbook-invalid',
      'No story was tested.',
      `The playbook has ${counted(problems.length, 'mistake')}:\n${problems.map((problem) => describe(path, problem)).join('\n')}`,
      `Mend them, and see whether all is well with: sakimawari playbook check ${path}`,
    );
  }
  known.set(path, playbook);
  return playbook;
}

function outcomeText(screen: Screen, { files, stories, failed, problems, failures }: Outcome): string {
  const byStory = groupedBy(failures, ({ file, storyLine }) => `${file} ${storyLine}`);
  const unread = new Set(problems.map(({ file }) => file)).size;
  const sums = [
    `${counted(stories, 'story', 'stories')} of ${counted(files, 'file')}: ${stories - failed} as expected`,
    ...(failed > 0 ? [screen.tint(`${failed} otherwise`, 'bad')] : []),
    ...(unread > 0 ? [screen.tint(`${counted(unread, 'file')} not run for mistakes in it`, 'bad')] : []),
  ];
  return [
    ...problems.map(({ file, ...problem }) => describe(file, problem)),
    ...[...byStory.values()].map((group) => storyText(screen, group)),
    sums.join(', '),
  ].join('\n');
}

type Failures = InFile<LocatedFailure>[];

/** All that came otherwise in one story, and once what the playbook asks. */
function storyText(screen: Screen, failures: Failures): string {
  const [{ file, story, storyLine }] = failures as [InFile<LocatedFailure>];
  const bounds = Object.entries(Object.assign({}, ...failures.map((failure) => failure.bounds)));
  return [
    `${file}:${storyLine}: ${screen.tint(story, 'bad')}`,
    ...failures.map(failureText),
    ...bounds.map(([signal, bound]) => `  the playbook asks of ${signal}: ${bound}`),
    '',
  ].join('\n');
}

function failureText({ line, day, expected, instead, why, nearest }: LocatedFailure): string {
  const lines = [
    ...titled('expected', [expected]),
    ...titled('instead', instead),
    ...titled('why', why),
    ...titled('nearest', nearest === null ? [] : [distanceText(day, nearest)]),
  ];
  return [`  on ${day} (line ${line})`, ...lines].join('\n');
}

function titled(name: string, texts: string[]): string[] {
  return texts.map((text, n) => `    ${(n === 0 ? name : '').padEnd(10)}${text}`);
}

function distanceText(day: Day, nearest: Day): string {
  return `${nearest}, ${counted(Math.abs(daysBetween(day, nearest)), 'day')} ${nearest < day ? 'earlier' : 'later'}`;
}
