import { userInfo } from 'node:os';
import { Argument, type Command } from 'commander';
import { groupQuarantined, type QuarantineGroup } from '../../../domain/quarantine/quarantine-groups.ts';
import { counted } from '../../../functions/operate/commands/installation/counted.ts';
import type { OperationResult } from '../../../functions/operate/operations.ts';
import type { Screen } from '../../screen.ts';
import { type Act, allPages, type Session } from '../../session.ts';

type Event = OperationResult<'list-quarantine'>['rows'][number];
type Drop = OperationResult<'list-drops'>['rows'][number];

interface Which {
  source?: string;
  reason?: string;
}

const IDS_A_REQUEST = 500;
const EXAMPLE_LENGTH = 200;

export function addQuarantine(program: Command, act: Act): void {
  const quarantine = program.command('quarantine').description('events that could not be used, with the reason');
  filtered(quarantine.command('list').description('list them by source and reason, with an example of each'))
    .option('--all', 'each by itself')
    .option('--groups', 'with --json: the groups instead of each event')
    .option('--dropped', 'what was given up: who, when, how many')
    .action(act(list));
  filtered(quarantine.command('retry').description('try again to use them, after what was wrong is mended'))
    .argument('[ids...]', 'as "quarantine list --all" shows them; all of them unless given')
    .action(act((session: Session, ids: string[], which: Which) => retry(session, ids, which)));
  const drop = filtered(quarantine.command('drop').description('give them up for good; that it was done is kept'));
  drop
    .addArgument(new Argument('[ids...]', 'as "quarantine list --all" shows them'))
    .option('--all', 'every one there is')
    .option('--by <name>', 'who gives them up', userInfo().username)
    .action(
      act(async (session: Session, ids: string[], { all, by, ...which }: Which & { all?: boolean; by: string }) => {
        const isFiltered = which.source !== undefined || which.reason !== undefined;
        if ([ids.length > 0, all === true, isFiltered].filter(Boolean).length !== 1) {
          drop.error('error: name events, a --source or --reason, or write --all', { exitCode: 2 });
        }
        return dropEvents(session, ids.length > 0 ? ids : await idsOf(session, which), by);
      }),
    );
}

const filtered = (command: Command) =>
  command.option('--source <name>', 'only of this source').option('--reason <reason>', 'only for this reason');

async function list(
  session: Session,
  { all, groups: asGroups, dropped, source, reason }: Which & { all?: boolean; groups?: boolean; dropped?: boolean },
): Promise<undefined> {
  const { screen } = session;
  if (dropped === true) {
    const drops = await allPages(screen, (from) => session.installation().operate('list-drops', { from }));
    screen.show(drops, () => dropTable(screen, drops));
    return;
  }
  const rows = await eventsOf(session, { source, reason });
  const groups = groupQuarantined(rows);
  screen.show(asGroups === true ? groups : rows, () =>
    all === true ? eventTable(screen, rows) : groupText(screen, groups),
  );
}

async function retry(session: Session, ids: string[], which: Which): Promise<undefined> {
  const total = { used: 0, kept: 0 };
  await inChunks(session, ids.length > 0 ? ids : await idsOf(session, which), async (chunk) => {
    const answer = await session.installation().operate('retry-quarantined', { ids: chunk });
    total.used += answer.used;
    total.kept += answer.kept;
  });
  session.screen.show(total, () => `${counted(total.used, 'event')} used now, ${total.kept} still in quarantine`);
}

async function dropEvents(session: Session, ids: string[], by: string): Promise<undefined> {
  let dropped = 0;
  await inChunks(session, ids, async (chunk) => {
    dropped += (await session.installation().operate('drop-quarantined', { ids: chunk, by })).dropped;
  });
  session.screen.show({ dropped }, () => `${counted(dropped, 'event')} dropped`);
}

function eventsOf(session: Session, which: Which): Promise<Event[]> {
  const { operate } = session.installation();
  return allPages(session.screen, (from) => operate('list-quarantine', { ...which, from }));
}

const idsOf = async (session: Session, which: Which) => (await eventsOf(session, which)).map(({ id }) => id);

async function inChunks({ screen }: Session, ids: string[], work: (ids: string[]) => Promise<void>): Promise<void> {
  for (let i = 0; i < ids.length; i += IDS_A_REQUEST) {
    screen.status(`${i} of ${ids.length} …`);
    await work(ids.slice(i, i + IDS_A_REQUEST));
  }
}

function groupText(screen: Screen, groups: QuarantineGroup[]): string {
  if (groups.length === 0) return 'Nothing is in quarantine.';
  return groups
    .map(({ source, reason, count, firstAt, lastAt, example }) =>
      [
        `${screen.tint(reason, 'bad')} from ${source}: ${counted(count, 'event')}, ${firstAt} to ${lastAt}`,
        `  to do:   ${example.detail}`,
        `  example: ${example.raw.slice(0, EXAMPLE_LENGTH)}${example.raw.length > EXAMPLE_LENGTH ? '…' : ''}`,
        `  then:    sakimawari quarantine retry --source ${source} --reason ${reason}`,
      ].join('\n'),
    )
    .join('\n\n');
}

const eventTable = (screen: Screen, rows: Event[]) =>
  screen.table(
    ['RECEIVED', 'SOURCE', 'REASON', 'WHAT TO DO', 'ID'],
    rows.map(({ receivedAt, source, reason, detail, id }) => [receivedAt, source, reason, detail, id]),
  );

const dropTable = (screen: Screen, drops: Drop[]) =>
  screen.table(
    ['AT', 'BY', 'EVENTS', 'OF WHICH'],
    drops.map(({ at, by, count, groups }) => [
      at,
      by,
      String(count),
      groups.map((group) => `${group.count} ${group.reason} from ${group.source}`).join(', '),
    ]),
  );
