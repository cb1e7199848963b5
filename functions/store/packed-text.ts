import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { Item } from './item.ts';

/** What is longer than a write unit is packed: whoever reads it pays for its bytes. */
const MOST_BYTES_UNPACKED = 1_000;

/** The attribute that holds a record which may be long: `f` as text, or `z` packed. */
export const packedText = (text: string): Item =>
  Buffer.byteLength(text) <= MOST_BYTES_UNPACKED ? { f: { S: text } } : { z: { B: deflateRawSync(text) } };

/** `undefined` where the row holds neither. */
export const unpackedText = ({ f, z }: Item): string | undefined =>
  z?.B === undefined ? f?.S : inflateRawSync(z.B).toString();
