import type { Command } from 'commander';
import { stringify } from 'yaml';
import { counted } from '../../functions/operate/counted.ts';
import { OperatorError } from '../../functions/operate/operator-error.ts';
import { parsePlaybook } from '../../playbooks/load.ts';
import { describe } from '../../playbooks/yaml-source.ts';
import { readText } from '../read-text.ts';
import type { Act } from '../run-command.ts';
import type { Session } from '../session.ts';
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
  const { playbook, problems } = parsePlaybook(await readText(path));
  if (playbook === null) {
    for (const problem of problems) session.screen.note(describe(path, problem));
    throw new OperatorError(
      'playbook-invalid',
      'The playbook was not pushed.',
      `It has ${counted(problems.length, 'mistake')}, listed above.`,
      `Mend them, and see whether all is well with: sakimawari playbook check ${path}`,
    );
  }
  const answer = await session.installation().operate('push-playbook', { playbook });
  session.screen.show(answer, () =>
    answer.pushed ? `${answer.version} runs from now on` : `${answer.version} is the same and runs already`,
  );
}

async function show(session: Session): Promise<undefined> {
  const running = await session.installation().operate('show-playbook', {});
  session.screen.show(
    running,
    () =>
      `# ${running.version}, pushed ${running.pushedAt}\n${stringify(running.playbook, { lineWidth: 120 }).trimEnd()}`,
  );
}
