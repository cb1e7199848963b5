import type { Command } from 'commander';
import type { Act, Session } from '../../session.ts';

export function addContact(program: Command, act: Act): void {
  program
    .command('contact')
    .description('what is known of a contact beside the imported facts')
    .command('bounced')
    .description("record that mail to the contact's address comes back: nothing more is sent there")
    .argument('<account>')
    .argument('<contact>')
    .option('--complained', 'it arrives, and they marked it as unwanted')
    .action(act(bounced));
}

async function bounced(
  session: Session,
  account: string,
  contact: string,
  { complained }: { complained?: boolean },
): Promise<undefined> {
  const reason = complained ? 'complained' : 'bounced';
  const dead = await session.installation().operate('record-dead-address', { account, contact, reason });
  session.screen.show(dead, () => `${dead.contact} of ${dead.account}: ${dead.address} ${dead.reason}`);
}
