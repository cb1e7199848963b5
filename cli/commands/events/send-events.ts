import type { Command } from 'commander';
import { counted } from '../../../functions/operate/commands/installation/counted.ts';
import { OperatorError } from '../../../functions/operate/operator-error.ts';
import type { Act, Session } from '../../session.ts';
import { postDelivery, type Receiver } from './post-delivery.ts';
import { type Delivery, type RefusedLine, readDeliveries } from './read-events.ts';

const DELIVERIES_IN_FLIGHT = 6;

export function addSendEvents(program: Command, act: Act): void {
  program
    .command('send-events')
    .description('sign and post the events of an NDJSON file; sending a file twice counts it once')
    .argument('<file>', 'one event a line: {"id","account","user","event","time", …}')
    .option('--source <name>', 'the source they come from, the only one unless given')
    .action(act(sendEvents));
}

async function sendEvents(session: Session, path: string, { source }: { source?: string }): Promise<number> {
  const { screen } = session;
  const receiver = await receiverOf(session, source);
  const refused: RefusedLine[] = [];
  const total = { sent: 0, deliveries: 0, quarantined: 0 };
  await drain(
    readDeliveries(path, (line) => refused.push(line)),
    DELIVERIES_IN_FLIGHT,
    async ({ body, events }) => {
      const { quarantined } = await postDelivery(receiver, body, session);
      total.quarantined += quarantined;
      total.sent += events;
      total.deliveries += 1;
      screen.status(`${total.sent} events sent …`);
    },
  );
  screen.show(
    { ...total, refused },
    () => `${counted(total.sent, 'event')} sent in ${counted(total.deliveries, 'delivery', 'deliveries')}`,
  );
  for (const { line, reason } of refused) screen.note(`line ${line}: ${reason}`);
  if (total.quarantined > 0) {
    screen.note(
      `${counted(total.quarantined, 'event')} can't be used so far; see why with "sakimawari quarantine list".`,
    );
  }
  if (refused.length === 0) return 0;
  screen.note(
    `${counted(refused.length, 'line')} not sent. Mend what is wrong and send the file again: the others count once.`,
  );
  return 1;
}

async function receiverOf(session: Session, named: string | undefined): Promise<Receiver> {
  const installation = session.installation();
  const source = named ?? (await installation.onlySource());
  if (source === undefined) {
    throw new OperatorError(
      'which-source',
      'No events were sent.',
      'There are several sources, and each signs with a secret of its own.',
      'Say which one sends: --source NAME',
    );
  }
  const [apiUrl, secret] = await Promise.all([installation.apiUrl(), installation.secretOf(source)]);
  return { url: `${apiUrl.replace(/\/$/, '')}/v1/hooks/${encodeURIComponent(source)}`, source, secret };
}

/** Works off what comes, a few at a time; after a failure nothing new is begun. */
async function drain(
  deliveries: AsyncGenerator<Delivery>,
  limit: number,
  work: (delivery: Delivery) => Promise<void>,
): Promise<void> {
  let failed = false;
  const worker = async () => {
    while (!failed) {
      const { value, done } = await deliveries.next();
      if (done) return;
      await work(value).catch((error) => {
        failed = true;
        throw error;
      });
    }
  };
  const outcomes = await Promise.allSettled(Array.from({ length: limit }, worker));
  const failure = outcomes.find((outcome) => outcome.status === 'rejected');
  if (failure !== undefined) throw failure.reason;
}
