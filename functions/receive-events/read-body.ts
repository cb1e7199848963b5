import { gunzipSync } from 'node:zlib';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { RequestError } from '../runtime/request-error.ts';

export const MAX_BODY_BYTES = 256 * 1024;
const BASE64_BYTES_PER_CHARACTER = 3 / 4;

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** The bytes as the sender signed them; whether they are compressed is left to see. */
export function rawBodyOf(event: APIGatewayProxyEventV2): Buffer {
  const { body = '', isBase64Encoded, headers } = event;
  requireJson(headers['content-type']);
  const encoding = headers['content-encoding']?.trim().toLowerCase() ?? 'identity';
  if (encoding !== 'identity' && encoding !== 'gzip') {
    throw new RequestError('unsupported-type', 'unsupported-encoding', 'Send the body uncompressed or as gzip.');
  }
  if (body.length * (isBase64Encoded ? BASE64_BYTES_PER_CHARACTER : 1) > MAX_BODY_BYTES + 2) throw tooLarge();
  const bytes = Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8');
  if (bytes.length > MAX_BODY_BYTES) throw tooLarge();
  // Some gateways read a compressed body as text, which destroys it: better said than answered by "bad signature".
  if (encoding === 'gzip' && !isGzip(bytes)) throw notGunzippable();
  return bytes;
}

/** The JSON text in the bytes, inflated where they are gzip, whatever the headers say. */
export function textOf(bytes: Buffer): string {
  try {
    return utf8.decode(isGzip(bytes) ? inflate(bytes) : bytes);
  } catch (error) {
    if (error instanceof RequestError) throw error;
    throw new RequestError('malformed', 'not-utf-8', 'Send the body as UTF-8.', { cause: error });
  }
}

function requireJson(contentType: string | undefined): void {
  const [type, ...parameters] = (contentType ?? '').toLowerCase().split(';');
  const charset = parameters.map((parameter) => parameter.trim()).find((parameter) => parameter.startsWith('charset='));
  const isUtf8 = charset === undefined || /^charset="?utf-?8"?$/.test(charset);
  if (type?.trim() !== 'application/json' || !isUtf8) {
    throw new RequestError('unsupported-type', 'unsupported-type', 'Send content-type: application/json, in UTF-8.');
  }
}

const isGzip = (bytes: Buffer) => bytes[0] === 0x1f && bytes[1] === 0x8b;

function inflate(bytes: Buffer): Buffer {
  try {
    return gunzipSync(bytes, { maxOutputLength: MAX_BODY_BYTES });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge();
    throw notGunzippable();
  }
}

const tooLarge = () =>
  new RequestError('too-large', 'body-too-large', 'Send at most 256 KiB a delivery, counted uncompressed: split it.');
const notGunzippable = () =>
  new RequestError('malformed', 'not-gzip', 'The compressed body could not be read: send it uncompressed.');
