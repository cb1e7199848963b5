/**
 * `login=12&page.viewed=3`, names percent-encoded: a map as one ASCII string. It is readable in the console, its
 * length is its size in bytes, and it takes a third of nested DynamoDB maps.
 */
export function encodePair(key: string, value: string | number): string {
  return `${encodeURIComponent(key)}=${value}`;
}

export const joinPairs = (pairs: readonly string[]): string => pairs.join('&');

export function eachPair(text: string, take: (key: string, value: string) => void): void {
  let from = 0;
  while (from < text.length) {
    const equals = text.indexOf('=', from);
    let end = text.indexOf('&', equals);
    if (end < 0) end = text.length;
    const key = text.slice(from, equals);
    // Asked of each key: asked of the whole text once, V8 moves the question into the loop and scans it every time.
    take(key.includes('%') ? decodeURIComponent(key) : key, text.slice(equals + 1, end));
    from = end + 1;
  }
}

/** Pieces of at most `maxLength`, cut between pairs; joining them by `&` gives the text back. */
export function splitPairs(text: string, maxLength: number): string[] {
  const pieces: string[] = [];
  let from = 0;
  while (text.length - from > maxLength) {
    const end = text.lastIndexOf('&', from + maxLength);
    if (end < from) throw new RangeError(`a pair is longer than ${maxLength}`);
    pieces.push(text.slice(from, end));
    from = end + 1;
  }
  pieces.push(text.slice(from));
  return pieces;
}
