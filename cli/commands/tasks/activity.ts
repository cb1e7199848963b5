import { type Command, Option } from 'commander';
import { type TouchKind, touchKinds } from '../../../domain/activities/activity.ts';
import {
  type ActivityOutcome,
  activityOutcomes,
  type Initiative,
  initiatives,
} from '../../../domain/activities/work-kind.ts';
import { parseDay, parseMinutes, parseReplies } from '../../arguments.ts';
import { type Act, allPages, type Session } from '../../session.ts';

export function addActivity(program: Command, act: Act): void {
  const activity = program.command('activity').description('what was done for an account: calls, meetings, tasks');
  activity
    .command('add')
    .description('record that somebody was in touch with an account')
    .argument('<account>')
    .addOption(new Option('--kind <kind>', 'how').choices(touchKinds).makeOptionMandatory())
    .option('--day <date>', 'when, today unless given', parseDay)
    .option('--by <id>', 'the colleague who did it')
    .option('--activity <name>', 'what kind of activity, as the playbook lists it')
    .option('--minutes <number>', 'how long it took', parseMinutes)
    .addOption(new Option('--initiative <initiative>', 'unless it is as usual for the activity').choices(initiatives))
    .addOption(new Option('--outcome <outcome>', 'what came of it').choices(activityOutcomes))
    .option('--replies <number>', 'how often you wrote back, of one inquiry', parseReplies)
    .option('--note <text>', 'what is worth knowing about it')
    .action(act(add));
  activity.command('list').description('list what was done for an account').argument('<account>').action(act(list));
  activity
    .command('log')
    .description('list what the whole team did for its customers, the latest first')
    .option('--by <id>', 'the colleague who did it')
    .option('--since <date>', 'from that day on', parseDay)
    .action(act(listWork));
}

interface Touch {
  kind: TouchKind;
  day?: string;
  by?: string;
  note?: string;
  activity?: string;
  minutes?: number;
  initiative?: Initiative;
  outcome?: ActivityOutcome;
  replies?: number;
}

async function add(session: Session, account: string, touch: Touch): Promise<undefined> {
  const added = await session.installation().operate('add-activity', { account, ...touch });
  session.screen.show(added, () => `${added.account}: ${added.kind} on ${added.day}\n${added.page}`);
}

async function list(session: Session, account: string): Promise<undefined> {
  const { screen } = session;
  const rows = await allPages(screen, (from) => session.installation().operate('list-activities', { account, from }));
  screen.show(rows, () =>
    screen.table(
      ['DAY', 'WHAT', 'BY', 'OUTCOME', 'NOTE', 'PAGE'],
      rows.map(({ day, kind, by, outcome, stage, note, page }) => [
        day,
        kind,
        by ?? '–',
        outcome ?? stage ?? '–',
        note ?? '–',
        page,
      ]),
    ),
  );
}

async function listWork(session: Session, asked: { by?: string; since?: string }): Promise<undefined> {
  const { screen } = session;
  const rows = await allPages(screen, (from) => session.installation().operate('list-work', { ...asked, from }));
  screen.show(rows, () =>
    screen.table(
      ['DAY', 'ACCOUNT', 'WHAT', 'HOW', 'BY', 'MINUTES', 'OUTCOME'],
      rows.map(({ day, account, activity, kind, by, minutes, outcome }) => [
        day,
        account,
        activity ?? '–',
        kind,
        by ?? '–',
        `${minutes ?? '–'}`,
        outcome ?? '–',
      ]),
    ),
  );
}
