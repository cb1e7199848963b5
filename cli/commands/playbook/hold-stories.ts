import { readdir, stat } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import { groupedBy } from '../../../domain/collections/grouped-by.ts';
import type { Playbook } from '../../../domain/playbook/playbook.ts';
import type { KeptStories } from '../../../domain/stories/kept-stories.ts';
import { type Day, daysBetween } from '../../../domain/time/day.ts';
import { counted } from '../../../functions/operate/commands/installation/counted.ts';
import { OperatorError } from '../../../functions/operate/operator-error.ts';
import { type LocatedFailure, StoryFile } from '../../../playbooks/load-stories.ts';
import { describe, type LocatedProblem } from '../../../playbooks/yaml-source.ts';
import { readText, unreadable } from '../../read-text.ts';
import type { Screen } from '../../screen.ts';

type InFile<Finding> = Finding & { file: string };

export interface Outcome {
  ok: boolean;
  files: number;
  stories: number;
  failed: number;
  /** Mistakes in the files themselves; such a file is not run. */
  problems: InFile<LocatedProblem>[];
  failures: InFile<LocatedFailure>[];
}

/** Lives through all stories of the files; those that could be read are handed back, to be kept. */
export async function holdToStories(
  path: string,
  playbookOf: (file: string, stories: StoryFile) => Playbook | Promise<Playbook>,
  screen: Screen,
): Promise<{ outcome: Outcome; kept: KeptStories[] }> {
  const files = await storyFiles(path);
  const outcome: Outcome = { ok: true, files: files.length, stories: 0, failed: 0, problems: [], failures: [] };
  const kept: KeptStories[] = [];
  for (const file of files) {
    const storyFile = new StoryFile(await readText(file));
    const playbook = await playbookOf(file, storyFile);
    const problems = storyFile.problems(playbook);
    outcome.problems.push(...problems.map((problem) => ({ file, ...problem })));
    if (problems.length > 0 || storyFile.stories === null) continue;
    kept.push({ file: file === path ? basename(file) : relative(path, file), stories: storyFile.stories });
    const { stories } = storyFile.stories;
    for (const n of stories.keys()) {
      screen.status(`${file}: story ${n + 1} of ${stories.length} …`);
      const failures = storyFile.run(n, playbook);
      outcome.stories += 1;
      outcome.failed += failures.length > 0 ? 1 : 0;
      outcome.failures.push(...failures.map((failure) => ({ file, ...failure })));
    }
  }
  outcome.ok = outcome.problems.length === 0 && outcome.failed === 0;
  return { outcome, kept };
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

export function outcomeText(screen: Screen, { files, stories, failed, problems, failures }: Outcome): string {
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
