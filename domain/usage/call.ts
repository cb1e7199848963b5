import { canonicalId } from '../names/canonical-id.ts';
import type { Limits } from '../sources/key-rights.ts';
import type { EventContext, EventRefusal, FieldNames } from './read-usage-event.ts';
import { isAbsent, isAccountId, isId, readEventTime, refuse, refuseBadId } from './read-usage-event.ts';

/** Says who somebody is instead of what they did: `group` and `identify` carry traits, `alias` joins two names. */
export interface Call {
  kind: 'group' | 'identify' | 'alias';
  id: string;
  source: string;
  /** Milliseconds since 1970, by the sender's clock: of two calls the later one stands. */
  time: number;
  groupId?: string;
  userId?: string;
  /** Of an `alias`, the name that `userId` had before. */
  anonymousId?: string;
  traits: Record<string, unknown>;
  /** Of one by a key that may send events only; absent for one of a source that is trusted. */
  limits?: Limits;
  /** When an operator took it out of quarantine (ms). */
  retriedAt?: number;
}

/** A call as its sender wrote it, nothing checked yet. */
export interface CallFields {
  kind: Call['kind'];
  id: unknown;
  time: unknown;
  groupId?: unknown;
  userId?: unknown;
  anonymousId?: unknown;
  traits?: unknown;
}

export interface CallFieldNames extends FieldNames {
  group: string;
  previous: string;
  traits: string;
}

/** What must be there for a call to say anything: whom it is about. */
export function readCall(
  { kind, id, time, groupId, userId, anonymousId, traits }: CallFields,
  { source, accepted }: EventContext,
  names: CallFieldNames,
): Call | EventRefusal {
  const badId = refuseBadId(id, names.id);
  if (badId !== undefined) return badId;
  if (!isAbsent(groupId) && !isAccountId(groupId)) {
    return refuse(
      'bad-account',
      `Make ${names.group} a text of 1 to 128 printable characters and at most 200 bytes, and not "." or "..".`,
    );
  }
  const anonymousName = kind === 'alias' ? names.previous : names.anonymous;
  for (const [field, name, reason] of [
    [userId, names.user, 'bad-user'],
    [anonymousId, anonymousName, 'bad-user'],
  ] as const) {
    if (!isAbsent(field) && !isId(field))
      return refuse(reason, `Make ${name} a text of 1 to 128 printable characters.`);
  }
  if (kind === 'group' && isAbsent(groupId)) return refuse('no-account', `Name the customer in ${names.group}.`);
  if (kind === 'identify' && isAbsent(userId)) {
    return refuse('no-user', `Say in ${names.user} who it is: traits of somebody anonymous can't be kept.`);
  }
  if (kind === 'alias' && (isAbsent(userId) || isAbsent(anonymousId))) {
    return refuse('no-user', `Give both names of the same person: ${names.user} and ${names.previous}.`);
  }
  if (!isAbsent(traits) && (typeof traits !== 'object' || Array.isArray(traits))) {
    return refuse('bad-traits', `Make ${names.traits} an object, or leave it out.`);
  }
  const timeInMs = readEventTime(time, accepted, names.time);
  if (typeof timeInMs !== 'number') return timeInMs;

  const call: Call = { kind, id: id as string, source, time: timeInMs, traits: (traits ?? {}) as Call['traits'] };
  if (!isAbsent(groupId)) call.groupId = canonicalId(groupId as string);
  if (!isAbsent(userId)) call.userId = canonicalId(userId as string);
  if (!isAbsent(anonymousId)) call.anonymousId = canonicalId(anonymousId as string);
  return call;
}
