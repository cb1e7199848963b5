import * as yaml from 'yaml';
import { languages } from '../domain/locale/locale.ts';
import { checkPlaybook } from '../domain/playbook/check-playbook.ts';
import { type Playbook, playbookSchema } from '../domain/playbook/playbook.ts';
import type { PlaybookProblem } from '../domain/playbook/problem.ts';
import { checkTemplate } from '../functions/mail/customers/customer-template.ts';
import { describe, type LocatedProblem, YamlSource } from './yaml-source.ts';

/** A playbook is stored as one item, whose limit is 400 KB. */
const MOST_BYTES = 350_000;

export class PlaybookError extends Error {
  override readonly name = 'PlaybookError';
  readonly code = 'playbook-invalid';

  constructor(
    fileName: string,
    readonly problems: LocatedProblem[],
  ) {
    super(problems.map((problem) => describe(fileName, problem)).join('\n'));
  }
}

/** Reads a playbook and everything that is wrong with it, in the order of the file. */
export function parsePlaybook(text: string): { playbook: Playbook | null; problems: LocatedProblem[] } {
  const source = new YamlSource(text, playbookSchema);
  const { content, problems } = source.read();
  if (Buffer.byteLength(text) > MOST_BYTES) {
    const message = `is longer than ${MOST_BYTES.toLocaleString('en')} bytes: shorten its texts`;
    problems.unshift({ line: 1, path: '', message });
  }
  if (content !== null) {
    problems.push(...checkPlaybook(content).map(({ path, message }) => source.at(path, message)));
    problems.push(...templateProblems(source));
  }
  problems.sort((a, b) => a.line - b.line);
  return {
    playbook: problems.length === 0 ? content : null,
    problems: content === null ? problems : source.withCauses(problems),
  };
}

/** Reads a playbook that has to be right. */
export function loadPlaybook(text: string, fileName: string): Playbook {
  const { playbook, problems } = parsePlaybook(text);
  if (playbook === null) throw new PlaybookError(fileName, problems);
  return playbook;
}

/** Where in the playbook's text these problems stand, in the order of the file. */
export function locateProblems(text: string, problems: PlaybookProblem[]): LocatedProblem[] {
  const source = new YamlSource(text, playbookSchema);
  return problems.map(({ path, message }) => source.at(path, message)).sort((a, b) => a.line - b.line);
}

type Source = YamlSource<typeof playbookSchema>;

function templateProblems(source: Source): LocatedProblem[] {
  const emails = source.nodeAt(['emails']);
  if (!yaml.isMap(emails)) return [];
  return emails.items.flatMap(({ key }) =>
    ['subject', 'body'].flatMap((part) =>
      languages.flatMap((language) => templateProblemsAt(source, ['emails', String(key), part, language])),
    ),
  );
}

function templateProblemsAt(source: Source, path: string[]): LocatedProblem[] {
  const node = source.nodeAt(path);
  if (!yaml.isScalar(node)) return [];
  const start = source.lineOf(path);
  // Only a block's lines (after `|`) are the template's own lines; other styles are folded.
  const isBlock = node.type === 'BLOCK_LITERAL';
  return checkTemplate(String(node.value)).map(({ line, message }) => ({
    line: isBlock ? start + line : start,
    path: path.join('.'),
    message,
  }));
}
