import type { Command } from 'commander';
import type { Act, Session } from '../../session.ts';
import { confirmation, eraseAll, exportAll, unseenOf } from './personal-data.ts';

interface Options {
  everywhere?: boolean;
}

const it = { of: 'of it', about: 'about it' };

export function addAccount(program: Command, act: Act): void {
  const account = program.command('account').description('all that is kept of an account: told or erased');
  account
    .command('export')
    .description('write everything that lies about an account into a file, a line a record')
    .argument('<id>', 'the id of the account')
    .option('--to <file>', 'a file that is not there yet', 'account.ndjson')
    .option('--everywhere', 'read both tables whole, and not only where its keys lead')
    .action(act(exportOne));
  account
    .command('erase')
    .description('take an account and its people out of everything; what is erased does not come back')
    .argument('<id>', 'the id of the account')
    .option('--confirm <id>', 'the same id again, instead of being asked')
    .option('--everywhere', 'read both tables whole, and not only where its keys lead')
    .action(act(eraseOne));
  account
    .command('readmit')
    .description('take in again what comes of an account that was erased and is back')
    .argument('<id>', 'the id of the account')
    .action(act(readmitOne));
}

async function exportOne(
  session: Session,
  account: string,
  { to, everywhere }: Options & { to: string },
): Promise<number> {
  const page = (from?: string) => session.installation().operate('export-account', { account, from, everywhere });
  const unseen = await unseenOf(session, { isOfAccount: true, isEverywhere: everywhere === true });
  return exportAll(session.screen, { page, to, unseen, ...it });
}

async function eraseOne(
  session: Session,
  account: string,
  { confirm, everywhere }: Options & { confirm?: string },
): Promise<number> {
  const confirmed = await confirmation(session, confirm, 'Everything of the account goes', 'Its id');
  const step = (from?: string) =>
    session.installation().operate('erase-account', { account, confirm: confirmed, from, everywhere });
  const unseen = await unseenOf(session, { isOfAccount: true, isEverywhere: everywhere === true });
  return eraseAll(session.screen, { step, unseen, ...it });
}

async function readmitOne({ screen, installation }: Session, account: string): Promise<undefined> {
  const done = await installation().operate('readmit-account', { account });
  screen.show(done, () => 'what comes of it is taken in again; what was erased does not come back');
}
