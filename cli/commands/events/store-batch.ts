import type { OperationRequest, OperationResult } from '../../../functions/operate/operations.ts';
import { OperatorError } from '../../../functions/operate/operator-error.ts';
import { tryAgain } from '../../../functions/runtime/try-again.ts';
import type { Session } from '../../session.ts';

/** What may pass by itself: a store that takes no more just now, a call that was cut off. */
const PASSING = new Set(['store-busy', 'operate-failed', 'unreachable']);
const MOST_ATTEMPTS = 10;
const FIRST_PAUSE_IN_MS = 500;
const LONGEST_PAUSE_IN_MS = 30_000;

/** Stores events until they are in; stored again, they overwrite themselves. */
export async function storeBatch(
  { installation, sleep }: Pick<Session, 'installation' | 'sleep'>,
  request: OperationRequest<'store-events'>,
): Promise<OperationResult<'store-events'>> {
  const pauses = { sleep, firstInMs: FIRST_PAUSE_IN_MS, longestInMs: LONGEST_PAUSE_IN_MS };
  try {
    return await tryAgain(() => installation().operate('store-events', request), {
      most: MOST_ATTEMPTS,
      mayPass,
      pauses,
    });
  } catch (error) {
    if (!mayPass(error)) throw error;
    const mend = 'Run the same command again with --resume: it goes on where it was cut off.';
    throw new OperatorError(error.code, 'Not all events were stored.', error.why, mend, { cause: error });
  }
}

const mayPass = (error: unknown): error is OperatorError => error instanceof OperatorError && PASSING.has(error.code);
