import { createHmac } from 'node:crypto';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';

export const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';

export interface DeliveryOptions {
  source?: string;
  id?: string;
  timestamp?: string | number;
  secret?: string;
  headers?: Record<string, string>;
  rawPath?: string;
  /** How the gateway hands the body over. */
  base64?: boolean;
}

export function sign(id: string, timestamp: string | number, body: string | Buffer, secret = SECRET): string {
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
  return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.`).update(body).digest('base64')}`;
}

/** A delivery as the gateway hands it to the function, signed as a sender would. */
export function signedDelivery(
  body: string | Buffer,
  nowInMs: number,
  { source = 'demo', id = 'msg_1', timestamp, secret, headers, rawPath, base64 }: DeliveryOptions = {},
): APIGatewayProxyEventV2 {
  const at = timestamp ?? Math.floor(nowInMs / 1000);
  return {
    rawPath: rawPath ?? `/v1/hooks/${source}`,
    headers: {
      'content-type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': String(at),
      'webhook-signature': sign(id, at, body, secret),
      ...headers,
    },
    body: base64 || Buffer.isBuffer(body) ? Buffer.from(body).toString('base64') : body,
    isBase64Encoded: base64 === true || Buffer.isBuffer(body),
    requestContext: { requestId: 'request-1', http: { method: 'POST' } },
  } as unknown as APIGatewayProxyEventV2;
}
