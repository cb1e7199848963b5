import { type Command, Option } from 'commander';
import { type ReasonedMovement, reasonedMovements } from '../../../domain/playbook/reasoned-movements.ts';
import { parseDay } from '../../arguments.ts';
import type { Act, Session } from '../../session.ts';

interface Options {
  of: ReasonedMovement;
  on?: string;
  note?: string;
}

export function addReason(program: Command, act: Act): void {
  program
    .command('reason')
    .description('say why a customer left or is going to, pays less or more, or came back')
    .argument('<account>')
    .argument('<reason>', 'out of the list of the playbook')
    .addOption(
      new Option('--of <movement>', 'what it is the reason of').choices(reasonedMovements).makeOptionMandatory(),
    )
    .option('--on <date>', 'the day of the movement, the last one of its kind unless given', parseDay)
    .option('--note <text>', 'in their own words')
    .action(act(giveReason));
}

async function giveReason(
  session: Session,
  account: string,
  reason: string,
  { of: movement, on, note }: Options,
): Promise<undefined> {
  const { screen, user: by } = session;
  const given = await session.installation().operate('give-reason', { account, movement, on, reason, note, by });
  screen.show(given, () => {
    const told = `${account}: ${movement} for ${reason}`;
    return `${given.isNew ? told : `${told}, as it was said before`}\n${given.page}`;
  });
  if (given.warning !== null) screen.note(given.warning);
}
