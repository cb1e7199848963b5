/** What a delivery's body holds: the events as they came, not yet looked at. */
export interface Delivery {
  events: unknown[];
  /** The body is one event, not a list: it may go without an id of its own, since the delivery has one. */
  isSingleEvent: boolean;
}

export class MalformedBodyError extends Error {
  override readonly name = 'MalformedBodyError';

  constructor(
    readonly code: 'not-json' | 'too-deep' | 'forbidden-key' | 'duplicate-key' | 'no-events',
    detail: string,
  ) {
    super(detail);
  }
}

const MAX_DEPTH = 32;

enum Character {
  Space = 0x20,
  Quote = 0x22,
  Colon = 0x3a,
  Backslash = 0x5c,
}

/** One event, an array of events, or `{"events": […]}`. */
export function readDelivery(text: string): Delivery {
  const body = parseBody(text);
  if (Array.isArray(body)) return { events: body, isSingleEvent: false };
  if (typeof body !== 'object' || body === null) {
    throw new MalformedBodyError(
      'no-events',
      'The body holds no event: send one as an object, or several as an array.',
    );
  }
  if ('events' in body && Array.isArray(body.events)) return { events: body.events, isSingleEvent: false };
  return { events: [body], isSingleEvent: true };
}

/** JSON.parse, for bodies that mean the same to every reader: no key twice, no depth without end, no key of ill fame. */
export function parseBody(text: string): unknown {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    // The parser's own message quotes the body, and a body holds personal data.
    throw new MalformedBodyError('not-json', 'The body is not JSON.');
  }
  const keys = countKeys(body, 0);
  // Of a key written twice JSON.parse keeps the last, so there are fewer in the result than in the text.
  if (mayHoldMoreKeys(text, keys) && countWrittenKeys(text) !== keys) {
    throw new MalformedBodyError('duplicate-key', 'An object of the body holds the same key twice: send it once.');
  }
  return body;
}

/**
 * Whether more keys may be written in the JSON text than are known: the quick look, which suffices for nearly every
 * body. Where a key is written, a colon follows a quotation mark; a string that holds such a pair, and space before a
 * colon, are left to the close look.
 */
function mayHoldMoreKeys(text: string, keys: number): boolean {
  let pairs = 0;
  for (let colon = text.indexOf(':'); colon >= 0; colon = text.indexOf(':', colon + 1)) {
    const before = text.charCodeAt(colon - 1);
    if (before === Character.Quote) pairs += 1;
    else if (before <= Character.Space) return true;
  }
  return pairs !== keys;
}

/** Colons outside of strings: in JSON, one a key. */
function countWrittenKeys(text: string): number {
  let keys = 0;
  for (let i = 0; i < text.length; i += 1) {
    const character = text.charCodeAt(i);
    if (character === Character.Quote) i = endOfString(text, i);
    else if (character === Character.Colon) keys += 1;
  }
  return keys;
}

/** Nearly every string ends at the next quotation mark; only where that one may be escaped it is walked through. */
function endOfString(text: string, start: number): number {
  const nextQuote = text.indexOf('"', start + 1);
  if (nextQuote < 0) return text.length;
  if (text.charCodeAt(nextQuote - 1) !== Character.Backslash) return nextQuote;
  let i = start + 1;
  for (; i < text.length; i += 1) {
    const character = text.charCodeAt(i);
    if (character === Character.Quote) break;
    if (character === Character.Backslash) i += 1;
  }
  return i;
}

function countKeys(value: unknown, depth: number): number {
  return typeof value === 'object' && value !== null ? countKeysOf(value, depth + 1) : 0;
}

function countKeysOf(parent: object, depth: number): number {
  if (depth > MAX_DEPTH) {
    throw new MalformedBodyError('too-deep', `The body is nested more than ${MAX_DEPTH} deep.`);
  }
  let keys = 0;
  if (Array.isArray(parent)) {
    for (const child of parent) keys += countKeys(child, depth);
    return keys;
  }
  for (const key in parent) {
    // Copied into another object, these could change what all objects can do.
    if (key === '__proto__' || key === 'constructor') {
      throw new MalformedBodyError('forbidden-key', `The body holds a key named ${key}.`);
    }
    keys += 1 + countKeys((parent as Record<string, unknown>)[key], depth);
  }
  return keys;
}
