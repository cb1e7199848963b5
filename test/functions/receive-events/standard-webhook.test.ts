import { Webhook } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';
import { isSigned, readSignedHeaders } from '../../../functions/receive-events/standard-webhook.ts';

const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const ID = 'msg_p5jXN8AQM9LWM0D4loKWxJek';
const TIMESTAMP = 1614265330;
const BODY = '{"test": 2432232314}';
const SIGNATURE = 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=';

const keyOf = (secret: string) => Buffer.from(secret.replace('whsec_', ''), 'base64');
const headersOf = (signature: string) => ({
  'webhook-id': ID,
  'webhook-timestamp': String(TIMESTAMP),
  'webhook-signature': signature,
});
const verify = (signature: string, body: string, ...secrets: string[]) =>
  secrets.some((secret) => isSigned(readSignedHeaders(headersOf(signature)), Buffer.from(body), keyOf(secret)));

describe('a Standard Webhooks signature', () => {
  it("is the standard's own example", () => {
    expect(verify(SIGNATURE, BODY, SECRET)).toBe(true);
    expect(verify(SIGNATURE, `${BODY} `, SECRET)).toBe(false);
  });

  it('is what the reference library signs, for any body and secret', () => {
    for (const [bytes, body] of [
      [24, '{}'],
      [32, '{"name":"先回り"}'],
      [64, 'x'.repeat(100_000)],
    ] as const) {
      const secret = `whsec_${Buffer.alloc(bytes, bytes).toString('base64')}`;
      const signature = new Webhook(secret).sign(ID, new Date(TIMESTAMP * 1000), body);
      expect(verify(signature, body, secret)).toBe(true);
      expect(verify(signature, body, SECRET)).toBe(false);
    }
  });

  it('may be by any of the live secrets, and any of the signatures sent', () => {
    const other = `whsec_${Buffer.alloc(32, 1).toString('base64')}`;
    const third = new Webhook(other).sign(ID, new Date(TIMESTAMP * 1000), BODY);
    expect(verify(SIGNATURE, BODY, other, SECRET)).toBe(true);
    expect(verify(`${third} ${SIGNATURE}`, BODY, SECRET)).toBe(true);
  });

  it('of an unknown version is passed over', () => {
    expect(verify(SIGNATURE.replace('v1', 'v2'), BODY, SECRET)).toBe(false);
    expect(verify(`v1a,AAAA ${SIGNATURE}`, BODY, SECRET)).toBe(true);
  });

  it('of another length than a hash is no signature, and no error', () => {
    expect(verify('v1,AAAA', BODY, SECRET)).toBe(false);
    expect(verify('v1,???', BODY, SECRET)).toBe(false);
  });
});
