import { type Call, type CallFieldNames, readCall } from '../call.ts';
import {
  type EventContext,
  type EventFields,
  type EventRefusal,
  extraOf,
  isObject,
  isSubject,
  readEventFields,
  refuse,
} from '../read-usage-event.ts';
import type { SentEvent } from '../usage-event.ts';
import { EVENT_TOO_LARGE, isTooLarge } from './event-size.ts';
import { fittingFields, isFittingField, looseId } from './loose-fields.ts';

/** From this length on Segment takes no message id either. */
const MESSAGE_ID_LENGTH = 100;

const names: CallFieldNames = {
  id: '"messageId"',
  account: '"context.groupId"',
  user: '"userId"',
  anonymous: '"anonymousId"',
  event: '"event"',
  time: '"timestamp"',
  group: '"groupId"',
  previous: '"previousId"',
  traits: '"traits"',
};

/**
 * One call of the Segment API, in the shape of any of its libraries or RudderStack's. The client's own timestamp counts
 * as it is: corrected by when the batch was sent, a retry would be another event.
 */
export function readSegmentCall(raw: unknown, context: EventContext): SentEvent | Call | EventRefusal {
  if (!isObject(raw)) return refuse('not-an-object', 'Write each call as an object: {"type", "messageId", …}.');
  if (isTooLarge(raw)) return refuse('too-large', EVENT_TOO_LARGE);
  const { messageId: id, timestamp, originalTimestamp } = raw;
  if (typeof id === 'string' && id.length >= MESSAGE_ID_LENGTH) {
    return refuse('bad-id', `Keep "messageId" below ${MESSAGE_ID_LENGTH} characters.`);
  }
  const userId = looseId(raw.userId);
  const anonymousId = looseId(raw.anonymousId);
  if (userId === undefined && anonymousId === undefined) {
    return refuse('no-user', 'Say who it was: "userId", or "anonymousId" for somebody not signed in.');
  }
  const time = timestamp ?? originalTimestamp;
  const account = isObject(raw.context) ? looseId(raw.context.groupId) : undefined;
  const who = { id, account, user: userId, anonymousId, time };
  switch (raw.type) {
    case 'track':
      return readEvent(who, raw.event, undefined, raw.properties, context);
    case 'page':
      return readEvent(who, 'page.viewed', raw.name, raw.properties, context);
    case 'screen':
      return readEvent(who, 'screen.viewed', raw.name, raw.properties, context);
    case 'group': {
      const groupId = looseId(raw.groupId);
      return readCall({ kind: 'group', id, time, groupId, userId, anonymousId, traits: raw.traits }, context, names);
    }
    case 'identify': {
      const { traits } = raw;
      return readCall({ kind: 'identify', id, time, groupId: account, userId, anonymousId, traits }, context, names);
    }
    case 'alias':
      return readCall({ kind: 'alias', id, time, userId, anonymousId: looseId(raw.previousId) }, context, names);
    default:
      return refuse('unknown-type', 'Make "type" one of track, page, screen, identify, group, alias.');
  }
}

function readEvent(
  who: Pick<EventFields, 'id' | 'account' | 'user' | 'anonymousId' | 'time'>,
  event: unknown,
  viewed: unknown,
  rawProperties: unknown,
  context: EventContext,
): SentEvent | EventRefusal {
  const properties = isObject(rawProperties) ? rawProperties : {};
  const { value, subject, comment } = fittingFields(properties);
  const { id, account, user, anonymousId, time } = who;
  // What was viewed goes by its name, or else by its path.
  const view = event === 'page.viewed' || event === 'screen.viewed' ? firstSubject(viewed, properties.path) : undefined;
  const fields = {
    id,
    account,
    user,
    anonymousId,
    event,
    time,
    value,
    subject: subject ?? view,
    comment,
    currency: properties.currency,
  };
  return readEventFields(fields, extraOf(properties, isFittingField), context, names);
}

const firstSubject = (...candidates: unknown[]) => candidates.find((text) => text !== '' && isSubject(text));
