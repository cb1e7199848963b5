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
}

export function writeCall({ kind, id, time, groupId, userId, anonymousId, traits }: Call): WrittenCall {
  const nameless = kind === 'alias' ? { previousId: anonymousId } : { anonymousId };
  return { type: kind, messageId: id, timestamp: new Date(time).toISOString(), groupId, userId, ...nameless, traits };
}

/** The other way round, of what `writeCall` wrote. */
export function readWrittenCall(written: unknown, source: string): Call {
  const { type, messageId, timestamp, groupId, userId, anonymousId, previousId, traits } = written as WrittenCall;
  const named = { groupId, userId, anonymousId: previousId ?? anonymousId };
  return { kind: type, id: messageId, source, time: Date.parse(timestamp), ...named, traits };
}
