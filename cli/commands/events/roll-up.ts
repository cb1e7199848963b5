import { OperatorError } from '../../../functions/operate/operator-error.ts';
import type { Session } from '../../session.ts';

const LOOK_EVERY_MS = 500;
/** A million events are rolled up in far less; what takes longer stands still. */
const LONGEST_WAIT_IN_MS = 6 * 3_600_000;

/** Waits until everything stored so far is counted in usage. */
export async function waitForRollUp({ installation, now, sleep, screen }: Session): Promise<void> {
  const startedAt = now();
  const { flush } = await installation().operate('place-flush-markers', { way: 'usage' });
  for (;;) {
    const { unansweredMarkers } = await installation().operate('look-at-work', { flush });
    if (unansweredMarkers === 0) return;
    if (now() - startedAt > LONGEST_WAIT_IN_MS) {
      throw new OperatorError(
        'not-rolled-up',
        'The events are stored, but not all of them are counted yet.',
        `The roll-up of usage has not come to its end within ${LONGEST_WAIT_IN_MS / 3_600_000} hours.`,
        'Run "sakimawari doctor"; then run the same command again with --resume.',
      );
    }
    screen.status(`counting what is stored, for ${Math.round((now() - startedAt) / 1000)} s …`);
    await sleep(LOOK_EVERY_MS);
  }
}
