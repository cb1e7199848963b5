import * as z from 'zod';
import { refusedTraits, toldByCall } from '../../../domain/import/told-by-call.ts';
import { attribute, noLinks } from '../../../domain/usage/attribute.ts';
import type { Call } from '../../../domain/usage/call.ts';
import { readers } from '../../../domain/usage/dialects/dialects.ts';
import type { QuarantinedEvent } from '../../../domain/usage/quarantined-event.ts';
import { type EventRefusal, isRefusal } from '../../../domain/usage/read-usage-event.ts';
import type { SentEvent, UsageEvent, WaitingEvent } from '../../../domain/usage/usage-event.ts';
import { readWrittenCall } from '../../../domain/usage/written-call.ts';
import { inParallel } from '../../runtime/in-parallel.ts';
import { logMetrics } from '../../runtime/metrics.ts';
import { operation, type Tools } from '../operation.ts';
import { quarantineIdsSchema } from '../quarantine-ids.ts';

const DROPS_IN_FLIGHT = 16;

type Arrival = UsageEvent | WaitingEvent | Call;

/** All of it is not kept: it can't be used, whatever is mended here. */
const CUT_OFF: EventRefusal = {
  reason: 'too-large',
  detail: 'Send it again, smaller: it was too long to be kept whole.',
};

/** Takes events out of quarantine that can be used by now; the others stay, with the reason that holds now. */
export const retryQuarantined = operation(z.strictObject({ ids: quarantineIdsSchema }), async ({ ids }, tools) => {
  const found = await tools.quarantine.find(ids);
  const usable: { id: string; arrivals: Arrival[] }[] = [];
  const refused: { id: string; refusal: EventRefusal }[] = [];
  for (const quarantined of found) {
    const { id } = quarantined;
    const reading = readAgain(quarantined, tools);
    if (Array.isArray(reading)) usable.push({ id, arrivals: reading });
    else if (reading.reason !== quarantined.reason || reading.detail !== quarantined.detail) {
      refused.push({ id, refusal: reading });
    }
  }
  // Stored first: a crash between the two leaves an event in both places, and storing it again changes nothing.
  await tools.deliveries.store(
    usable.flatMap(({ arrivals }) => arrivals),
    [],
  );
  await inParallel(usable, DROPS_IN_FLIGHT, ({ id }) => tools.quarantine.drop(id));
  await inParallel(refused, DROPS_IN_FLIGHT, ({ id, refusal }) => tools.quarantine.explain(id, refusal));
  logMetrics('retried', { RetriedEvents: usable.length }, { now: tools.now() });
  return { used: usable.length, kept: found.length - usable.length };
});

function readAgain(
  { raw, source, reason, dialect = 'standard-webhooks' }: QuarantinedEvent,
  { retention, now, traits }: Tools,
): Arrival[] | EventRefusal {
  const json = parsed(raw);
  if (json === undefined) return CUT_OFF;
  if (reason === 'bad-trait') {
    const call = readWrittenCall(json, source);
    const refused = toldByCall(call, traits)?.refused ?? [];
    return refused.length === 0 ? [{ ...call, retriedAt: now() }] : refusedTraits(refused);
  }
  const read = readers[dialect](json, { source, accepted: retention.acceptedAt(now()) });
  if (Array.isArray(read)) return read.map(settled);
  return isRefusal(read) ? read : [settled(read)];
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
