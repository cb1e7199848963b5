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
  Quote = 0x22,
  Colon = 0x3a,
  Backslash = 0x5c,
  OpenBracket = 0x5b,
  CloseBracket = 0x5d,
  OpenBrace = 0x7b,
  CloseBrace = 0x7d,
}

/** One event, an array of events, or `{"events": […]}`. */
export function readDelivery(text: string): Delivery {
  const body = parseStrictly(text);
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
function parseStrictly(text: string): unknown {
  const keysWritten = countWrittenKeys(text);
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    // The parser's own message quotes the body, and a body holds personal data.
    throw new MalformedBodyError('not-json', 'The body is not JSON.');
  }
  // Of a key written twice JSON.parse keeps the last, so there are fewer in the result than in the text.
  if (countKeys(body) !== keysWritten) {
    throw new MalformedBodyError('duplicate-key', 'An object of the body holds the same key twice: send it once.');
  }
  return body;
}

/** Colons outside of strings: in JSON, one a key. Gives up on a body nested too deeply, before it is parsed. */
function countWrittenKeys(text: string): number {
  let keys = 0;
  let depth = 0;
  for (let i = 0; i < text.length; i += 1) {
    switch (text.charCodeAt(i)) {
      case Character.Quote:
        i = endOfString(text, i);
        break;
      case Character.Colon:
        keys += 1;
        break;
      case Character.OpenBrace:
      case Character.OpenBracket:
        depth += 1;
        if (depth > MAX_DEPTH) {
          throw new MalformedBodyError('too-deep', `The body is nested more than ${MAX_DEPTH} deep.`);
        }
        break;
      case Character.CloseBrace:
      case Character.CloseBracket:
        depth -= 1;
        break;
    }
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

function countKeys(value: unknown): number {
  return typeof value === 'object' && value !== null ? countKeysOf(value) : 0;
}

function countKeysOf(parent: object): number {
  let keys = 0;
  if (Array.isArray(parent)) {
    for (const child of parent) keys += countKeys(child);
    return keys;
  }
  for (const key in parent) {
    // Copied into another object, these could change what all objects can do.
    if (key === '__proto__' || key === 'constructor') {
      throw new MalformedBodyError('forbidden-key', `The body holds a key named ${key}.`);
    }
    keys += 1 + countKeys((parent as Record<string, unknown>)[key]);
  }
  return keys;
}
