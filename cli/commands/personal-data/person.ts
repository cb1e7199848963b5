import type { Command } from 'commander';
import type { Act, Session } from '../../session.ts';
import { confirmation, eraseAll, exportAll, unseenOf } from './personal-data.ts';

interface Options {
  account: string;
  everywhere?: boolean;
}

const them = { of: 'of them', about: 'about them' };

export function addPerson(program: Command, act: Act): void {
  const person = program.command('person').description('what is kept of a person of a customer: told or erased');
  person
    .command('export')
    .description('write everything that lies about a person into a file, a line a record')
    .argument('<id>', 'the id of the contact, which is the user of the events')
    .requiredOption('--account <id>', 'their account')
    .option('--to <file>', 'a file that is not there yet', 'person.ndjson')
    .option('--everywhere', 'read both tables whole, and not only where their keys lead')
    .action(act(exportOne));
  person
    .command('erase')
    .description('take a person out of everything; what is erased does not come back')
    .argument('<id>', 'the id of the contact, which is the user of the events')
    .requiredOption('--account <id>', 'their account')
    .option('--confirm <id>', 'the same id again, instead of being asked')
    .option('--everywhere', 'read both tables whole, and not only where their keys lead')
    .action(act(eraseOne));
  person
    .command('readmit')
    .description('take in again what comes of somebody who was erased and agrees to be there')
    .argument('<id>', 'the id of the contact, which is the user of the events')
    .requiredOption('--account <id>', 'their account')
    .action(act(readmitOne));
}

async function readmitOne({ screen, installation }: Session, person: string, { account }: Options): Promise<undefined> {
  const done = await installation().operate('readmit-person', { account, person });
  screen.show(done, () => 'what comes of them is taken in again; what was erased does not come back');
}

async function exportOne(
  session: Session,
  person: string,
  { account, to, everywhere }: Options & { to: string },
): Promise<number> {
  const page = (from?: string) =>
    session.installation().operate('export-person', { account, person, from, everywhere });
  const unseen = await unseenOf(session, { isOfAccount: false, isEverywhere: everywhere === true });
  return exportAll(session.screen, { page, to, unseen, ...them });
}

async function eraseOne(
  session: Session,
  person: string,
  { account, confirm, everywhere }: Options & { confirm?: string },
): Promise<number> {
  const confirmed = await confirmation(session, confirm, 'Everything about them goes', 'Their id');
  const step = (from?: string) =>
    session.installation().operate('erase-person', { account, person, confirm: confirmed, from, everywhere });
  const unseen = await unseenOf(session, { isOfAccount: false, isEverywhere: everywhere === true });
  return eraseAll(session.screen, { step, unseen, ...them });
}
