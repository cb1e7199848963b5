import { type Command, Option } from 'commander';
import { teamRoles } from '../../../domain/account/account.ts';
import { STAYS } from '../../../domain/plays/reasons-asked.ts';
import { type TaskOutcome, taskOutcomes } from '../../../domain/tasks/task-outcome.ts';
import { parseDay, parseMinutes } from '../../arguments.ts';
import { type Act, allPages, type Session } from '../../session.ts';

export function addTasks(program: Command, act: Act): void {
  const tasks = program
    .command('tasks')
    .description('list the tasks')
    .option('--account <id>', 'only of this account')
    .option('--csm <id>', 'only those that this colleague has')
    .option('--open', 'only those that are not done')
    .action(act(listTasks));
  tasks
    .command('done')
    .description('record that a task is done')
    .argument('<id>', 'as "tasks" lists it')
    .addOption(new Option('--outcome <outcome>', 'what came of it').choices(taskOutcomes))
    .addOption(
      new Option('--reason <reason>', 'why the customer leaves, of a task that asks for it').conflicts('stays'),
    )
    .option('--stays', 'they do not leave after all, of a task that asks why')
    .option('--note <text>', 'what is worth knowing about it')
    .option('--minutes <n>', 'how long it took', parseMinutes)
    .option('--by <id>', 'the colleague who did it, whoever has the task unless given')
    .action(act(closeTask));
  tasks
    .command('snooze')
    .description('put a task off to a day; nobody is reminded of it before')
    .argument('<id>', 'as "tasks" lists it')
    .argument('<day>', 'when it comes back', parseDay)
    .option('--note <text>', 'why')
    .option('--by <id>', 'the colleague who puts it off')
    .action(act(snoozeTask));
  tasks
    .command('remind')
    .description('remind whoever has a late task; what comes by itself comes all the same')
    .argument('[id]', 'as "tasks" lists it; without one, the task that is late for longest')
    .option('--escalate', 'tell whoever answers for them instead')
    .action(act(remindOfTask));
  tasks
    .command('hand-over')
    .description('give a task to a colleague, who gets it by mail')
    .argument('<id>', 'as "tasks" lists it')
    .option('--to <id>', 'the colleague')
    .addOption(new Option('--role <role>', 'whoever holds the role for the account').choices(teamRoles))
    .option('--note <text>', 'what they should know')
    .option('--by <id>', 'the colleague who hands it over')
    .action(act(handOverTask));
}

async function listTasks(
  session: Session,
  { account, csm, open }: { account?: string; csm?: string; open?: boolean },
): Promise<undefined> {
  const { screen } = session;
  const request = { account, assignee: csm, openOnly: open === true };
  const rows = await allPages(screen, (from) => session.installation().operate('list-tasks', { ...request, from }));
  rows.sort((a, b) => (a.due < b.due ? -1 : 1));
  screen.show(rows, () =>
    screen.table(
      ['DUE', 'PRIORITY', 'ACCOUNT', 'TASK', 'ASSIGNEE', 'SIGNAL', 'STATUS', 'ID', 'PAGE'],
      rows.map((row) => [
        row.due,
        { text: row.priority, tone: row.priority === 'high' ? 'warn' : undefined },
        row.account,
        row.title,
        row.assignee ?? `– (${row.role})`,
        row.signal,
        {
          text: !row.snoozedUntil ? row.status : `${row.status}, back ${row.snoozedUntil}`,
          tone: row.status === 'open' ? undefined : 'quiet',
        },
        row.id,
        row.page,
      ]),
      2,
    ),
  );
}

interface Finish {
  outcome?: TaskOutcome;
  reason?: string;
  stays?: boolean;
  note?: string;
  minutes?: number;
  by?: string;
}

async function closeTask(session: Session, id: string, { stays = false, ...finish }: Finish): Promise<undefined> {
  const reason = stays ? STAYS : finish.reason;
  const closed = await session.installation().operate('close-task', { id, ...finish, reason });
  session.screen.show(closed, () => `${closed.id} is ${closed.status}\n${closed.page}`);
}

async function snoozeTask(
  session: Session,
  id: string,
  until: string,
  { note, by }: { note?: string; by?: string },
): Promise<undefined> {
  const snoozed = await session.installation().operate('snooze-task', { id, until, note, by });
  session.screen.show(snoozed, () => `${snoozed.id} comes back on ${snoozed.snoozedUntil}\n${snoozed.page}`);
}

interface HandOver {
  to?: string;
  role?: (typeof teamRoles)[number];
  note?: string;
  by?: string;
}

async function handOverTask(session: Session, id: string, { to, role, note, by }: HandOver): Promise<undefined> {
  const given = await session.installation().operate('hand-over-task', { id, to, role, note, by });
  session.screen.show(given, () => `${given.id} is ${given.assignee}'s from now on\n${given.page}`);
}

async function remindOfTask(
  { screen, installation }: Session,
  id: string | undefined,
  { escalate = false }: { escalate?: boolean },
): Promise<undefined> {
  const reminder = await installation().operate('remind-of-task', { id, escalate });
  screen.show(reminder, () => `${reminder.to}: ${reminder.kind} of ${reminder.task} is on its way\n${reminder.page}`);
}
