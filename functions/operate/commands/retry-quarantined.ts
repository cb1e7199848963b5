import * as z from 'zod';
import type { QuarantinedEvent } from '../../../domain/usage/quarantined-event.ts';
import { isRefusal, readUsageEvent } from '../../../domain/usage/read-usage-event.ts';
import type { UsageEvent } from '../../../domain/usage/usage-event.ts';
import { inParallel } from '../../runtime/in-parallel.ts';
import { operation, type Tools } from '../operation.ts';
import { quarantineIdsSchema } from '../quarantine-ids.ts';

const DROPS_IN_FLIGHT = 16;

/** Takes events out of quarantine that can be used by now; the others stay. */
export const retryQuarantined = operation(z.strictObject({ ids: quarantineIdsSchema }), async ({ ids }, tools) => {
  const found = await tools.quarantine.find(ids);
  const usable = found.flatMap((quarantined) => {
    const event = usableEvent(quarantined, tools);
    return event === undefined ? [] : [{ id: quarantined.id, event }];
  });
  // Stored first: a crash between the two leaves an event in both places, and storing it again changes nothing.
  await tools.deliveries.store(
    usable.map(({ event }) => event),
    [],
  );
  await inParallel(usable, DROPS_IN_FLIGHT, ({ id }) => tools.quarantine.drop(id));
  return { used: usable.length, kept: found.length - usable.length };
});

function usableEvent({ raw, source }: QuarantinedEvent, { retention, now }: Tools): UsageEvent | undefined {
  const read = readUsageEvent(parsed(raw), { source, accepted: retention.acceptedAt(now()) });
  return isRefusal(read) ? undefined : read;
}

/** An event too long to be kept whole is cut off, and no JSON any more. */
function parsed(raw: string): unknown {
  try {
    return JSON.parse(raw);
  } catch {
    return undefined;
  }
}
