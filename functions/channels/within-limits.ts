/** Stands for what a service would not take any more. */
export const ELLIPSIS = '…';

/**
 * Cut with an ellipsis, and never between the halves of one character.
 *
 * @param torn what else may not stand at the cut
 */
export function cutText(text: string, mostCharacters: number, torn?: RegExp): string {
  if (text.length <= mostCharacters) return text;
  const kept = text.slice(0, mostCharacters - ELLIPSIS.length).replace(/[\uD800-\uDBFF]$/, '');
  return `${torn === undefined ? kept : kept.replace(torn, '')}${ELLIPSIS}`;
}

/** As many of them as fit, from the first on; `rest` stands for those that don't, and is counted as well. */
export function keptWithin<Part>(
  parts: readonly Part[],
  { most, sizeOf, rest }: { most: number; sizeOf(part: Part): number; rest: Part },
): Part[] {
  let left = most;
  const kept: Part[] = [];
  for (const [index, part] of parts.entries()) {
    left -= sizeOf(part);
    const isLast = index === parts.length - 1;
    if (left < (isLast ? 0 : sizeOf(rest))) return [...kept, rest];
    kept.push(part);
  }
  return kept;
}

/** @param value as JSON tells it */
export const bytesAsJson = (value: unknown): number => Buffer.byteLength(JSON.stringify(value));
