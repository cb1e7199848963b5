import { withAddresses } from '../../domain/chat/chat-message.ts';
import { addressOfPage, pageOfTask } from '../../domain/links/team-pages.ts';
import { CHAT_OFF_REASON, type ChatPost, statusAfterPost } from '../../domain/outbox/outbox.ts';
import { heldSinceRestoring } from '../../domain/outbox/pre-send-check.ts';
import type { ChatChannel } from '../channels/chat-channel.ts';
import type { DynamoOutbox } from '../store/outbox/outbox.ts';
import type { RestoredReader } from '../store/restoring/restored.ts';
import type { SendResult } from './deliver-mail.ts';

export interface PostSending {
  outbox: Pick<DynamoOutbox, 'claimPost' | 'recordPostOutcome' | 'holdPending'>;
  /** `null` where no channel is configured. */
  chat: ChatChannel | null;
  /** Where the team's pages lie. */
  webUrl: string;
  restored: Pick<RestoredReader, 'read'>;
  now(): Date;
}

/** Posts a pending message to the chat, at most once as a mail is sent. */
export async function deliverPost(sending: PostSending, post: ChatPost): Promise<SendResult> {
  const { outbox, chat, webUrl, restored, now } = sending;
  const startedAt = now().toISOString();
  if (chat === null) return (await outbox.holdPending(post, CHAT_OFF_REASON, startedAt)) ? 'held' : 'taken';
  if (post.notBefore !== undefined && startedAt < post.notBefore) return 'left';
  const because = heldSinceRestoring(post, await restored.read());
  if (because !== null) return (await outbox.holdPending(post, because, startedAt)) ? 'held' : 'taken';
  // Everybody in the channel reads the message, so its links lead to where each signs in as who they are.
  const message = withAddresses(post.message, (link) =>
    addressOfPage(webUrl, 'task' in link ? pageOfTask(link.task) : link.page),
  );
  if (!(await outbox.claimPost(post, startedAt))) return 'taken';
  const next = statusAfterPost(await chat.post(message), now());
  await outbox.recordPostOutcome(post, startedAt, next, now().toISOString());
  return next.status;
}
