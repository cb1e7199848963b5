import { hkdfSync } from 'node:crypto';
import { gcmsiv } from '@noble/ciphers/aes.js';
import { openFormerSeal } from './former-seal.ts';
import { bytesOfToken } from './token-bytes.ts';

/** First byte of a token, and sealed with it: the next form gets another. */
const FORM = Uint8Array.of(1);
/** Deterministic on purpose: AES-GCM-SIV loses nothing by it but that the same text gives the same token. */
const NONCE = new Uint8Array(12);
const KEY_BYTES = 32;
const LONGEST_TOKEN = 2048;

/**
 * Seals a text into a token for an address by AES-256-GCM-SIV (RFC 8452): whoever reads an address in a log learns
 * nothing from it, and nobody can make or alter one. Needs no random: the same text gives the same token.
 */
export function sealLink(text: string, key: Buffer): string {
  const sealed = gcmsiv(keyOfSeal(key), NONCE, FORM).encrypt(Buffer.from(text));
  return Buffer.concat([FORM, sealed]).toString('base64url');
}

/** The sealed text, by whichever of the keys it was sealed with; `null` for what none of them sealed just so. */
export function openLink(token: string, keys: readonly Buffer[]): string | null {
  if (token.length > LONGEST_TOKEN) return null;
  const bytes = bytesOfToken(token);
  if (bytes === null) return null;
  // A token of the former form begins with any byte, and so, one time in 256, with ours.
  return (bytes[0] === FORM[0] ? openSeal(bytes.subarray(1), keys) : null) ?? openFormerSeal(bytes, keys);
}

function openSeal(sealed: Buffer, keys: readonly Buffer[]): string | null {
  for (const key of keys) {
    try {
      return Buffer.from(gcmsiv(keyOfSeal(key), NONCE, FORM).decrypt(sealed)).toString();
    } catch {
      // Not sealed with this key, or altered: the library tells no difference, and neither do we.
    }
  }
  return null;
}

const derived = new WeakMap<Buffer, Uint8Array>();

/** The secret is a text of any length; the cipher takes 32 bytes. */
function keyOfSeal(key: Buffer): Uint8Array {
  const known = derived.get(key);
  if (known !== undefined) return known;
  const made = new Uint8Array(hkdfSync('sha256', key, '', 'sakimawari link, AES-256-GCM-SIV', KEY_BYTES));
  derived.set(key, made);
  return made;
}
