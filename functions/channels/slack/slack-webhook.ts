import type { PostOutcome } from '../../../domain/outbox/outbox.ts';
import type { HttpAnswer } from '../../aws/http-answer.ts';
import { outcomeByStatus } from '../post-once.ts';
import { webhookChannel } from '../webhook-channel.ts';
import { slackPayload } from './slack-payload.ts';

/** Slack's incoming webhook of one channel; its address is the secret. */
export const slackWebhook = webhookChannel({ payloadOf: slackPayload, outcomeOf, mendOf });

function outcomeOf(answer: HttpAnswer): PostOutcome {
  // Slack says in one word what is wrong: no_service, channel_is_archived, invalid_payload, …
  const code = /^[a-z_]{1,60}$/.test(answer.body) ? answer.body : `HTTP ${answer.status}`;
  return outcomeByStatus(answer, code, mendOf);
}

function mendOf(code: string): string {
  switch (code) {
    case 'HTTP 404':
    case 'HTTP 410':
    case 'no_service':
    case 'channel_not_found':
    case 'channel_is_archived':
    case 'unusable-webhook':
      return 'Make a new incoming webhook in Slack, put its address into the secret, then release the message.';
    case 'invalid_payload':
    case 'invalid_blocks':
      return 'Slack cannot read the message: drop it, and tell whoever maintains this.';
    default:
      return 'Mend the cause in Slack, then release the message, or drop it.';
  }
}
