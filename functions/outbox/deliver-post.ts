import { withAddresses } from '../../domain/chat/chat-message.ts';
import { MAIN_PLACE } from '../../domain/chat/chat-places.ts';
import { addressOfPage, pageOfTask } from '../../domain/links/team-pages.ts';
import { CHAT_OFF_REASON, type ChatPost, placeUnknownReason, statusAfterPost } from '../../domain/outbox/outbox.ts';
import { heldSinceRestoring } from '../../domain/outbox/pre-send-check.ts';
import type { PacedChannel } from '../channels/paced-channel.ts';
import type { DynamoOutbox } from '../store/outbox/outbox.ts';
import type { RestoredReader } from '../store/restoring/restored.ts';
import type { SendResult } from './deliver-mail.ts';

export interface PostSending {
  outbox: Pick<DynamoOutbox, 'claimPost' | 'recordPostOutcome' | 'holdPending'>;
  /** By the names of their places; none where no chat is configured. */
  chat: ReadonlyMap<string, PacedChannel>;
  /** Where the team's pages lie. */
  webUrl: string;
  restored: Pick<RestoredReader, 'read'>;
  now(): Date;
}

/** Posts a pending message to the chat, at most once as a mail is sent. */
export async function deliverPost(sending: PostSending, post: ChatPost): Promise<SendResult> {
  const { outbox, chat, webUrl, restored, now } = sending;
  const startedAt = now().toISOString();
  const channel = chat.get(post.place ?? MAIN_PLACE);
  if (channel === undefined) return hold(missingReason(post, [...chat.keys()]));
  if (post.notBefore !== undefined && startedAt < post.notBefore) return 'left';
  const because = heldSinceRestoring(post, await restored.read());
  if (because !== null) return hold(because);
  // Before it is claimed: whoever ends while it waits leaves nothing behind that somebody has to look at.
  if (!(await channel.turn())) return 'left';
  // Everybody in the channel reads the message, so its links lead to where each signs in as who they are.
  const message = withAddresses(post.message, (link) =>
    addressOfPage(webUrl, 'task' in link ? pageOfTask(link.task) : link.page),
  );
  if (!(await outbox.claimPost(post, startedAt))) return 'taken';
  const next = statusAfterPost(await channel.post(message), now());
  await outbox.recordPostOutcome(post, startedAt, next, now().toISOString());
  return next.status;

  async function hold(reason: string): Promise<SendResult> {
    return (await outbox.holdPending(post, reason, startedAt)) ? 'held' : 'taken';
  }
}

const missingReason = ({ place = MAIN_PLACE }: ChatPost, known: string[]) =>
  known.length === 0 ? CHAT_OFF_REASON : placeUnknownReason(place, known);
