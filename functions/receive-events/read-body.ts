import { gunzipSync } from 'node:zlib';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { MalformedBodyError, parseBody } from '../../domain/usage/read-delivery.ts';
import { RequestError } from '../runtime/request-error.ts';

/** The most that a body may hold, sent and uncompressed. */
export interface BodyLimit {
  bytes: number;
  /** As it is told to the sender. */
  words: string;
}

export const EVENTS_LIMIT: BodyLimit = { bytes: 256 * 1024, words: '256 KiB' };
export const BATCH_LIMIT: BodyLimit = { bytes: 500 * 1024, words: '500 KB' };

const BASE64_BYTES_PER_CHARACTER = 3 / 4;
const UTF_8_CHARSET = /^charset="?utf-?8"?$/;

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** The bytes as the sender sent them; whether they are compressed is left to see. */
export function bytesOf({ body = '', isBase64Encoded, headers }: APIGatewayProxyEventV2, limit: BodyLimit): Buffer {
  const encoding = headers['content-encoding']?.trim().toLowerCase() || 'identity';
  if (encoding !== 'identity' && encoding !== 'gzip') {
    throw new RequestError('unsupported-type', 'unsupported-encoding', 'Send the body uncompressed or as gzip.');
  }
  if (body.length * (isBase64Encoded ? BASE64_BYTES_PER_CHARACTER : 1) > limit.bytes + 2) throw tooLarge(limit);
  const bytes = Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8');
  if (bytes.length > limit.bytes) throw tooLarge(limit);
  // Some gateways read a compressed body as text, which destroys it: better said than answered by "bad signature".
  if ((encoding === 'gzip' && !isGzip(bytes)) || isGzipReadAsText(bytes)) throw notGunzippable();
  return bytes;
}

/** The text in the bytes, inflated where they are gzip, whatever the headers say. */
export function textOf(bytes: Buffer, limit: BodyLimit): string {
  try {
    return utf8.decode(isGzip(bytes) ? inflate(bytes, limit) : bytes);
  } catch (error) {
    if (error instanceof RequestError) throw error;
    throw new RequestError('malformed', 'not-utf-8', 'Send the body as UTF-8.', { cause: error });
  }
}

/** What `read` makes of the text; where it can't be read the sender is told why. */
export function readJson<Body>(text: string, read: (text: string) => Body): Body {
  try {
    return read(text);
  } catch (error) {
    if (!(error instanceof MalformedBodyError)) throw error;
    throw new RequestError('malformed', error.code, error.message, { cause: error });
  }
}

/** The JSON in the body, for dialects whose clients say anything or nothing about its type. */
export const readBody = (event: APIGatewayProxyEventV2, limit: BodyLimit): unknown =>
  readJson(textOf(bytesOf(event, limit), limit), parseBody);

/** The type of the content, in small letters and without parameters; `null` where it says to be other than UTF-8. */
export function mediaTypeOf({ headers }: APIGatewayProxyEventV2): string | null {
  const [type = '', ...parameters] = (headers['content-type'] ?? '').toLowerCase().split(';');
  const charset = parameters.map((parameter) => parameter.trim()).find((parameter) => parameter.startsWith('charset='));
  return charset === undefined || UTF_8_CHARSET.test(charset) ? type.trim() : null;
}

const isGzip = (bytes: Buffer) => bytes[0] === 0x1f && bytes[1] === 0x8b;
/** The second byte of gzip is no character: what reads it as text puts U+FFFD in its place. */
const isGzipReadAsText = (bytes: Buffer) =>
  bytes[0] === 0x1f && bytes[1] === 0xef && bytes[2] === 0xbf && bytes[3] === 0xbd;

function inflate(bytes: Buffer, limit: BodyLimit): Buffer {
  try {
    return gunzipSync(bytes, { maxOutputLength: limit.bytes });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge(limit);
    throw notGunzippable();
  }
}

const tooLarge = ({ words }: BodyLimit) =>
  new RequestError('too-large', 'body-too-large', `Send at most ${words} at once, counted uncompressed: split it.`);
// A gateway that reads the body as text destroys it, so developers meet this with settings that are right elsewhere.
const notGunzippable = () =>
  new RequestError(
    'malformed',
    'not-gzip',
    'The compressed body could not be read: send it uncompressed. The setting is `disable_compression: true` in posthog-js, ' +
      '`disableCompression: true` in posthog-node, gzip off in other libraries.',
  );
