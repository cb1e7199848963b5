import { isOverload } from '../aws/aws-error.ts';
import { NoAnswerError } from '../aws/http-post.ts';
import { errorFields, log } from '../runtime/log.ts';
import { logMetrics } from '../runtime/metrics.ts';
import { OvertakenError, tryAgain } from '../runtime/try-again.ts';
import { hasLostToOthers } from '../store/transact.ts';

/** How long somebody is kept waiting, and how it is told. */
export interface RetryTiming {
  sleep(ms: number): Promise<unknown>;
  random(): number;
  /** Milliseconds since whenever. */
  monotonic(): number;
}

/** Somebody waits for their page. */
const LONGEST_IN_MS = 6_000;
const FIRST_PAUSE_IN_MS = 25;
const LONGEST_PAUSE_IN_MS = 500;

/** Nothing is wrong with what was asked for: too many do something at once, and a moment later it may well be taken. */
function isBusy(error: unknown): boolean {
  return error instanceof OvertakenError || isOverload(error) || hasLostToOthers(error) || hasTimedOut(error);
}

/** No answer came in time; that it was done all the same, the next try sees. */
const hasTimedOut = (error: unknown) => error instanceof NoAnswerError;

/** What the act says; or the page that says that it could not be done for the moment, which is counted. */
export async function actOrBusyPage<Answer>(
  { retryTiming, now }: { retryTiming: RetryTiming; now: () => number },
  act: () => Promise<Answer>,
  busyPage: () => Promise<Answer>,
): Promise<Answer> {
  try {
    // Whatever was done of it already is done once, and seen by the next try.
    const { sleep, random, monotonic } = retryTiming;
    const until = { timeInMs: monotonic() + LONGEST_IN_MS, now: monotonic };
    const pauses = { sleep, random, firstInMs: FIRST_PAUSE_IN_MS, longestInMs: LONGEST_PAUSE_IN_MS, until };
    return await tryAgain(act, { mayPass: isBusy, pauses });
  } catch (error) {
    if (!isBusy(error)) throw error;
    log('warn', 'busy', errorFields(error));
    logMetrics('act not taken', { FailedPages: 1 }, { now: now() });
    return busyPage();
  }
}
