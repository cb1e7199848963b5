import type { Sender } from '../../../domain/sources/sender.ts';
import type { Item } from '../item.ts';
import { registrationRowKey, SOURCES_LIST } from '../keys.ts';
import { StoredRecord } from '../record.ts';

/** What is on record of a source beside its secrets and keys. One that the configuration names may have none. */
export interface SourceRegistration {
  name: string;
  /** ISO 8601; of a source that was added while the system ran. */
  addedAt?: string;
  /** Of another company's system: which it is, and how it says whose something is. */
  sender?: Sender;
  /** ISO 8601; while it is set, nothing of the source is taken. */
  disabledAt?: string;
  /** ISO 8601; when a key that could tell facts was taken the right to: what it told until then may be anybody's. */
  narrowedAt?: string;
  /** Which version of its secret was made the current one last, and when (ISO 8601). */
  secret?: { version: string; changedAt: string };
}

const registrationRecord = new StoredRecord<SourceRegistration>({ name: 'source-registration' });

/** `disabledAt` stands beside the record for the condition under which a key may be issued. */
export const encodeRegistration = (registration: SourceRegistration, revision: number): Item => ({
  ...registrationRowKey(registration.name),
  list: { S: SOURCES_LIST },
  listedAt: { S: registration.name },
  ...registrationRecord.encode(registration),
  rev: { N: String(revision) },
  ...(registration.disabledAt !== undefined && { disabledAt: { S: registration.disabledAt } }),
});

export const decodeRegistration = (item: Item): SourceRegistration => registrationRecord.decode(item);

/** Notes of use are kept to the hour: enough to see what is still in use, and cheap. */
export function hourOf(ms: number): string {
  const at = new Date(ms);
  at.setUTCMinutes(0, 0, 0);
  return at.toISOString();
}
