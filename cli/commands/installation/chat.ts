import type { Command } from 'commander';
import type { Act, Session } from '../../session.ts';

export function addChat(program: Command, act: Act): void {
  program
    .command('chat')
    .description("the company's chat")
    .command('test')
    .description('post a message, to see whether it arrives')
    .action(act(testChat));
}

async function testChat({ screen, installation }: Session): Promise<undefined> {
  const posted = await installation().operate('test-chat', {});
  screen.show(posted, () => `${posted.id} is on its way; if it does not arrive: sakimawari outbox --held`);
}
