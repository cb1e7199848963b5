import type { Call } from '../usage/call.ts';
import type { EventRefusal } from '../usage/read-usage-event.ts';
import { type RowFacts, refuseFact } from './facts.ts';
import type { TraitReader } from './traits.ts';

/** What a call tells of a record, as far as it can be used. */
export interface ToldByCall {
  kind: 'accounts' | 'contacts';
  id: string;
  facts: RowFacts;
  /** What of it can't be used, and why. */
  refused: string[];
  /** Whether there can be such a record at all. */
  isUsable: boolean;
}

/** `null` for a call that tells no facts. */
export function toldByCall({ kind, groupId, userId, traits }: Call, reader: TraitReader): ToldByCall | null {
  const id = kind === 'group' ? groupId : userId;
  if (kind === 'alias' || id === undefined) return null;
  const records = kind === 'group' ? 'accounts' : 'contacts';
  const { facts, refused } = reader.read(records, traits);
  const badId = refuseFact(records, 'id', id);
  return {
    kind: records,
    id,
    facts,
    refused: badId === undefined ? refused : [`${badId}.`, ...refused],
    isUsable: badId === undefined,
  };
}

/** Why a call lies in quarantine though the rest of it was used. */
export const refusedTraits = (refused: string[]): EventRefusal => ({
  reason: 'bad-trait',
  detail: `${refused.join(' ')} What else the call tells was used.`,
});
