import type { Command } from 'commander';
import { stringify } from 'yaml';
import { changesBetween } from '../../../domain/playbook/changes.ts';
import { checkPlaces } from '../../../domain/playbook/check-places.ts';
import type { Playbook } from '../../../domain/playbook/playbook.ts';
import type { PlaybookProblem } from '../../../domain/playbook/problem.ts';
import type { KeptStories } from '../../../domain/stories/kept-stories.ts';
import { counted } from '../../../functions/operate/commands/installation/counted.ts';
import { OperatorError } from '../../../functions/operate/operator-error.ts';
import { locateProblems, parsePlaybook } from '../../../playbooks/load.ts';
import { describe, type LocatedProblem } from '../../../playbooks/yaml-source.ts';
import { readText } from '../../read-text.ts';
import type { Act, Session } from '../../session.ts';
import { holdToStories, outcomeText } from './hold-stories.ts';
import { changesText } from './playbook-changes.ts';
import { type Preview, previewText, readPreview } from './playbook-preview.ts';
import { addPlaybookTest } from './playbook-test.ts';
import { addProposals } from './proposals.ts';

export function addPlaybook(program: Command, act: Act): void {
  const playbook = program.command('playbook').description('check, compare, push, roll back and show the playbook');
  playbook
    .command('check')
    .description('say what is wrong in a playbook file, line by line')
    .argument('<file>')
    .option('--deployed', 'by the places in the chat of the deployed stage, too')
    .action(act(check));
  playbook
    .command('push')
    .description('make a playbook file the running playbook, after showing what that changes for the accounts')
    .argument('<file>')
    .option(
      '--stories <path>',
      'a file or folder of stories to keep with it; it is pushed only where they come as they say',
    )
    .option('--yes', 'without asking')
    .option('--why <text>', 'kept with the version')
    .option('--by <name>', 'who decided on it; otherwise who is signed in on this machine')
    .action(act(push));
  playbook
    .command('rollback')
    .description('make the content of an older version the running playbook again, as a new version')
    .argument('<version>', 'such as v3')
    .requiredOption('--why <text>', 'kept with the version')
    .option('--yes', 'without asking')
    .option('--by <name>', 'who decided on it; otherwise who is signed in on this machine')
    .action(act(rollBack));
  playbook
    .command('diff')
    .description('say what is otherwise in the second playbook')
    .argument('<a>', 'a version such as v3, or a file')
    .argument('<b>', 'a version such as v4, or a file')
    .action(act(diff));
  playbook.command('history').description('list the versions: when, by whom and why').action(act(history));
  addPlaybookTest(playbook, act);
  addProposals(playbook, act);
  playbook
    .command('show')
    .description('print the running playbook, or an older version')
    .argument('[version]', 'such as v3')
    .action(act(show));
}

const NOT_DONE = 1;
const WRONG_USAGE = 2;

async function check(
  { screen, installation }: Session,
  path: string,
  { deployed = false }: { deployed?: boolean },
): Promise<number> {
  const text = await readText(path);
  const { playbook, problems } = parsePlaybook(text);
  if (deployed && playbook !== null) {
    const { chatPlaces } = await installation().operate('describe', {});
    problems.push(...locateProblems(text, checkPlaces(playbook, chatPlaces)));
  }
  screen.show({ ok: problems.length === 0, problems }, () =>
    problems.length === 0 ? `${path} is fine` : problems.map((problem) => describe(path, problem)).join('\n'),
  );
  return problems.length === 0 ? 0 : 1;
}

interface Decision {
  stories?: string;
  yes?: boolean;
  why?: string;
  by?: string;
}

async function push(session: Session, path: string, decision: Decision): Promise<number> {
  const text = await readText(path);
  const { playbook, problems } = parsePlaybook(text);
  if (playbook === null) {
    throw refused(session, path, problems, 'Mend them, and see whether all is well with: sakimawari playbook check');
  }
  const stories = decision.stories === undefined ? undefined : await storiesHeld(session, decision.stories, playbook);
  return pushShown(session, { playbook, ...(stories && { stories }) }, decision, (unfit) =>
    refused(
      session,
      path,
      locateProblems(text, unfit),
      'Mend the playbook or import the team, then push again: sakimawari playbook push',
    ),
  );
}

/** Stories that the playbook comes up to; with any that it doesn't, nothing is pushed. */
async function storiesHeld({ screen }: Session, path: string, playbook: Playbook): Promise<KeptStories[]> {
  const { outcome, kept } = await holdToStories(path, () => playbook, screen);
  if (outcome.ok) return kept;
  screen.note(outcomeText(screen, outcome));
  throw new OperatorError(
    'stories-broken',
    'The playbook was not pushed.',
    'What stories expect does not come so, as told above.',
    `Mend the playbook or the stories, and see whether all is well with: sakimawari playbook test ${path}`,
  );
}

async function rollBack(session: Session, version: string, decision: Decision): Promise<number> {
  return pushShown(session, { rollbackTo: version }, decision, (unfit) => {
    for (const { path, message } of unfit) session.screen.note(`${version}: ${path.join('.')}: ${message}`);
    return new OperatorError(
      'playbook-invalid',
      'The playbook was not pushed.',
      `${version} does not fit the team of today: ${counted(unfit.length, 'place')}, listed above.`,
      'Import the team, or push a file that fits: sakimawari playbook push FILE',
    );
  });
}

type Given = { playbook: Playbook; stories?: KeptStories[] } | { rollbackTo: string };

/** Shows what the playbook changes, has it decided on, and pushes it onto what it was shown against. */
async function pushShown(
  session: Session,
  given: Given,
  { yes = false, why, by = session.user }: Decision,
  unfit: (problems: PlaybookProblem[]) => OperatorError,
): Promise<number> {
  const { screen } = session;
  const { stories: _, ...compared } = { stories: undefined, ...given };
  const preview = await readPreview(session, compared);
  if (!preview.isSame && preview.problems.length > 0) throw unfit(preview.problems);
  const { comparedWith } = preview;
  const isNews = comparedWith !== null && !preview.isSame;
  if (isNews && !yes) {
    const isDecided = screen.isJson || session.ask === undefined ? null : await askedFor(session, preview);
    if (isDecided !== true) return notPushed(session, preview, isDecided);
  }
  const answer = await session.installation().operate('push-playbook', { ...given, onto: comparedWith, by, why });
  if ('problems' in answer) throw unfit(answer.problems);
  const shown = isNews ? shownOf(preview) : {};
  screen.show({ ...answer, ...shown }, () => {
    const done = answer.pushed
      ? `${answer.version} runs from now on`
      : `${answer.version} is the same and runs already`;
    const whole = isNews && yes ? `${previewText(preview)}\n\n${done}` : done;
    if (answer.pushed !== true) return whole;
    const lines = [whole];
    const lacking = answer.inEnglish?.map(({ text, languages }) => `${text} (${languages.join(', ')})`);
    if (lacking) lines.push(`In English for want of their own language: ${lacking.join(', ')}.`);
    const names = answer.countAnew?.join(', ');
    if (names)
      lines.push(
        `Used from now on: ${names}. A source sends too many event names, so their past may be counted together with others: sakimawari rebuild counts it anew from the raw events.`,
      );
    return lines.join('\n\n');
  });
  return 0;
}

const shownOf = ({ comparedWith, unreadable, changes, impact }: Preview) => ({
  comparedWith,
  ...(unreadable && { unreadable }),
  changes,
  impact,
});

async function askedFor({ screen, ask }: Session, preview: Preview): Promise<boolean> {
  screen.note(`${previewText(preview)}\n`);
  const answer = await ask?.('Make it the running playbook? [y/N] ');
  return /^y(es)?$/i.test(answer?.trim() ?? '');
}

/** `null`: nobody could be asked. */
function notPushed({ screen }: Session, preview: Preview, decision: false | null): number {
  const { comparedWith } = preview;
  if (decision === false) {
    screen.show({ version: comparedWith, pushed: false }, () => `Nothing was pushed: ${comparedWith} runs on`);
    return NOT_DONE;
  }
  screen.show({ version: comparedWith, pushed: false, ...shownOf(preview) }, () => previewText(preview));
  screen.note(
    `Nothing was pushed: ${comparedWith} runs on, since nobody could be asked here. If that is what you want, add --yes.`,
  );
  return WRONG_USAGE;
}

function refused({ screen }: Session, path: string, problems: LocatedProblem[], mend: string): OperatorError {
  for (const problem of problems) screen.note(describe(path, problem));
  const why = `It has ${counted(problems.length, 'mistake')}, listed above.`;
  return new OperatorError('playbook-invalid', 'The playbook was not pushed.', why, `${mend} ${path}`);
}

async function diff(session: Session, a: string, b: string): Promise<undefined> {
  const [before, after] = [await playbookAt(session, a), await playbookAt(session, b)];
  const changes = changesBetween(before, after);
  session.screen.show({ a, b, changes }, () =>
    changes.length === 0 ? `${a} and ${b} say the same` : changesText(changes),
  );
}

const VERSION = /^v[1-9]\d*$/;

async function playbookAt(session: Session, place: string): Promise<Playbook> {
  if (VERSION.test(place)) {
    return (await session.installation().operate('show-playbook', { version: place })).playbook;
  }
  const { playbook, problems } = parsePlaybook(await readText(place));
  if (playbook !== null) return playbook;
  for (const problem of problems) session.screen.note(describe(place, problem));
  throw new OperatorError(
    'playbook-invalid',
    'Nothing was compared.',
    `${place} has ${counted(problems.length, 'mistake')}, listed above.`,
    'Mend them, then compare again.',
  );
}

async function history(session: Session): Promise<undefined> {
  const { rows } = await session.installation().operate('list-playbooks', {});
  session.screen.show(rows, () =>
    session.screen.table(
      ['VERSION', 'PUSHED', 'BY', 'WHY'],
      rows.map(({ version, pushedAt, by = '–', why = '–', rolledBackTo }) => [
        version,
        pushedAt,
        by,
        rolledBackTo === undefined ? why : `back to ${rolledBackTo}: ${why}`,
      ]),
    ),
  );
}

async function show(session: Session, version: string | undefined): Promise<undefined> {
  const shown = await session.installation().operate('show-playbook', { version });
  session.screen.show(
    shown,
    () => `# ${shown.version}, pushed ${shown.pushedAt}\n${stringify(shown.playbook, { lineWidth: 120 }).trimEnd()}`,
  );
}
