import type { Command } from 'commander';
import { counted } from '../../../functions/operate/commands/installation/counted.ts';
import type { Act, Session } from '../../session.ts';
import { remainingTime } from '../events/pace.ts';

export function addMigrate(program: Command, act: Act): void {
  program
    .command('migrate')
    .description('after an upgrade: move what earlier releases stored to where this one keeps it; safe to repeat')
    .action(act(migrate));
}

async function migrate(session: Session): Promise<number> {
  const { screen } = session;
  const checked = await checkPlaybooks(session);
  const { moved, left } = await moveRows(session);
  const begun = await beginLedgers(session);
  const indexed = await indexOpenTasks(session);
  const onBoard = await buildBoard(session);
  const logged = await fillWorkLog(session);
  screen.show({ moved, left, checked, begun, indexed, onBoard, logged }, () => {
    const rows = moved === 0 && left === 0 ? 'nothing to move' : `${counted(moved, 'row')} moved, ${left} left`;
    return [
      rows,
      ...(checked === 0 ? [] : [`${counted(checked, 'version')} of the playbook checked`]),
      ...(begun === 0 ? [] : [`${counted(begun, 'ledger')} begun`]),
      ...(indexed === 0 ? [] : [`${counted(indexed, 'row')} listed by person`]),
      ...(onBoard === 0 ? [] : [`${counted(onBoard, 'account')} put on the board`]),
      ...(logged === 0 ? [] : [`${counted(logged, 'piece')} of work put into the log`]),
    ].join('; ');
  });
  if (left > 0) {
    screen.note(
      'The index of the table may be a moment behind, or an earlier release is still running: run it once more.',
    );
  }
  return left === 0 ? 0 : 1;
}

/** Functions take a playbook unchecked that their own release has checked. */
async function checkPlaybooks({ installation }: Session): Promise<number> {
  const { operate } = installation();
  let checked = 0;
  let from: string | undefined;
  do {
    const step = await operate('check-playbooks', { from });
    checked += step.noted;
    from = step.next;
  } while (from !== undefined);
  return checked;
}

/** Accounts that are older than ledgers get their first entries. */
async function beginLedgers({ installation, screen }: Session): Promise<number> {
  const { operate } = installation();
  let begun = 0;
  let from: string | undefined;
  do {
    const step = await operate('begin-ledgers', { from });
    begun += step.begun;
    from = step.next;
    if (from !== undefined) screen.status(`${counted(begun, 'ledger')} begun …`);
  } while (from !== undefined);
  screen.clearStatus();
  return begun;
}

/** What is older than the team's pages and is to be done is listed there by whoever has it. */
async function indexOpenTasks({ installation }: Session): Promise<number> {
  const { operate } = installation();
  let indexed = 0;
  let from: string | undefined;
  do {
    const step = await operate('index-open-tasks', { from });
    indexed += step.indexed;
    from = step.next;
  } while (from !== undefined);
  return indexed;
}

/** Accounts that are older than the team's list of them are on it at once, and not from the next night on. */
async function buildBoard({ installation, screen }: Session): Promise<number> {
  const { operate } = installation();
  let built = 0;
  let from: number | undefined;
  do {
    const step = await operate('build-board', { from });
    built += step.built;
    from = step.next;
    if (from !== undefined) screen.status(`${counted(built, 'account')} put on the board …`);
  } while (from !== undefined);
  screen.clearStatus();
  return built;
}

/** What was done before there was a log of work is in it as well. */
async function fillWorkLog({ installation, screen }: Session): Promise<number> {
  const { operate } = installation();
  let logged = 0;
  let from: string | undefined;
  do {
    const step = await operate('fill-work-log', { from });
    logged += step.logged;
    from = step.next;
    if (from !== undefined) screen.status(`${counted(logged, 'piece')} of work put into the log …`);
  } while (from !== undefined);
  screen.clearStatus();
  return logged;
}

async function moveRows({ installation, screen, now }: Session): Promise<{ moved: number; left: number }> {
  const { operate } = installation();
  const { count: before } = await operate('count-old-rows', {});
  const remaining = remainingTime(now);
  let moved = 0;
  let from: string | undefined;
  do {
    const step = await operate('move-old-rows', { from });
    moved += step.moved;
    from = step.next;
    if (from !== undefined && before > 0) {
      screen.status(`${counted(moved, 'row')} of ${before} moved, ${remaining(Math.min(1, moved / before))} …`);
    }
  } while (from !== undefined);
  screen.clearStatus();
  const { count: left } = moved === 0 && before === 0 ? { count: 0 } : await operate('count-old-rows', {});
  return { moved, left };
}
