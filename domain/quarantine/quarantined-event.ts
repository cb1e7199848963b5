import type { Dialect } from '../usage/dialects/dialect.ts';
import type { EventRefusal } from '../usage/read-usage-event.ts';

/** An event that came well signed and can't be counted: kept with the reason until somebody retries or drops it. */
export interface QuarantinedEvent extends EventRefusal {
  source: string;
  /** How it has to be read again; absent for an event of a signed webhook. */
  dialect?: Dialect;
  /** The id of the key that it came by, where that may send events only. */
  limitedKey?: string;
  /** The event as it came, as JSON. */
  raw: string;
  /** ISO 8601 */
  receivedAt: string;
}
