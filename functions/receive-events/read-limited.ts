import { type Proofs, takeProofs, type Vouched } from '../../domain/sources/key-rights.ts';
import type { Call } from '../../domain/usage/call.ts';
import { type Reading, readers } from '../../domain/usage/dialects/dialects.ts';
import { type EventContext, isRefusal } from '../../domain/usage/read-usage-event.ts';
import type { SentEvent } from '../../domain/usage/usage-event.ts';
import type { Delivery } from './delivery.ts';
import { vouchedBy } from './signed-identity.ts';

interface Secrets {
  of(source: string): Promise<{ secrets: Buffer[] } | null>;
  refreshed(source: string): Promise<Buffer[]>;
}

/**
 * Reads a delivery by a key that may send events only, as it may stand in a page: beside what its calls say it is noted
 * what the company's own server vouches for. Proofs are looked at here and kept nowhere.
 */
export async function readLimited(
  { dialect, source, raws, limitedKey: key = '' }: Delivery,
  context: EventContext,
  secrets: Secrets,
): Promise<{ raw: unknown; reading: Reading }[]> {
  let live: Promise<Buffer[]> | undefined;
  let isRefreshed = false;
  const read: { raw: unknown; reading: Reading }[] = [];
  for (const sent of raws) {
    const { raw, proofs } = takeProofs(sent);
    const reading = readers[dialect](raw, context);
    read.push({ raw, reading: isRefusal(reading) ? reading : await limited([reading].flat(), proofs) });
  }
  return read;

  async function limited(parts: (SentEvent | Call)[], proofs: Proofs): Promise<(SentEvent | Call)[]> {
    return Promise.all(
      parts.map(async (part) =>
        'kind' in part ? { ...part, limits: { key, vouched: await vouched(part, proofs) } } : part,
      ),
    );
  }

  /** A secret that was changed a moment ago may not be known yet. */
  async function vouched({ userId: user, groupId: account }: Call, proofs: Proofs): Promise<Vouched> {
    if (proofs.user === undefined) return 'nothing';
    const wanted: Vouched = proofs.group === undefined || account === undefined ? 'user' : 'membership';
    live ??= secrets.of(source).then((found) => found?.secrets ?? []);
    const known = vouchedBy(await live, { user, account }, proofs);
    if (known === wanted || isRefreshed) return known;
    isRefreshed = true;
    live = secrets.refreshed(source);
    return vouchedBy(await live, { user, account }, proofs);
  }
}
