import type { Command } from 'commander';
import { counted } from '../../functions/operate/counted.ts';
import type { Act } from '../run-command.ts';
import { allPages, type Session } from '../session.ts';

const IDS_A_REQUEST = 500;

export function addQuarantine(program: Command, act: Act): void {
  const quarantine = program.command('quarantine').description('events that could not be used, with the reason');
  quarantine.command('list').description('list them').action(act(list));
  quarantine
    .command('retry')
    .description('try again to use them, after what was wrong is mended')
    .argument('[ids...]', 'as "quarantine list" shows them; all of them unless given')
    .action(act(retry));
  const drop: Command = quarantine
    .command('drop')
    .description('give them up for good')
    .argument('[ids...]', 'as "quarantine list" shows them')
    .option('--all', 'every one there is')
    .action(
      act(async (session: Session, ids: string[], { all }: { all?: boolean }) => {
        if ((ids.length === 0) === (all === undefined))
          drop.error('error: name events, or write --all', { exitCode: 2 });
        return dropEvents(session, all ? await allIds(session) : ids);
      }),
    );
}

async function list(session: Session): Promise<undefined> {
  const { screen } = session;
  const rows = await allPages(screen, (from) => session.installation().operate('list-quarantine', { from }));
  screen.show(rows, () =>
    screen.table(
      ['RECEIVED', 'SOURCE', 'REASON', 'WHAT TO DO', 'ID'],
      rows.map(({ receivedAt, source, reason, detail, id }) => [receivedAt, source, reason, detail, id]),
    ),
  );
}

async function retry(session: Session, ids: string[]): Promise<undefined> {
  const total = { used: 0, kept: 0 };
  await inChunks(session, ids.length === 0 ? await allIds(session) : ids, async (chunk) => {
    const answer = await session.installation().operate('retry-quarantined', { ids: chunk });
    total.used += answer.used;
    total.kept += answer.kept;
  });
  session.screen.show(total, () => `${counted(total.used, 'event')} used now, ${total.kept} still in quarantine`);
}

async function dropEvents(session: Session, ids: string[]): Promise<undefined> {
  let dropped = 0;
  await inChunks(session, ids, async (chunk) => {
    dropped += (await session.installation().operate('drop-quarantined', { ids: chunk })).dropped;
  });
  session.screen.show({ dropped }, () => `${counted(dropped, 'event')} dropped`);
}

async function allIds(session: Session): Promise<string[]> {
  const { operate } = session.installation();
  const rows = await allPages(session.screen, (from) => operate('list-quarantine', { from }));
  return rows.map(({ id }) => id);
}

async function inChunks({ screen }: Session, ids: string[], work: (ids: string[]) => Promise<void>): Promise<void> {
  for (let i = 0; i < ids.length; i += IDS_A_REQUEST) {
    screen.status(`${i} of ${ids.length} …`);
    await work(ids.slice(i, i + IDS_A_REQUEST));
  }
}
