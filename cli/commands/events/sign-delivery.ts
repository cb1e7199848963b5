import { createHash, createHmac } from 'node:crypto';

/** The headers of Standard Webhooks. */
export function signDelivery(secret: string, id: string, body: string, nowInMs: number): Record<string, string> {
  const timestamp = String(Math.floor(nowInMs / 1000));
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
  return {
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': `v1,${signature}`,
  };
}

/** Made of the content, so that the same delivery sent by another run is known to be the same. */
export function deliveryId(source: string, body: string): string {
  return `msg_${createHash('sha256').update(`${source}\n${body}`).digest('base64url').slice(0, 32)}`;
}
