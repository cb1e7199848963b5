import { type Command, Option } from 'commander';
import { type TaskOutcome, taskOutcomes } from '../../domain/activity.ts';
import type { Act } from '../run-command.ts';
import { allPages, type Session } from '../session.ts';

export function addTasks(program: Command, act: Act): void {
  const tasks = program
    .command('tasks')
    .description('list the tasks')
    .option('--account <id>', 'only of this account')
    .option('--open', 'only those that are not done')
    .action(act(listTasks));
  tasks
    .command('done')
    .description('record that a task is done')
    .argument('<id>', 'as "tasks" lists it')
    .addOption(new Option('--outcome <outcome>', 'what came of it').choices(taskOutcomes))
    .option('--note <text>', 'what is worth knowing about it')
    .option('--by <id>', 'the colleague who did it, whoever has the task unless given')
    .action(act(closeTask));
}

async function listTasks(session: Session, options: { account?: string; open?: boolean }): Promise<undefined> {
  const { screen } = session;
  const request = { account: options.account, openOnly: options.open === true };
  const rows = await allPages(screen, (from) => session.installation().operate('list-tasks', { ...request, from }));
  rows.sort((a, b) => (a.due < b.due ? -1 : 1));
  screen.show(rows, () =>
    screen.table(
      ['DUE', 'PRIORITY', 'ACCOUNT', 'TASK', 'ASSIGNEE', 'SIGNAL', 'STATUS', 'ID'],
      rows.map((row) => [
        row.due,
        { text: row.priority, tone: row.priority === 'high' ? 'warn' : undefined },
        row.account,
        row.title,
        row.assignee ?? `– (${row.role})`,
        row.signal,
        { text: row.status, tone: row.status === 'open' ? undefined : 'quiet' },
        row.id,
      ]),
    ),
  );
}

interface Finish {
  outcome?: TaskOutcome;
  note?: string;
  by?: string;
}

async function closeTask(session: Session, id: string, { outcome, note, by }: Finish): Promise<undefined> {
  const closed = await session.installation().operate('close-task', { id, outcome, note, by });
  session.screen.show(closed, () => `${closed.id} is ${closed.status}`);
}
