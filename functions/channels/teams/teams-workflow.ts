import type { PostOutcome } from '../../../domain/outbox/outbox.ts';
import type { HttpAnswer } from '../../aws/http-answer.ts';
import { webhookUrl } from '../channel-secret.ts';
import { UnusableSecretError } from '../chat-channel.ts';
import { outcomeByStatus } from '../post-once.ts';
import { webhookChannel } from '../webhook-channel.ts';
import { teamsPayload } from './adaptive-card.ts';

/**
 * A workflow of Microsoft Teams that begins when a webhook request is received; its address is the secret. It answers as
 * it begins: what becomes of the card then stands in the workflow's own history.
 */
export const teamsWorkflow = webhookChannel({
  payloadOf: teamsPayload,
  readSecret: workflowUrl,
  outcomeOf,
  mendOf,
});

/** Connectors of Microsoft 365, by which Teams was posted to before; they have been turned off. */
const RETIRED_HOST = /(^|\.)(webhook\.office\.com|outlook\.office(365)?\.com)$/;

function workflowUrl(text: string): URL {
  const url = webhookUrl(text);
  if (RETIRED_HOST.test(url.hostname)) {
    throw new UnusableSecretError('retired-webhook', 'the secret holds the address of a connector that is turned off');
  }
  return url;
}

function outcomeOf(answer: HttpAnswer): PostOutcome {
  const code = /"code"\s*:\s*"(?<code>\w{1,60})"/.exec(answer.body)?.groups?.code ?? `HTTP ${answer.status}`;
  return outcomeByStatus(answer, code, (known) => mendOf(known, answer.status));
}

function mendOf(code: string, status?: number): string {
  if (code === 'retired-webhook') {
    return 'Make a workflow in Teams that posts what a webhook brings, put its address into the secret in the place of the old connector’s, then release the message.';
  }
  if (code === 'unusable-webhook' || status === 401 || status === 403 || status === 404 || status === 410) {
    return 'Look whether the workflow in Teams is turned on, or make a new one and put its address into the secret, then release the message.';
  }
  return 'Look into the history of the workflow in Teams and mend the cause, then release the message, or drop it.';
}
