const MAX_EVENT_BYTES = 32 * 1024;
/** A control character becomes `\u0000`; nothing else grows more. */
const MOST_BYTES_A_CHARACTER = 6;
const MOST_BYTES_A_NUMBER = 25;

const utf8 = new TextEncoder();

export const EVENT_TOO_LARGE = 'Keep each event within 32 KB of JSON.';

/** Whether the event takes more than 32 KB as JSON; written out only where a generous guess says that it may. */
export function isTooLarge(raw: object): boolean {
  return mostBytesOf(raw) > MAX_EVENT_BYTES && utf8.encode(JSON.stringify(raw)).length > MAX_EVENT_BYTES;
}

function mostBytesOf(value: unknown): number {
  if (typeof value === 'string') return value.length * MOST_BYTES_A_CHARACTER + 3;
  if (typeof value !== 'object' || value === null) return MOST_BYTES_A_NUMBER;
  let bytes = 3;
  if (Array.isArray(value)) {
    for (const child of value) bytes += mostBytesOf(child);
    return bytes;
  }
  for (const key in value) {
    bytes += key.length * MOST_BYTES_A_CHARACTER + 4 + mostBytesOf((value as Record<string, unknown>)[key]);
  }
  return bytes;
}
