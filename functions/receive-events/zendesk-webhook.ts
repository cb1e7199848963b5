import { keptOfZendesk } from '../../domain/usage/dialects/zendesk-event.ts';
import { parseBody } from '../../domain/usage/read-delivery.ts';
import { readTime } from '../../domain/usage/read-time.ts';
import { RequestError } from '../runtime/request-error.ts';
import { hasSigned, type WebhookScheme } from './webhook-scheme.ts';

const MOST_LETTERS = 100;

/**
 * `X-Zendesk-Webhook-Signature: <base64>` over the time in the header beside it and the body; the secret signs as the text
 * that it is, though it looks like base64.
 */
export const zendeskWebhook: WebhookScheme = {
  dialect: 'zendesk',
  vendor: 'zendesk',
  header: 'x-zendesk-webhook-signature',
  readSignature(headers) {
    const signature = headers['x-zendesk-webhook-signature'] ?? '';
    const timestamp = headers['x-zendesk-webhook-signature-timestamp'] ?? '';
    const signedAtInMs = timestamp.length > MOST_LETTERS ? Number.NaN : readTime(timestamp);
    if (Number.isNaN(signedAtInMs) || signature === '' || signature.length > MOST_LETTERS) {
      throw new RequestError(
        'malformed',
        'bad-webhook-signature',
        'Send X-Zendesk-Webhook-Signature and X-Zendesk-Webhook-Signature-Timestamp as Zendesk writes them.',
      );
    }
    const given = [Buffer.from(signature, 'base64')];
    return { signedAtInMs, isBy: (secret, body) => hasSigned('sha256', secret, [timestamp, body], given) };
  },
  readRaws(text) {
    const kept = keptOfZendesk(parseBody(text));
    return kept === null ? [] : [kept];
  },
};
