import { keptOfIntercom } from '../../domain/usage/dialects/intercom-event.ts';
import { parseBody } from '../../domain/usage/read-delivery.ts';
import { RequestError } from '../runtime/request-error.ts';
import { hasSigned, type WebhookScheme } from './webhook-scheme.ts';

const SIGNATURE = /^sha1=([0-9a-f]{40})$/;

/**
 * `X-Hub-Signature: sha1=<hex>` over the body alone, by the app's client secret. No time is signed: what somebody sends
 * once more is known by its id.
 */
export const intercomWebhook: WebhookScheme = {
  dialect: 'intercom',
  vendor: 'intercom',
  header: 'x-hub-signature',
  readSignature(headers) {
    const hex = SIGNATURE.exec(headers['x-hub-signature'] ?? '')?.[1];
    if (hex === undefined) {
      throw new RequestError(
        'malformed',
        'bad-webhook-signature',
        'Send X-Hub-Signature as Intercom writes it: sha1=<hex>.',
      );
    }
    const given = [Buffer.from(hex, 'hex')];
    return { isBy: (secret, body) => hasSigned('sha1', secret, [body], given) };
  },
  readRaws(text) {
    const kept = keptOfIntercom(parseBody(text));
    return kept === null ? [] : [kept];
  },
};
