import type { PostOutcome } from '../../../domain/outbox/outbox.ts';
import type { HttpAnswer } from '../../aws/http-answer.ts';
import { webhookUrl } from '../channel-secret.ts';
import type { OpenChannel } from '../chat-channel.ts';
import { outcomeByStatus, postOnce } from '../post-once.ts';
import { lineWorksPayload } from './line-works-text.ts';

/** A webhook of the app Incoming Webhook in LINE WORKS; its address is the secret. */
export const lineWorksWebhook: OpenChannel = ({ secretAs, send }) => {
  const secret = secretAs(webhookUrl);
  return {
    post: (message) =>
      postOnce({
        send,
        secret,
        request: (url) => ({
          url,
          headers: { 'content-type': 'application/json; charset=UTF-8' },
          body: JSON.stringify(lineWorksPayload(message)),
        }),
        outcomeOf,
        mendOf,
      }),
  };
};

const outcomeOf = (answer: HttpAnswer): PostOutcome => outcomeByStatus(answer, `HTTP ${answer.status}`, mendOf);

function mendOf(code: string): string {
  switch (code) {
    case 'HTTP 401':
    case 'HTTP 403':
    case 'HTTP 404':
    case 'HTTP 410':
    case 'unusable-webhook':
      return 'Add a new webhook in the list of the app Incoming Webhook in LINE WORKS, put its address into the secret, then release the message.';
    default:
      return 'Mend the cause in LINE WORKS, then release the message, or drop it.';
  }
}
