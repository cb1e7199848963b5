import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { patternWhenAsked } from '../../domain/names/pattern-when-asked.ts';
import { MOST_CHARACTERS_OF_A_NOTE } from './page-parts.ts';

/** A mail of 10,000 characters of Japanese, each of which takes nine. */
const MOST_BYTES_OF_A_FORM = 100_000;
/**
 * Questions with several answers: which kinds of mail somebody wants, which tasks are meant, on which days somebody works,
 * where each activity stands on the map.
 */
export const ANSWERED_MORE_THAN_ONCE: ReadonlySet<string> = new Set(['kind', 'task', 'workingDays', 'stood']);
/** What a mail program posts that unsubscribes by one click (RFC 8058), in either encoding. */
const ONE_CLICK = ['List-Unsubscribe', 'One-Click'] as const;
/** Line breaks stay; what else has no shape on paper goes. */
const controlCharacters = patternWhenAsked(String.raw`[^\P{Cc}\n]`, 'gu');

/** In the place of a file that is no text in UTF-8. */
export const NO_TEXT = '\u{FFFD}';

/** What a form may hold beyond what all do. */
export interface FormLimits {
  mostBytes?: number;
  /** Files are read as texts. */
  takesFiles?: boolean;
}

/**
 * What was filled in; `null` where it could not be read whole, or means two things: it is no form, longer than any of
 * ours, broken off, in another encoding, or answers a question twice. Nothing may be done on the strength of a part.
 */
export async function readForm(
  event: APIGatewayProxyEventV2,
  limits: FormLimits = {},
): Promise<URLSearchParams | null> {
  const form = await decodeForm(event, limits);
  const isAnsweredTwice = [...(form?.keys() ?? [])].some(
    (name) => !ANSWERED_MORE_THAN_ONCE.has(name) && form?.getAll(name).length !== 1,
  );
  return isAnsweredTwice ? null : form;
}

const bytesOf = ({ body = '', isBase64Encoded }: APIGatewayProxyEventV2) =>
  Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8');

/** Whether that alone is why it could not be read. */
export const isFormTooLarge = (event: APIGatewayProxyEventV2, { mostBytes = MOST_BYTES_OF_A_FORM }: FormLimits) =>
  bytesOf(event).length > mostBytes;

async function decodeForm(
  event: APIGatewayProxyEventV2,
  { mostBytes = MOST_BYTES_OF_A_FORM, takesFiles = false }: FormLimits,
): Promise<URLSearchParams | null> {
  const { headers } = event;
  const bytes = bytesOf(event);
  if (bytes.length > mostBytes) return null;
  const type = headers?.['content-type'] ?? 'application/x-www-form-urlencoded';
  const [media = ''] = type.toLowerCase().split(';');
  try {
    if (takesFiles && media.trim() === 'multipart/form-data') return await readMultipart(bytes, type, textOfFile);
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    switch (media.trim()) {
      case 'application/x-www-form-urlencoded':
        // Else it would stand for whatever could not be read of it.
        decodeURIComponent(text);
        return new URLSearchParams(text);
      case 'multipart/form-data':
        return await readMultipart(bytes, type);
      default:
        return null;
    }
  } catch {
    // Not whole: the caller tells whoever sent it.
    return null;
  }
}

/** Nothing of a file that was not chosen. */
async function textOfFile(file: Blob): Promise<string> {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(await file.arrayBuffer());
  } catch {
    // Whoever takes the file says what to do about it.
    return NO_TEXT;
  }
}

async function readMultipart(
  bytes: Buffer,
  type: string,
  textOf?: (file: Blob) => Promise<string>,
): Promise<URLSearchParams | null> {
  const form = new URLSearchParams();
  for (const [name, value] of await new Response(bytes, { headers: { 'content-type': type } }).formData()) {
    if (typeof value === 'string') form.append(name, value);
    else if (textOf === undefined) return null;
    else form.append(name, await textOf(value));
  }
  return form;
}

export const isOneClick = (form: URLSearchParams) => form.get(ONE_CLICK[0]) === ONE_CLICK[1];

/** What was chosen; `null` where that is nothing, or none of what was offered. */
export function oneOf<Value extends string>(
  form: URLSearchParams,
  name: string,
  offered: readonly Value[],
): Value | null {
  return offered.find((one) => one === form.get(name)) ?? null;
}

/** The whole of a text that somebody wrote. */
export function wholeTextIn(form: URLSearchParams, name: string): string {
  return (form.get(name) ?? '').replace(/\r\n?/g, '\n').replace(controlCharacters(), '').trim();
}

/** Longer than its field takes: cut, it might say something else. */
export const isTooLong = (form: URLSearchParams, name: string) =>
  wholeTextIn(form, name).length > MOST_CHARACTERS_OF_A_NOTE;

/** A text that somebody wrote, under the given name; nothing where they left it empty. */
export function textIn<Name extends string>(form: URLSearchParams, name: Name): { [Key in Name]?: string } {
  const text = wholeTextIn(form, name);
  return text === '' ? {} : ({ [name]: text } as { [Key in Name]?: string });
}
