import { createDecipheriv, createHmac, timingSafeEqual } from 'node:crypto';

const TAG_BYTES = 32;
const IV_BYTES = 16;

interface FormerKeys {
  signing: Buffer;
  encrypting: Buffer;
}

/**
 * Opens what was sealed before AES-GCM-SIV: signed by HMAC-SHA256, and encrypted by AES-256-CTR from the signature. No
 * link is made so any more; those to unsubscribe were promised to work for three years.
 */
export function openFormerSeal(bytes: Buffer, keys: readonly Buffer[]): string | null {
  if (bytes.length < TAG_BYTES) return null;
  const tag = bytes.subarray(0, TAG_BYTES);
  for (const key of keys) {
    const { signing, encrypting } = keysOf(key);
    const decipher = createDecipheriv('aes-256-ctr', encrypting, tag.subarray(0, IV_BYTES));
    const plain = Buffer.concat([decipher.update(bytes.subarray(TAG_BYTES)), decipher.final()]);
    if (timingSafeEqual(createHmac('sha256', signing).update(plain).digest(), tag)) return plain.toString();
  }
  return null;
}

const derived = new WeakMap<Buffer, FormerKeys>();

function keysOf(key: Buffer): FormerKeys {
  const derive = (use: string) => createHmac('sha256', key).update(use).digest();
  const keys = derived.get(key) ?? {
    signing: derive('sakimawari link signature'),
    encrypting: derive('sakimawari link encryption'),
  };
  derived.set(key, keys);
  return keys;
}
