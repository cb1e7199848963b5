import type { Command } from 'commander';
import type { OperationResult } from '../../../functions/operate/operations.ts';
import type { Screen } from '../../screen.ts';
import type { Act, Session } from '../../session.ts';
import type { Cell } from '../../table.ts';

type Roadmap = OperationResult<'show-roadmap'>;

export function addRoadmap(program: Command, act: Act): void {
  program
    .command('roadmap')
    .description('say which stage an account is in, how far its goal is, and whose work leads there')
    .argument('<account>')
    .action(act(showRoadmap));
}

async function showRoadmap({ screen, installation }: Session, account: string): Promise<undefined> {
  const roadmap = await installation().operate('show-roadmap', { account });
  screen.show(roadmap, () => roadmapText(screen, roadmap));
}

function roadmapText(screen: Screen, roadmap: Roadmap): string {
  const { account, asOf, stage, label, since, usualDays, goal, page } = roadmap;
  if (stage === null)
    return `${account} as of ${asOf}: nobody said which stage it is in (sakimawari stage ${account} …)\n${page}`;
  const usual = usualDays === null ? '' : `, usually for ${usualDays} days`;
  const sections = [`${account} as of ${asOf}: ${label ?? stage} since ${since}${usual}`];
  if (goal !== null) sections.push(goal.text, ...goal.requirements.map((one) => requirementText(screen, one)));
  sections.push(...taskSections(screen, roadmap), ...actionSections(screen, roadmap), roadmap.page);
  return sections.join('\n');
}

function requirementText(
  screen: Screen,
  { requirement, met, value, limit }: NonNullable<Roadmap['goal']>['requirements'][number],
): string {
  const asked = Object.entries(requirement)
    .map(([name, of]) => `${name} ${Array.isArray(of) ? of.join(', ') : of}`)
    .join(', ');
  const mark = screen.tint(met ? 'met' : 'not met', met ? 'good' : 'warn');
  return `  ${mark}: ${asked} (${value === null ? 'unknown' : Math.round(value * 100) / 100} of ${limit})`;
}

function taskSections(screen: Screen, { joint, customer, own }: Roadmap): string[] {
  const rows = Object.entries({ joint, customer, own }).flatMap(([whose, tasks]) =>
    tasks.map(({ title, status, after, tasks: raised }): (string | Cell)[] => [
      whose,
      title,
      { text: status, tone: status === 'open' ? 'warn' : 'quiet' },
      raised.map(({ assignee }) => assignee ?? '–').join(', ') || '–',
      raised.map(({ due }) => due).sort()[0] ?? '–',
      after.join(', ') || '–',
    ]),
  );
  return rows.length === 0 ? [] : [screen.table(['WHOSE', 'TASK', 'STATUS', 'ASSIGNEE', 'DUE', 'AFTER'], rows)];
}

function actionSections(screen: Screen, { positive, challenge }: Roadmap): string[] {
  const rows = Object.entries({ positive, challenge }).flatMap(([side, actions]) =>
    actions.map(({ signal, label, state, about }): (string | Cell)[] => [
      side,
      label,
      { text: state, tone: state === 'open' ? 'warn' : 'quiet' },
      about.join(', ') || '–',
      signal,
    ]),
  );
  return rows.length === 0 ? [] : [screen.table(['ACTION', 'WHEN', 'STATE', 'ABOUT', 'SIGNAL'], rows)];
}
