import type { Playbook } from '../../../domain/playbook/playbook.ts';
import type { Item } from '../item.ts';
import { checkedBefore, readerOfBundle } from './check-mark.ts';

/**
 * The playbook of a version's row. What checks one brings the schemas of all kinds of conditions and is loaded only for a
 * row that was not checked before.
 *
 * @param reader as of PlaybookRecord
 * @throws UnreadablePlaybookError when this release can't make sense of what is stored
 */
export async function readPlaybook(version: string, item: Item, reader = readerOfBundle): Promise<Playbook> {
  return checkedBefore(reader, item) ?? (await recordBy(reader)).decode(version, item);
}

/** The record of playbooks, for whoever writes one. */
export async function recordBy(reader = readerOfBundle) {
  const { PlaybookRecord } = await import('./playbook-record.ts');
  return new PlaybookRecord(reader);
}
