import type { Command } from 'commander';
import { counted } from '../../functions/operate/counted.ts';
import type { OperationResult } from '../../functions/operate/operations.ts';
import { OperatorError } from '../../functions/operate/operator-error.ts';
import { parseSeconds } from '../arguments.ts';
import type { Act, Session } from '../session.ts';

const LOOK_EVERY_MS = 250;
/** What is counted while it is on its way may be missed by one look. */
const QUIET_LOOKS = 2;
const DEFAULT_TIMEOUT_IN_SECONDS = 600;

export function addSettle(program: Command, act: Act): void {
  program
    .command('settle')
    .description('wait until everything accepted is rolled up, evaluated and delivered')
    .option('--timeout <seconds>', 'give up after so long', parseSeconds, DEFAULT_TIMEOUT_IN_SECONDS)
    .action(act(settle));
}

async function settle(session: Session, { timeout }: { timeout: number }): Promise<undefined> {
  const waitedMs = await settleFor(session, timeout);
  session.screen.show({ settled: true, waitedMs }, () => `settled after ${(waitedMs / 1000).toFixed(1)} s`);
}

/** Waits until everything accepted so far is dealt with; gives how long that took, in ms. */
export async function settleFor(session: Session, timeout: number): Promise<number> {
  const installation = session.installation();
  const startedAt = session.now();
  const { flush } = await installation.operate('place-flush-markers', {});
  for (let quietLooks = 0; ; ) {
    const waiting = waitsFor(await installation.operate('look-at-work', { flush }));
    quietLooks = waiting === undefined ? quietLooks + 1 : 0;
    if (quietLooks === QUIET_LOOKS) break;
    if (session.now() - startedAt > timeout * 1000) {
      throw new OperatorError(
        'not-settled',
        `Not everything settled within ${timeout} s.`,
        `The wait was for ${waiting ?? 'a second look'}.`,
        'Run "sakimawari doctor", or wait longer: --timeout SECONDS',
      );
    }
    session.screen.status(`waiting for ${waiting ?? 'a second look'} …`);
    await session.sleep(LOOK_EVERY_MS);
  }
  return session.now() - startedAt;
}

function waitsFor(work: OperationResult<'look-at-work'>): string | undefined {
  if (work.unansweredMarkers > 0) return 'the roll-up of usage';
  if (work.changedAccounts > 0) return `the evaluation of ${counted(work.changedAccounts, 'changed account')}`;
  if (work.openMails > 0) return `the delivery of ${counted(work.openMails, 'mail')}`;
  if (work.openPosts > 0) return `the delivery of ${counted(work.openPosts, 'post')}`;
  return undefined;
}
