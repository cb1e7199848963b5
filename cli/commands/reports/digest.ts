import type { Command } from 'commander';
import type { Act, Session } from '../../session.ts';

export function addDigest(program: Command, act: Act): void {
  program
    .command('digest')
    .description('send digests as they stand now; those of the day come at their hour all the same')
    .requiredOption('--now', 'at once')
    .option('--person <id>', 'to this colleague only')
    .action(act(sendDigests));
}

async function sendDigests({ screen, installation }: Session, { person }: { person?: string }): Promise<undefined> {
  const digests = await installation().operate('send-digests-now', { person });
  screen.show(digests, () => {
    const sent = digests.filter(({ mail }) => mail !== null);
    const idle = digests.filter(({ mail }) => mail === null);
    return [
      ...sent.map(({ to, mail }) => `${to}: ${mail} is on its way`),
      ...(idle.length > 0 ? [`Nothing to do for ${idle.map((one) => one.person).join(', ')}: no mail.`] : []),
      ...(digests.length === 0 ? ['Nobody of the team is there to get one.'] : []),
    ].join('\n');
  });
}
