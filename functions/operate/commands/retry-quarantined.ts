import * as z from 'zod';
import { toldByCall } from '../../../domain/import/told-by-call.ts';
import { attribute } from '../../../domain/usage/attribute.ts';
import type { Call } from '../../../domain/usage/call.ts';
import { readers } from '../../../domain/usage/dialects/dialects.ts';
import type { QuarantinedEvent } from '../../../domain/usage/quarantined-event.ts';
import { isRefusal } from '../../../domain/usage/read-usage-event.ts';
import type { SentEvent, UsageEvent, WaitingEvent } from '../../../domain/usage/usage-event.ts';
import { readWrittenCall } from '../../../domain/usage/written-call.ts';
import { inParallel } from '../../runtime/in-parallel.ts';
import { operation, type Tools } from '../operation.ts';
import { quarantineIdsSchema } from '../quarantine-ids.ts';

const DROPS_IN_FLIGHT = 16;

/** Nothing is looked up: what waits is brought to its account by whoever takes care of all that waits. */
const noLinks = { accountOf: () => undefined, userOf: () => undefined };

/** Takes events out of quarantine that can be used by now; the others stay. */
export const retryQuarantined = operation(z.strictObject({ ids: quarantineIdsSchema }), async ({ ids }, tools) => {
  const found = await tools.quarantine.find(ids);
  const usable = found.flatMap((quarantined) => {
    const arrivals = usableParts(quarantined, tools);
    return arrivals.length === 0 ? [] : [{ id: quarantined.id, arrivals }];
  });
  // Stored first: a crash between the two leaves an event in both places, and storing it again changes nothing.
  await tools.deliveries.store(
    usable.flatMap(({ arrivals }) => arrivals),
    [],
  );
  await inParallel(usable, DROPS_IN_FLIGHT, ({ id }) => tools.quarantine.drop(id));
  return { used: usable.length, kept: found.length - usable.length };
});

function usableParts(
  { raw, source, reason, dialect = 'standard-webhooks' }: QuarantinedEvent,
  { retention, now, traits }: Tools,
): (UsageEvent | WaitingEvent | Call)[] {
  if (reason === 'bad-trait') {
    const written = parsed(raw);
    if (written === undefined) return [];
    const call = readWrittenCall(written, source);
    return toldByCall(call, traits)?.refused.length === 0 ? [{ ...call, retriedAt: now() }] : [];
  }
  const read = readers[dialect](parsed(raw), { source, accepted: retention.acceptedAt(now()) });
  if (Array.isArray(read)) return read.map(settled);
  return isRefusal(read) ? [] : [settled(read)];
}

const settled = (part: SentEvent | Call) => ('kind' in part ? part : attribute(part, noLinks));

/** An event too long to be kept whole is cut off, and no JSON any more. */
function parsed(raw: string): unknown {
  try {
    return JSON.parse(raw);
  } catch {
    return undefined;
  }
}
