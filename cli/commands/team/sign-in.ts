import type { Command } from 'commander';
import { SIGN_IN_LINK_GOOD_FOR_IN_MINUTES } from '../../../domain/sign-in/sign-in-asks.ts';
import type { Act, Session } from '../../session.ts';

export function addSignIn(program: Command, act: Act): void {
  program
    .command('sign-in')
    .description("make a link that signs a colleague in to the team's pages, once")
    .argument('<person>', 'their id')
    .action(act(signIn));
}

async function signIn({ screen, installation }: Session, person: string): Promise<undefined> {
  const made = await installation().operate('give-sign-in-link', { person });
  screen.show(made, () =>
    [`${made.name} signs in here, within ${SIGN_IN_LINK_GOOD_FOR_IN_MINUTES} minutes:`, made.url].join('\n'),
  );
}
