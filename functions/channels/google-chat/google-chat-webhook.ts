import type { PostOutcome } from '../../../domain/outbox/outbox.ts';
import type { HttpAnswer } from '../../aws/http-answer.ts';
import { outcomeByStatus } from '../post-once.ts';
import { webhookChannel } from '../webhook-channel.ts';
import { googleChatPayload } from './chat-card.ts';

/** A webhook of a space in Google Chat; its address, with its key and token, is the secret. */
export const googleChatWebhook = webhookChannel({ payloadOf: googleChatPayload, outcomeOf, mendOf });

function outcomeOf(answer: HttpAnswer): PostOutcome {
  const status = /"status"\s*:\s*"(?<status>[A-Z_]{1,60})"/.exec(answer.body)?.groups?.status;
  return outcomeByStatus(answer, status ?? `HTTP ${answer.status}`, mendOf);
}

function mendOf(code: string): string {
  switch (code) {
    case 'HTTP 401':
    case 'HTTP 403':
    case 'HTTP 404':
    case 'HTTP 410':
    case 'UNAUTHENTICATED':
    case 'PERMISSION_DENIED':
    case 'NOT_FOUND':
    case 'unusable-webhook':
      return 'Make a new webhook in the space of Google Chat, put its address into the secret, then release the message.';
    case 'INVALID_ARGUMENT':
      return 'Google Chat cannot read the message: drop it, and tell whoever maintains this.';
    default:
      return 'Mend the cause in Google Chat, then release the message, or drop it.';
  }
}
