import type { ChatMessage, OpenLink } from '../../domain/chat/chat-message.ts';
import type { PostOutcome } from '../../domain/outbox/outbox.ts';
import type { HttpPost } from '../aws/http-post.ts';

/** Where the company's messages go. Posts one, once; whatever happens is an outcome, never an error. */
export interface ChatChannel {
  post(message: ChatMessage<OpenLink>): Promise<PostOutcome>;
}

/** What a channel is made of. */
export interface ChannelParts {
  /** What lies in the channel's secret, as the channel reads it. */
  secretAs: SecretAs;
  send: HttpPost;
}

export type OpenChannel = (parts: ChannelParts) => ChatChannel;

export type SecretAs = <T>(read: ReadSecret<T>) => () => Promise<T>;

/** @throws UnusableSecretError that does not quote the text */
export type ReadSecret<T> = (text: string) => T;

/** The secret was read, and is of no use to the channel. Its text is not shown, since it is enough to post with. */
export class UnusableSecretError extends Error {
  override readonly name = 'UnusableSecretError';

  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}
