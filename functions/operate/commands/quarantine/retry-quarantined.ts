import pMap from 'p-map';
import * as z from 'zod';
import { callFacts, forbiddenFacts, refusedTraits } from '../../../../domain/import/call-facts.ts';
import { TraitReader } from '../../../../domain/import/traits.ts';
import type { QuarantinedEvent } from '../../../../domain/quarantine/quarantined-event.ts';
import { attribute, noLinks } from '../../../../domain/usage/attribute.ts';
import type { Call } from '../../../../domain/usage/call.ts';
import { readers } from '../../../../domain/usage/dialects/dialects.ts';
import { type EventRefusal, isRefusal } from '../../../../domain/usage/read-usage-event.ts';
import type { SentEvent, UsageEvent, WaitingEvent } from '../../../../domain/usage/usage-event.ts';
import { readWrittenCall } from '../../../../domain/usage/written-call.ts';
import { logMetrics } from '../../../runtime/metrics.ts';
import { auditOf, change, type Tools } from '../../operation.ts';
import { quarantineIdsSchema } from './quarantine-ids.ts';

const DROPS_IN_FLIGHT = 16;

type Arrival = UsageEvent | WaitingEvent | Call;

/** What can be used by now, and why some of it still can't. */
interface Usable {
  arrivals: Arrival[];
  rest?: EventRefusal;
}

/** All of it is not kept: it can't be used, whatever is mended here. */
const CUT_OFF: EventRefusal = {
  reason: 'too-large',
  detail: 'Send it again, smaller: it was too long to be kept whole.',
};

const retrySchema = z.strictObject({ ids: quarantineIdsSchema });

/** Takes events out of quarantine that can be used by now; the others stay, with the reason that holds now. */
export const retryQuarantined = change(retrySchema, ['quarantine-retried'], async ({ ids }, tools) => {
  const found = await tools.quarantine.find(ids);
  if (found.length === 0) return { used: 0, kept: 0 };
  await tools.auditLog.add(auditOf(tools, 'quarantine-retried', {}, { after: { events: found.length } }));
  const usable: ({ id: string } & Usable)[] = [];
  const refused: { id: string; refusal: EventRefusal }[] = [];
  const reading = {
    keysWithFacts: await keysThatMayReportFacts(found, tools),
    traits: new TraitReader(tools.traitRules, tools.clock.dayOf),
  };
  for (const quarantined of found) {
    const { id } = quarantined;
    const read = readAgain(quarantined, reading, tools);
    if ('arrivals' in read) usable.push({ id, ...read });
    else if (read.reason !== quarantined.reason || read.detail !== quarantined.detail) {
      refused.push({ id, refusal: read });
    }
  }
  for (const source of new Set(usable.flatMap(({ arrivals }) => arrivals.map((arrival) => arrival.source)))) {
    await tools.openToNewcomers(source);
  }
  // Stored first: a crash between the two leaves an event in both places, and storing it again changes nothing.
  await tools.deliveries.store(
    usable.flatMap(({ arrivals }) => arrivals),
    [],
  );
  const used = usable.filter(({ rest }) => rest === undefined);
  await pMap(used, ({ id }) => tools.quarantine.drop(id), { concurrency: DROPS_IN_FLIGHT });
  for (const { id, rest } of usable) if (rest !== undefined) refused.push({ id, refusal: rest });
  await pMap(refused, ({ id, refusal }) => tools.quarantine.explain(id, refusal), { concurrency: DROPS_IN_FLIGHT });
  logMetrics('retried', { RetriedEvents: usable.length }, { now: tools.now() });
  return { used: used.length, kept: found.length - used.length };
});

/**
 * A key in a web page is public, so its events may come from anybody: they are retried with the key's present rights.
 */
async function keysThatMayReportFacts(found: QuarantinedEvent[], { registry }: Tools): Promise<ReadonlySet<string>> {
  const ids = found.flatMap((one) => {
    const id = one.limitedKey ?? limitsIn(one)?.key;
    return id === undefined ? [] : [id];
  });
  const keys = await registry.keysBy([...new Set(ids)]);
  return new Set(keys.filter(({ rights }) => rights === 'facts').map(({ id }) => id));
}

const limitsIn = (one: QuarantinedEvent) => (isWrittenCall(one) ? writtenCallIn(one)?.limits : undefined);

/** What a call told was put aside after the call itself was read. */
const isWrittenCall = ({ reason, dialect }: QuarantinedEvent) =>
  reason === 'bad-trait' || reason === 'too-many-new' || (reason === 'not-allowed' && dialect === undefined);

function writtenCallIn({ raw, source }: QuarantinedEvent): Call | undefined {
  const json = parsed(raw);
  return json === undefined ? undefined : readWrittenCall(json, source);
}

function readAgain(
  quarantined: QuarantinedEvent,
  { keysWithFacts, traits }: { keysWithFacts: ReadonlySet<string>; traits: TraitReader },
  { retention, now }: Tools,
): Usable | EventRefusal {
  const { raw, source, dialect = 'standard-webhooks' } = quarantined;
  const json = parsed(raw);
  if (json === undefined) return CUT_OFF;
  if (isWrittenCall(quarantined)) {
    const { limits, ...rest } = readWrittenCall(json, source);
    const call: Call = limits === undefined || keysWithFacts.has(limits.key) ? rest : { ...rest, limits };
    const reported = callFacts(call, traits);
    const arrivals = [{ ...call, retriedAt: now() }];
    const refused = reported !== null && reported.refused.length > 0 ? refusedTraits(reported.refused) : undefined;
    if (quarantined.reason === 'too-many-new') {
      // Nothing of it was used yet.
      const notAllowed =
        reported !== null && reported.notAllowed.length > 0 ? forbiddenFacts(reported.notAllowed) : undefined;
      const rest = notAllowed ?? refused;
      return rest === undefined ? { arrivals } : { arrivals, rest };
    }
    if (refused !== undefined) return refused;
    if (quarantined.reason === 'not-allowed' && call.limits !== undefined) {
      return { reason: quarantined.reason, detail: quarantined.detail };
    }
    return { arrivals };
  }
  const read = readers[dialect](json, { source, accepted: retention.acceptedAt(now()) });
  if (isRefusal(read)) return read;
  const parts = Array.isArray(read) ? read : [read];
  const retried = (part: SentEvent | Call) =>
    'kind' in part ? { ...part, retriedAt: now() } : attribute(part, noLinks);
  const { limitedKey } = quarantined;
  if (limitedKey === undefined || keysWithFacts.has(limitedKey)) return { arrivals: parts.map(retried) };
  return { arrivals: parts.map(limitedTo(limitedKey)).map(retried) };
}

/** What was signed is not kept, so nothing is vouched for any more. */
const limitedTo = (key: string) => (part: SentEvent | Call) =>
  'kind' in part ? { ...part, limits: { key, vouched: 'nothing' as const } } : part;

/** An event too long to be kept whole is cut off, and no JSON any more. */
function parsed(raw: string): unknown {
  try {
    return JSON.parse(raw);
  } catch {
    return undefined;
  }
}
