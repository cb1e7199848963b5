import type { PostOutcome } from '../../domain/outbox/outbox.ts';
import { SendingPace } from '../../domain/outbox/sending-pace.ts';
import type { ChatChannel } from './chat-channel.ts';

/** What each service takes for one place by its documentation, or less: one message a second, 300 in five minutes. */
const POSTS_A_SECOND = 1;
/** Beside it, as long as a post may take for an answer, there has to be time left in a send. */
const WAITS_AT_MOST_IN_MS = 10_000;
/** Of a service that asks to wait and doesn't say how long. */
const PAUSE_UNSAID_IN_MS = 60_000;

/** A channel that keeps to what its service takes. */
export interface PacedChannel extends ChatChannel {
  /** Waits for the moment to post; false where that is too far off, and the message is better left for later. */
  turn(): Promise<boolean>;
}

export interface Pacing {
  /** Only goes forward, whatever is done to the machine's clock; ms. */
  monotonic(): number;
  sleep(milliseconds: number): Promise<unknown>;
}

/** Others may post there at the same time: what the service turns away all the same comes back, and no more goes meanwhile. */
export function pacedChannel(channel: ChatChannel, { monotonic, sleep }: Pacing): PacedChannel {
  const pace = new SendingPace(POSTS_A_SECOND);
  let pausedUntil = 0;
  return {
    async turn() {
      const now = monotonic();
      if (pausedUntil > now || pace.waitAt(now) > WAITS_AT_MOST_IN_MS) return false;
      const wait = pace.reserve(now);
      if (wait > 0) await sleep(wait);
      return pausedUntil <= monotonic();
    },
    async post(message) {
      const outcome = await channel.post(message);
      const pause = pauseAfter(outcome);
      if (pause > 0) pausedUntil = Math.max(pausedUntil, monotonic() + pause);
      return outcome;
    },
  };
}

function pauseAfter(outcome: PostOutcome): number {
  if (outcome.result !== 'deferred') return 0;
  if (outcome.retryAfterInSeconds !== undefined) return outcome.retryAfterInSeconds * 1000;
  return outcome.code === RATE_LIMITED ? PAUSE_UNSAID_IN_MS : 0;
}

/** What an outcome is called that a service asked to wait by. */
export const RATE_LIMITED = 'rate_limited';
