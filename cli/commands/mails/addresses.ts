import type { Command } from 'commander';
import { counted } from '../../../functions/operate/commands/installation/counted.ts';
import { type Act, allPages, type Session } from '../../session.ts';

export function addSuppressed(program: Command, act: Act): void {
  const suppressed = program
    .command('suppressed')
    .description('list the addresses that nobody is written to any more')
    .action(act(listSuppressed));
  suppressed
    .command('remove')
    .description('write to an address again')
    .argument('<address>')
    .action(act(removeSuppressed));
}

export function addSenders(program: Command, act: Act): void {
  const senders = program
    .command('senders')
    .description('list the senders that pause because too much of their mail came back')
    .action(act(listPausedSenders));
  senders
    .command('resume')
    .description('let a sender go on, and send what was held for the pause')
    .argument('<address>')
    .action(act(resumeSender));
}

async function listSuppressed({ screen, installation }: Session): Promise<undefined> {
  const { operate } = installation();
  const rows = await allPages(screen, (from) => operate('list-suppressed', { from }));
  screen.show(rows, () =>
    screen.table(
      ['SINCE', 'WHY', 'ADDRESS'],
      rows.map(({ since, reason, address }) => [since, reason, address]),
    ),
  );
}

async function removeSuppressed({ screen, installation }: Session, address: string): Promise<undefined> {
  const removed = await installation().operate('remove-suppressed', { address });
  screen.show(removed, () => `${removed.address} is written to again`);
}

async function listPausedSenders({ screen, installation }: Session): Promise<undefined> {
  const { operate } = installation();
  const rows = await allPages(screen, (from) => operate('list-paused-senders', { from }));
  screen.show(rows, () =>
    screen.table(
      ['SINCE', 'SENDER', 'WHY'],
      rows.map(({ since, sender, reason }) => [since, sender, { text: reason, tone: 'bad' as const }]),
    ),
  );
}

async function resumeSender({ screen, installation }: Session, address: string): Promise<undefined> {
  const resumed = await installation().operate('resume-sender', { address });
  screen.show(resumed, () => `${resumed.sender} goes on; ${counted(resumed.released, 'held mail')} released`);
}
