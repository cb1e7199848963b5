import { deflateRawSync, inflateRawSync } from 'node:zlib';

const BEST_SPEED = 1;

/** The text of an answer in a fraction of its length, as text. */
export const packed = (text: string): string => deflateRawSync(text, { level: BEST_SPEED }).toString('base64');

export const unpacked = (text: string): string => inflateRawSync(Buffer.from(text, 'base64')).toString();
