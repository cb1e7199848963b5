import type { Command } from 'commander';
import { stringify } from 'yaml';
import { counted } from '../../functions/operate/counted.ts';
import { OperatorError } from '../../functions/operate/operator-error.ts';
import { locateProblems, parsePlaybook } from '../../playbooks/load.ts';
import { describe, type LocatedProblem } from '../../playbooks/yaml-source.ts';
import { readText } from '../read-text.ts';
import type { Act, Session } from '../session.ts';
import { addPlaybookTest } from './playbook-test.ts';

export function addPlaybook(program: Command, act: Act): void {
  const playbook = program.command('playbook').description('check, push and show the playbook');
  playbook
    .command('check')
    .description('say what is wrong in a playbook file, line by line')
    .argument('<file>')
    .action(act(check));
  playbook
    .command('push')
    .description('make a playbook file the running playbook, as a new version')
    .argument('<file>')
    .action(act(push));
  addPlaybookTest(playbook, act);
  playbook.command('show').description('print the running playbook').action(act(show));
}

async function check({ screen }: Session, path: string): Promise<number> {
  const { problems } = parsePlaybook(await readText(path));
  screen.show({ ok: problems.length === 0, problems }, () =>
    problems.length === 0 ? `${path} is fine` : problems.map((problem) => describe(path, problem)).join('\n'),
  );
  return problems.length === 0 ? 0 : 1;
}

async function push(session: Session, path: string): Promise<undefined> {
  const text = await readText(path);
  const { playbook, problems } = parsePlaybook(text);
  if (playbook === null) {
    throw refused(session, path, problems, 'Mend them, and see whether all is well with: sakimawari playbook check');
  }
  const answer = await session.installation().operate('push-playbook', { playbook });
  if ('problems' in answer) {
    const located = locateProblems(text, answer.problems);
    throw refused(
      session,
      path,
      located,
      'Mend the playbook or import the team, then push again: sakimawari playbook push',
    );
  }
  session.screen.show(answer, () =>
    answer.pushed ? `${answer.version} runs from now on` : `${answer.version} is the same and runs already`,
  );
}

function refused({ screen }: Session, path: string, problems: LocatedProblem[], mend: string): OperatorError {
  for (const problem of problems) screen.note(describe(path, problem));
  const why = `It has ${counted(problems.length, 'mistake')}, listed above.`;
  return new OperatorError('playbook-invalid', 'The playbook was not pushed.', why, `${mend} ${path}`);
}

async function show(session: Session): Promise<undefined> {
  const running = await session.installation().operate('show-playbook', {});
  session.screen.show(
    running,
    () =>
      `# ${running.version}, pushed ${running.pushedAt}\n${stringify(running.playbook, { lineWidth: 120 }).trimEnd()}`,
  );
}
