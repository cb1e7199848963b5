import { isTriedSinceReleased, type OutboxRow } from '../../domain/outbox/outbox.ts';
import type { Item } from '../store/item.ts';
import { decodeEach } from '../store/left-out.ts';
import { decodeRow } from '../store/outbox/outbox-items.ts';

/**
 * What of the stream's pending rows is to be tried now. What was put off is the sweeper's, and so is what can't be read,
 * which it counts: that waits for the release that wrote it.
 */
export function rowsToDeliver(images: Item[]): OutboxRow[] {
  return decodeEach(images, decodeRow).filter((row) => !isTriedSinceReleased(row));
}
