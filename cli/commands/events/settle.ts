import type { Command } from 'commander';
import { counted } from '../../../functions/operate/commands/installation/counted.ts';
import type { OperationResult } from '../../../functions/operate/operations.ts';
import { OperatorError } from '../../../functions/operate/operator-error.ts';
import type { FlushWay } from '../../../functions/store/events/flush-markers.ts';
import { parseSeconds } from '../../arguments.ts';
import type { Act, Session } from '../../session.ts';

const LOOK_EVERY_MS = 250;
/** What there is little of is dealt with sooner; each look that still finds something waits twice as long. */
const FIRST_LOOK_AGAIN_AFTER_MS = 50;
/** What is counted while it is on its way may be missed by one look. */
const QUIET_LOOKS = 2;
const DEFAULT_TIMEOUT_IN_SECONDS = 600;

/** In the order in which one leads to the next. */
const flushWays = ['calls', 'links', 'usage'] as const satisfies FlushWay[];
const waysSaid: Record<FlushWay, string> = {
  calls: 'what group and identify calls tell',
  links: 'events whose account has just become known',
  usage: 'the roll-up of usage',
};

export function addSettle(program: Command, act: Act): void {
  program
    .command('settle')
    .description('wait until everything accepted is rolled up, evaluated and delivered')
    .option('--timeout <seconds>', 'give up after so long', parseSeconds, DEFAULT_TIMEOUT_IN_SECONDS)
    .action(act(settle));
}

async function settle(session: Session, { timeout }: { timeout: number }): Promise<undefined> {
  const waitedMs = await settleFor(session, timeout);
  await tellOfFailing(session);
  session.screen.show({ settled: true, waitedMs }, () => `settled after ${(waitedMs / 1000).toFixed(1)} s`);
}

/** What is set aside is not waited for: nothing but a mended cause would bring it on. */
async function tellOfFailing({ screen, installation }: Session): Promise<void> {
  const { rows, next } = await installation().operate('list-failing-accounts', {});
  if (rows.length === 0) return;
  const count = next === undefined ? counted(rows.length, 'account') : `more than ${counted(rows.length, 'account')}`;
  screen.note(
    `${count} could not be scored and ${rows.length === 1 ? 'is' : 'are'} left out: sakimawari accounts --failing`,
  );
}

/** Waits until everything accepted so far is dealt with; gives how long that took, in ms. */
export async function settleFor(session: Session, timeout: number): Promise<number> {
  const startedAt = session.now();
  // One after the other: what calls make known lets events count, and counted events change what is evaluated.
  for (const way of flushWays) {
    const { flush } = await session.installation().operate('place-flush-markers', { way });
    const looks = way === 'usage' ? QUIET_LOOKS : 1;
    await waitUntilQuiet(session, { startedAt, timeout, looks }, async () => {
      const work = await session.installation().operate('look-at-work', { flush });
      return work.unansweredMarkers > 0 ? waysSaid[way] : way === 'usage' ? waitsFor(work) : undefined;
    });
  }
  return session.now() - startedAt;
}

/** @param look - What is waited for, if anything. */
async function waitUntilQuiet(
  { now, sleep, screen }: Session,
  { startedAt, timeout, looks }: { startedAt: number; timeout: number; looks: number },
  look: () => Promise<string | undefined>,
): Promise<void> {
  let quietLooks = 0;
  for (let lookAgainAfterMs = FIRST_LOOK_AGAIN_AFTER_MS; ; lookAgainAfterMs *= 2) {
    const waiting = await look();
    quietLooks = waiting === undefined ? quietLooks + 1 : 0;
    if (quietLooks === looks) return;
    if (now() - startedAt > timeout * 1000) {
      throw new OperatorError(
        'not-settled',
        `Not everything settled within ${timeout} s.`,
        `The wait was for ${waiting ?? 'a second look'}.`,
        'Run "sakimawari doctor", or wait longer: --timeout SECONDS',
      );
    }
    screen.status(`waiting for ${waiting ?? 'a second look'} …`);
    await sleep(waiting === undefined ? LOOK_EVERY_MS : Math.min(lookAgainAfterMs, LOOK_EVERY_MS));
  }
}

function waitsFor(work: OperationResult<'look-at-work'>): string | undefined {
  if (work.changedAccounts > 0) return `the evaluation of ${counted(work.changedAccounts, 'changed account')}`;
  if (work.openMails > 0) return `the delivery of ${counted(work.openMails, 'mail')}`;
  if (work.openPosts > 0) return `the delivery of ${counted(work.openPosts, 'post')}`;
  return undefined;
}
