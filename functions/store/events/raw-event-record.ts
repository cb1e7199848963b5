import type { Item } from '../item.ts';
import { StoredRecord } from '../record.ts';

/** An event, whether it is counted or waits: what it says stands in attributes. */
export const rawEventRecord = new StoredRecord<Item>({ name: 'raw-event' });
