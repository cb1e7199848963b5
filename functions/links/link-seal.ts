import { createCipheriv, createDecipheriv, createHmac, timingSafeEqual } from 'node:crypto';

const TAG_BYTES = 32;
const IV_BYTES = 16;
const LONGEST_TOKEN = 2048;

interface SealKeys {
  signing: Buffer;
  encrypting: Buffer;
}

/**
 * Seals a text into a token for an address: signed by HMAC-SHA256, and encrypted (AES-256-CTR that starts from the
 * signature), so that whoever reads an address in a log learns nothing from it. Needs no random: the same text gives
 * the same token.
 */
export function sealLink(text: string, key: Buffer): string {
  const { signing, encrypting } = keysOf(key);
  const plain = Buffer.from(text);
  const tag = signatureOf(plain, signing);
  const cipher = createCipheriv('aes-256-ctr', encrypting, tag.subarray(0, IV_BYTES));
  return Buffer.concat([tag, cipher.update(plain), cipher.final()]).toString('base64url');
}

/** The sealed text, by whichever of the keys it was sealed with; `null` for what none of them sealed just so. */
export function openLink(token: string, keys: readonly Buffer[]): string | null {
  if (token.length > LONGEST_TOKEN) return null;
  const bytes = Buffer.from(token, 'base64url');
  // Several texts may stand for the same bytes; only the one that was given out is taken.
  if (bytes.length < TAG_BYTES || bytes.toString('base64url') !== token) return null;
  const tag = bytes.subarray(0, TAG_BYTES);
  for (const key of keys) {
    const { signing, encrypting } = keysOf(key);
    const decipher = createDecipheriv('aes-256-ctr', encrypting, tag.subarray(0, IV_BYTES));
    const plain = Buffer.concat([decipher.update(bytes.subarray(TAG_BYTES)), decipher.final()]);
    if (timingSafeEqual(signatureOf(plain, signing), tag)) return plain.toString();
  }
  return null;
}

const derived = new WeakMap<Buffer, SealKeys>();

/** A key for each of the two uses. */
function keysOf(key: Buffer): SealKeys {
  const derive = (use: string) => createHmac('sha256', key).update(use).digest();
  const keys = derived.get(key) ?? {
    signing: derive('sakimawari link signature'),
    encrypting: derive('sakimawari link encryption'),
  };
  derived.set(key, keys);
  return keys;
}

const signatureOf = (plain: Buffer, signing: Buffer) => createHmac('sha256', signing).update(plain).digest();
