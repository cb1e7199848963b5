import type { PostOutcome } from '../../../domain/outbox/outbox.ts';
import type { HttpAnswer } from '../../aws/http-answer.ts';
import { outcomeByStatus } from '../post-once.ts';
import { webhookChannel } from '../webhook-channel.ts';
import { lineWorksPayload } from './line-works-text.ts';

/** A webhook of the app Incoming Webhook in LINE WORKS; its address is the secret. */
export const lineWorksWebhook = webhookChannel({ payloadOf: lineWorksPayload, outcomeOf, mendOf });

function outcomeOf(answer: HttpAnswer): PostOutcome {
  return outcomeByStatus(answer, `HTTP ${answer.status}`, mendOf);
}

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
