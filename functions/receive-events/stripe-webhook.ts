import { keptOfStripe } from '../../domain/usage/dialects/stripe-event.ts';
import { parseBody } from '../../domain/usage/read-delivery.ts';
import { RequestError } from '../runtime/request-error.ts';
import { hasSigned, type WebhookScheme } from './webhook-scheme.ts';

/** Several while Stripe rolls a secret over. */
const MOST_SIGNATURES = 10;
const MOST_LETTERS = 2_000;
const TIMESTAMP = /^\d{1,12}$/;
const SIGNATURE = /^[0-9a-f]{64}$/;

/** `Stripe-Signature: t=<seconds>,v1=<hex>,…` over time, dot and body; the secret signs as the text that it is. */
export const stripeWebhook: WebhookScheme = {
  dialect: 'stripe',
  vendor: 'stripe',
  header: 'stripe-signature',
  readSignature(headers) {
    const header = headers['stripe-signature'] ?? '';
    const pairs = (header.length > MOST_LETTERS ? '' : header).split(',').map((pair) => pair.trim().split('=', 2));
    const timestamp = pairs.find(([name]) => name === 't')?.[1] ?? '';
    const signatures = pairs.flatMap(([name, text = '']) => (name === 'v1' && SIGNATURE.test(text) ? [text] : []));
    if (!TIMESTAMP.test(timestamp) || signatures.length === 0 || signatures.length > MOST_SIGNATURES) {
      throw new RequestError(
        'malformed',
        'bad-webhook-signature',
        'Send Stripe-Signature as Stripe writes it: t=<seconds>,v1=<hex>.',
      );
    }
    const given = signatures.map((text) => Buffer.from(text, 'hex'));
    return {
      signedAtInMs: Number(timestamp) * 1000,
      isBy: (secret, body) => hasSigned('sha256', secret, [`${timestamp}.`, body], given),
    };
  },
  readRaws(text, { sender }) {
    const kept = keptOfStripe(parseBody(text), sender?.accountField ?? '');
    return kept === null ? [] : [kept];
  },
};
