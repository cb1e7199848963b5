import type { Item } from '../../functions/store/item.ts';
/** An item's size: the UTF-8 bytes of its attribute names and values; a number takes a byte for two digits, and one more. */
export function bytesOf(item: Item): number {
  let bytes = 0;
  for (const [name, { N, B, S = '', SS = [S] }] of Object.entries(item)) {
    const ofValue =
      N === undefined ? SS.reduce((sum, text) => sum + Buffer.byteLength(text), 0) : Math.ceil(N.length / 2) + 1;
    bytes += Buffer.byteLength(name) + ofValue + (B?.length ?? 0);
  }
  return bytes;
}
