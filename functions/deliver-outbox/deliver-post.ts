import { CHAT_OFF_REASON, type SlackPost, settlePost } from '../../domain/outbox.ts';
import type { DynamoOutbox } from '../adapters/dynamo-outbox.ts';
import type { ChatPoster } from '../adapters/slack-webhook.ts';
import type { Delivered } from './deliver-mail.ts';

export interface PostDelivery {
  outbox: Pick<DynamoOutbox, 'claimPost' | 'settlePost' | 'holdPending'>;
  /** `null` where no channel is configured. */
  chat: ChatPoster | null;
  now(): Date;
}

/** Posts a pending message to the chat, at most once as a mail is sent. */
export async function deliverPost({ outbox, chat, now }: PostDelivery, post: SlackPost): Promise<Delivered> {
  const startedAt = now().toISOString();
  if (chat === null) return (await outbox.holdPending(post, CHAT_OFF_REASON, startedAt)) ? 'held' : 'taken';
  if (post.notBefore !== undefined && startedAt < post.notBefore) return 'left';
  if (!(await outbox.claimPost(post, startedAt))) return 'taken';
  const settlement = settlePost(await chat.post(post.message), now());
  await outbox.settlePost(post, startedAt, settlement, now().toISOString());
  return settlement.status;
}
