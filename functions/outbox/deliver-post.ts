import { withAddresses } from '../../domain/chat/chat-message.ts';
import { addressOfPage, pageOfTask } from '../../domain/links/team-pages.ts';
import { CHAT_OFF_REASON, type ChatPost, statusAfterPost } from '../../domain/outbox/outbox.ts';
import type { ChatChannel } from '../channels/chat-channel.ts';
import type { DynamoOutbox } from '../store/outbox/outbox.ts';
import type { SendResult } from './deliver-mail.ts';

export interface PostSending {
  outbox: Pick<DynamoOutbox, 'claimPost' | 'recordPostOutcome' | 'holdPending'>;
  /** `null` where no channel is configured. */
  chat: ChatChannel | null;
  /** Where the team's pages lie. */
  webUrl: string;
  now(): Date;
}

/** Posts a pending message to the chat, at most once as a mail is sent. */
export async function deliverPost({ outbox, chat, webUrl, now }: PostSending, post: ChatPost): Promise<SendResult> {
  const startedAt = now().toISOString();
  if (chat === null) return (await outbox.holdPending(post, CHAT_OFF_REASON, startedAt)) ? 'held' : 'taken';
  if (post.notBefore !== undefined && startedAt < post.notBefore) return 'left';
  // Everybody in the channel reads the message, so its links lead to where each signs in as who they are.
  const message = withAddresses(post.message, (link) =>
    addressOfPage(webUrl, 'task' in link ? pageOfTask(link.task) : link.page),
  );
  if (!(await outbox.claimPost(post, startedAt))) return 'taken';
  const next = statusAfterPost(await chat.post(message), now());
  await outbox.recordPostOutcome(post, startedAt, next, now().toISOString());
  return next.status;
}
