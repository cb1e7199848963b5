import type { Item } from '../store/item.ts';
import { decodeEach, LeftOut } from '../store/left-out.ts';

/** What of a page of a list can be read, and how many of its rows can't: whoever reads the list is told of these. */
export function readableRows<Row>(
  items: readonly Item[],
  decode: (item: Item) => Row,
): { rows: Row[]; leftOut: number } {
  const unreadable = new LeftOut();
  const rows = decodeEach(items, decode, unreadable);
  unreadable.log();
  return { rows, leftOut: unreadable.rows.length };
}
