import { randomOf } from './seeded-random.ts';
import { sign, signedDelivery } from './signed-delivery.ts';

export const GOOD_BODY = JSON.stringify({
  id: 'e1',
  account: 'koa',
  user: 'u1',
  event: 'login',
  time: '2026-06-01T02:00:00Z',
});

export function withBitFlipped(bytes: Buffer, random: () => number): Buffer {
  const flipped = Buffer.from(bytes);
  const at = Math.floor(random() * bytes.length);
  flipped[at] = (flipped[at] as number) ^ (1 << Math.floor(random() * 8));
  return flipped;
}

/** The good delivery with one thing changed that its signature covers, or the signature itself. */
export function forgedDelivery(seed: number, nowInMs: number) {
  const random = randomOf(seed);
  const at = Math.floor(nowInMs / 1000);
  const signature = Buffer.from(sign('msg_1', at, GOOD_BODY).slice('v1,'.length), 'base64');
  const good = signedDelivery(GOOD_BODY, nowInMs);
  const withHeader = (name: string, value: string) => ({ ...good, headers: { ...good.headers, [name]: value } });
  switch (Math.floor(random() * 8)) {
    case 0:
      return {
        ...good,
        body: withBitFlipped(Buffer.from(GOOD_BODY), random).toString('base64'),
        isBase64Encoded: true,
      };
    case 1: {
      const place = Math.floor(random() * GOOD_BODY.length);
      return { ...good, body: GOOD_BODY.slice(0, place) + GOOD_BODY.slice(place + 1) };
    }
    case 2: {
      const place = Math.floor(random() * (GOOD_BODY.length + 1));
      const more = random() < 0.5 ? ' ' : '0';
      return { ...good, body: `${GOOD_BODY.slice(0, place)}${more}${GOOD_BODY.slice(place)}` };
    }
    case 3:
      return withHeader('webhook-id', withBitFlipped(Buffer.from('msg_1'), random).toString('latin1'));
    case 4:
      return withHeader('webhook-timestamp', String(at + 1 + Math.floor(random() * 299)));
    case 5:
      return withHeader('webhook-timestamp', `${'0'.repeat(1 + Math.floor(random() * 2))}${at}`);
    case 6:
      return withHeader('webhook-signature', `v1,${withBitFlipped(signature, random).toString('base64')}`);
    default:
      return withHeader(
        'webhook-signature',
        `v1,${signature.subarray(0, Math.floor(random() * signature.length)).toString('base64')}`,
      );
  }
}
