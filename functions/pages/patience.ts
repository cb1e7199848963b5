import { NoAnswerError } from '../aws/http-post.ts';
import { isOverload } from '../aws/json-client.ts';
import { errorFields, log } from '../runtime/log.ts';
import { logMetrics } from '../runtime/metrics.ts';
import { hasLostToOthers } from '../store/transact.ts';
import type { Page } from './page.ts';

/** Others were faster each time that something was tried. */
export class BusyError extends Error {
  override readonly name = 'BusyError';
  readonly code = 'busy';
}

/** How long somebody is kept waiting, and how it is told. */
export interface Pace {
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
  return error instanceof BusyError || isOverload(error) || hasLostToOthers(error) || hasTimedOut(error);
}

/**
 * Does what may be done more than once, again and again while too many do something at once, with pauses that spread
 * them; throws the last `isBusy` when its time is over.
 */
async function withPatience<Done>({ sleep, random, monotonic }: Pace, act: () => Promise<Done>): Promise<Done> {
  const giveUpAt = monotonic() + LONGEST_IN_MS;
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await act();
    } catch (error) {
      const pause = random() * Math.min(LONGEST_PAUSE_IN_MS, FIRST_PAUSE_IN_MS * 2 ** attempt);
      if (!isBusy(error) || monotonic() + pause >= giveUpAt) throw error;
      await sleep(pause);
    }
  }
}

/** No answer came in time, whichever client waited for it; that it was done all the same, the next try sees. */
const hasTimedOut = (error: unknown) =>
  error instanceof NoAnswerError || (error instanceof Error && error.name === 'TimeoutError');

/** What the act says; or the page that says that it could not be done for the moment, which is counted. */
export async function actOrBusyPage(
  { pace, now }: { pace: Pace; now: () => number },
  act: () => Promise<Page>,
  busyPage: () => Promise<Page>,
): Promise<Page> {
  try {
    // Whatever was done of it already is done once, and seen by the next try.
    return await withPatience(pace, act);
  } catch (error) {
    if (!isBusy(error)) throw error;
    log('warn', 'busy', errorFields(error));
    logMetrics('act not taken', { FailedPages: 1 }, { now: now() });
    return busyPage();
  }
}
