import type { ChatMessage, OpenLink } from '../../domain/chat/chat-message.ts';
import { webhookUrl } from './channel-secret.ts';
import type { OpenChannel, ReadSecret } from './chat-channel.ts';
import { type Posting, postOnce } from './post-once.ts';

interface Webhook extends Pick<Posting<URL>, 'outcomeOf' | 'mendOf'> {
  /** The message as the service takes it, to be told as JSON. */
  payloadOf(message: ChatMessage<OpenLink>): object;
  /** Where not every address will do. */
  readSecret?: ReadSecret<URL>;
}

/** A channel whose secret is an address that JSON is posted to. */
export const webhookChannel =
  ({ payloadOf, readSecret = webhookUrl, outcomeOf, mendOf }: Webhook): OpenChannel =>
  ({ secretAs, send }) => {
    const secret = secretAs(readSecret);
    const requestOf = (message: ChatMessage<OpenLink>) => (url: URL) => ({
      url,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(payloadOf(message)),
    });
    return { post: (message) => postOnce({ send, secret, request: requestOf(message), outcomeOf, mendOf }) };
  };
