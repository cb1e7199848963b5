import type { Command } from 'commander';
import { PUT_OFF } from '../../../domain/outbox/outbox.ts';
import type { OperationResult } from '../../../functions/operate/operations.ts';
import { parseSeconds } from '../../arguments.ts';
import type { Act, Session } from '../../session.ts';

const LOOK_EVERY_MS = 500;
/** A new message leaves within seconds, and its service has eight to answer. */
const DEFAULT_TIMEOUT_IN_SECONDS = 60;

export function addChat(program: Command, act: Act): void {
  program
    .command('chat')
    .description("the company's chat")
    .command('test')
    .description('post a message, and say what the service answered; exits 1 when it did not take it')
    .argument('[place]', 'a name under chat.places of the configuration; the main one unless said')
    .option('--timeout <seconds>', 'give up after so long', parseSeconds, DEFAULT_TIMEOUT_IN_SECONDS)
    .action(act(testChat));
}

type Look = OperationResult<'look-at-chat-test'>;

async function testChat(
  session: Session,
  place: string | undefined,
  { timeout }: { timeout: number },
): Promise<number> {
  const { screen, installation } = session;
  const posted = await installation().operate('test-chat', { place });
  const look = await outcomeOf(session, posted.id, timeout);
  const isTaken = look.status === 'sent';
  screen.show({ ...posted, ...look, taken: isTaken }, () => `${posted.place}: ${saidOf(look)}`);
  return isTaken ? 0 : 1;
}

/** What became of it; as it stands, where it has not left in time. */
async function outcomeOf({ installation, screen, now, sleep }: Session, id: string, timeout: number): Promise<Look> {
  const startedAt = now();
  for (;;) {
    const look = await installation().operate('look-at-chat-test', { id });
    const isOpen = look.status === 'claimed' || (look.status === 'pending' && look.reason === null);
    if (!isOpen || now() - startedAt >= timeout * 1000) return look;
    screen.status('waiting for the service to answer …');
    await sleep(LOOK_EVERY_MS);
  }
}

function saidOf({ status, reason, notBefore }: Look): string {
  switch (status) {
    case 'sent':
      return 'the service took the message. Look whether it stands there.';
    case 'held':
    case 'dropped':
      return `the service did not take it, or nobody knows. ${testedAgain(reason ?? 'Nothing is known of why')}`;
    case 'gone':
      return 'the message is gone: somebody has restored or erased data in between. Test again.';
    case 'pending':
    case 'claimed': {
      const goesOn = 'It is tried again by itself, every five minutes.';
      if (reason === null) return `no answer yet. ${goesOn}`;
      const code = reason.startsWith(PUT_OFF) ? reason.slice(PUT_OFF.length) : reason;
      const until = notBefore === null ? '' : ` Not before ${notBefore}.`;
      return `it could not be posted now (${code}). ${causeOf(code)}${until} ${goesOn}`;
    }
  }
}

/** A test message is not kept, so that none is to be released. */
const testedAgain = (reason: string) =>
  reason
    .replace(/, then release the message(, or drop it)?\./, ', then test again.')
    .replace(/: if the message is there, drop it; if not, release it\./, '; if it is not there, test again.');

/** What usually stands behind what keeps a message from leaving. */
function causeOf(code: string): string {
  switch (code) {
    case 'rate_limited':
      return 'The service asks to wait: it takes no more messages for now.';
    case 'ResourceNotFoundException':
      return 'There is no secret of that name in this account and region: make it, as plain text.';
    case 'AccessDeniedException':
      return 'The function may not read the secret: deploy the configuration that names it; a secret with a key of its own needs a grant there.';
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return 'The name in the address is not found: the secret holds a wrong one, or the functions have no way out to the internet.';
    case 'ECONNREFUSED':
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
      return 'Nobody answers at the address: the service is down, or a firewall lets nothing out.';
    default:
      return 'The log of deliver-outbox says more.';
  }
}
