import type { Call } from '../../../domain/usage/call.ts';
import { type Item, textOf } from '../item.ts';
import { StoredRecord } from '../record.ts';

/** What a call says; its kind, its time and where it comes from stand beside it. */
type CallBody = Pick<Call, 'groupId' | 'userId' | 'anonymousId' | 'traits' | 'limits'>;

const callRecord = new StoredRecord<CallBody>({
  name: 'call',
  unmarked: (body: CallBody) => (body.traits === undefined ? { ...body, traits: {} } : body),
});

export function encodeCallBody({ groupId, userId, anonymousId, traits, limits }: Call): Item {
  return { x: { S: JSON.stringify({ groupId, userId, anonymousId, traits, limits }) }, ...callRecord.mark };
}

export const decodeCallBody = (item: Item): CallBody => callRecord.read(item, textOf(item, 'x'));
