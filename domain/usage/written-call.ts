import { stableHash } from '../names/stable-hash.ts';
import type { Call } from './call.ts';

/** A call by the names that its sender knows. */
interface WrittenCall {
  type: Call['kind'];
  messageId: string;
  timestamp: string;
  groupId?: string;
  userId?: string;
  anonymousId?: string;
  previousId?: string;
  traits: Call['traits'];
  limits?: Call['limits'];
}

export function writeCall({ kind, id, time, groupId, userId, anonymousId, traits, limits }: Call): WrittenCall {
  const nameless = kind === 'alias' ? { previousId: anonymousId } : { anonymousId };
  const timestamp = new Date(time).toISOString();
  return { type: kind, messageId: id, timestamp, groupId, userId, ...nameless, traits, limits };
}

/** The other way round, of what `writeCall` wrote. */
export function readWrittenCall(written: unknown, source: string): Call {
  const { type, messageId, timestamp, groupId, userId, anonymousId, previousId, traits, limits } =
    written as WrittenCall;
  const named = { groupId, userId, anonymousId: previousId ?? anonymousId };
  const call: Call = { kind: type, id: messageId, source, time: Date.parse(timestamp), ...named, traits };
  if (limits !== undefined) call.limits = limits;
  return call;
}

const DAY_IN_MS = 86_400_000;

/**
 * The call by what it says alone, so that a page which says the same with each view is put aside once a day. The id
 * stands for what was said.
 */
export function contentOf<AnyCall extends Call>(call: AnyCall): AnyCall {
  const { kind, groupId, userId, anonymousId, traits } = call;
  const said = stableHash(JSON.stringify([kind, groupId, userId, anonymousId, traits])).toString(36);
  const day = Math.floor(call.time / DAY_IN_MS);
  return { ...call, id: `said-${day}-${said}`, time: day * DAY_IN_MS };
}
