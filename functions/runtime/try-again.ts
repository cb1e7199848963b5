/** Somebody else was faster: what was read is no longer what stands, so that nothing was written. */
export class OvertakenError extends Error {
  override readonly name: string = 'OvertakenError';
  readonly code: string = 'busy';
}

export interface Pauses {
  sleep(ms: number): Promise<unknown>;
  /** From 0 to 1, by which those are spread who were turned down together; each waits the whole pause without it. */
  random?(): number;
  firstInMs: number;
  /** Each pause is twice as long as the one before, up to this. */
  longestInMs?: number;
  /** The pause that the answer itself asks for, in the place of ours; no longer than the longest either. */
  askedForInMs?(error: unknown): number | undefined;
  /** No attempt begins later than this. */
  until?: { timeInMs: number; now(): number };
}

export interface Trying {
  /** How often it is tried altogether. */
  most?: number;
  /** Whether the next attempt may fare better. */
  mayPass(error: unknown): boolean;
  pauses?: Pauses;
}

/**
 * Does what may be done more than once until it is done, while what stops it may pass; throws what stopped the last
 * attempt. `nth` counts the attempts from 1.
 */
export async function tryAgain<Done>(
  attempt: (nth: number) => Promise<Done>,
  { most = Number.POSITIVE_INFINITY, mayPass, pauses }: Trying,
): Promise<Done> {
  for (let nth = 1; ; nth += 1) {
    try {
      return await attempt(nth);
    } catch (error) {
      if (nth >= most || !mayPass(error)) throw error;
      if (pauses !== undefined && !(await pauseAfter(nth, error, pauses))) throw error;
    }
  }
}

/** The winner of a race has made progress, so a loser need not pause; so many losses in a row have another cause. */
const MOST_LOSSES = 5;

/**
 * Reads, decides and writes anew as long as others are faster: an attempt that has lost throws an `OvertakenError`, or
 * what `mayPass` knows.
 */
export function untilNotOvertaken<Done>(
  attempt: (nth: number) => Promise<Done>,
  { most = MOST_LOSSES, mayPass = isOvertaken }: Partial<Pick<Trying, 'most' | 'mayPass'>> = {},
): Promise<Done> {
  return tryAgain(attempt, { most, mayPass });
}

const isOvertaken = (error: unknown) => error instanceof OvertakenError;

/** Whether there was time for it. */
async function pauseAfter(nth: number, error: unknown, pauses: Pauses) {
  const { sleep, random = () => 1, firstInMs, longestInMs = Number.POSITIVE_INFINITY, until } = pauses;
  const wanted = pauses.askedForInMs?.(error) ?? firstInMs * 2 ** (nth - 1);
  const pause = random() * Math.min(longestInMs, wanted);
  if (until !== undefined && until.now() + pause >= until.timeInMs) return false;
  await sleep(pause);
  return true;
}
