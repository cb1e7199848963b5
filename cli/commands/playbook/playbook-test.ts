import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Command } from 'commander';
import type { Playbook } from '../../../domain/playbook/playbook.ts';
import { counted } from '../../../functions/operate/commands/installation/counted.ts';
import { OperatorError } from '../../../functions/operate/operator-error.ts';
import { parsePlaybook } from '../../../playbooks/load.ts';
import type { StoryFile } from '../../../playbooks/load-stories.ts';
import { describe } from '../../../playbooks/yaml-source.ts';
import { readText } from '../../read-text.ts';
import type { Act, Session } from '../../session.ts';
import { holdToStories, outcomeText } from './hold-stories.ts';

const SHIPPED_PLAYBOOK = fileURLToPath(new URL('../../../playbooks/default.yaml', import.meta.url));

export function addPlaybookTest(playbook: Command, act: Act): void {
  playbook
    .command('test')
    .description('live through stories and say where the playbook does otherwise than they expect')
    .argument('<file>', 'a file of stories, or a folder of such files')
    .option('--playbook <file>', 'hold this playbook to them, whatever the files name')
    .action(act(test));
}

async function test({ screen }: Session, path: string, options: { playbook?: string }): Promise<number> {
  const playbooks = new Map<string, Playbook>();
  const playbookOf = (file: string, stories: StoryFile) =>
    playbookAt(playbooks, playbookFor(file, stories, options.playbook));
  const { outcome } = await holdToStories(path, playbookOf, screen);
  screen.show(outcome, () => outcomeText(screen, outcome));
  return outcome.ok ? 0 : 1;
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
