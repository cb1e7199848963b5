import type { Command } from 'commander';
import type { Act, Session } from '../../session.ts';

export function addSignOut(program: Command, act: Act): void {
  program
    .command('sign-out')
    .description(
      "end every session of a colleague on the team's pages, every key they gave an assistant, and links to sign in that weren't used",
    )
    .argument('<person>', 'their id')
    .action(act(signOut));
}

async function signOut({ screen, installation }: Session, person: string): Promise<undefined> {
  const ended = await installation().operate('close-sessions', { person });
  screen.show(ended, () => {
    const keys = ended.keys === 0 ? '' : ` ${ended.keys === 1 ? '1 key' : `${ended.keys} keys`} for assistants ended.`;
    if (ended.sessions === 0) {
      return `${ended.name} was not signed in. Links to sign in that weren't used are dead.${keys}`;
    }
    const sessions = ended.sessions === 1 ? '1 session' : `${ended.sessions} sessions`;
    return `${ended.name} is signed out: ${sessions} ended.${keys}`;
  });
}
