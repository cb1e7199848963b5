import { contactAtIntercom } from '../../sources/sender.ts';
import type { CallFieldNames } from '../call.ts';
import { TICKET } from '../case-events.ts';
import { type EventContext, type EventRefusal, isObject, readEventFields, refuse } from '../read-usage-event.ts';
import type { SentEvent } from '../usage-event.ts';

/** What is kept of one notification of Intercom: ids, a time, what happened. What people wrote is not read. */
export interface IntercomEvent {
  id: unknown;
  event: string;
  time: unknown;
  /** Who asks, as the product calls them; by Intercom's own id where it knows no other. */
  user?: string;
  subject?: string;
  value?: number;
}

const names: CallFieldNames = {
  id: '"id"',
  account: "the contact's user id",
  user: "the conversation's contact",
  anonymous: "the conversation's contact",
  event: '"topic"',
  time: '"created_at"',
  group: "the contact's user id",
  previous: '"id"',
  traits: '"data"',
};

/**
 * A note among colleagues is no answer, and what a customer writes after the end makes Intercom open it again. Of one that is
 * deleted Intercom tells no contact.
 */
const EVENTS: Record<string, string> = {
  'conversation.user.created': TICKET.opened,
  'conversation.admin.replied': TICKET.answered,
  'conversation.admin.closed': TICKET.solved,
  'conversation.admin.opened': TICKET.reopened,
  'conversation.rating.added': TICKET.rated,
};
const BEST_RATING = 5;

/** What is needed of a notification; `null` for one that says nothing we look at. */
export function keptOfIntercom(raw: unknown): IntercomEvent | null {
  if (!isObject(raw) || !isObject(raw.data) || !isObject(raw.data.item)) return null;
  const { id, topic, created_at: seconds } = raw;
  const event = typeof topic === 'string' && Object.hasOwn(EVENTS, topic) ? EVENTS[topic] : undefined;
  if (event === undefined) return null;
  const { item } = raw.data;
  const value = event === TICKET.rated ? ratingIn(item) : undefined;
  if (event === TICKET.rated && value === undefined) return null;
  const [user, subject] = [whoAsks(item), idIn(item.id)];
  return {
    id,
    event,
    time: typeof seconds === 'number' ? seconds * 1000 : seconds,
    ...(user !== undefined && { user }),
    ...(subject !== undefined && { subject }),
    ...(value !== undefined && { value }),
  };
}

/** Of several the first whom the product knows. */
function whoAsks({ contacts }: Record<string, unknown>): string | undefined {
  const list = isObject(contacts) && Array.isArray(contacts.contacts) ? contacts.contacts.filter(isObject) : [];
  const known = list.map(({ external_id }) => idIn(external_id)).find((id) => id !== undefined);
  if (known !== undefined) return known;
  const theirs = list.map(({ id }) => idIn(id)).find((id) => id !== undefined);
  return theirs && contactAtIntercom(theirs);
}

/** From 0 to 1; `undefined` where the customer was asked and has not rated. */
function ratingIn({ conversation_rating: asked }: Record<string, unknown>): number | undefined {
  const rating = isObject(asked) ? asked.rating : undefined;
  if (typeof rating !== 'number' || rating < 1 || rating > BEST_RATING) return undefined;
  return (rating - 1) / (BEST_RATING - 1);
}

function idIn(id: unknown): string | undefined {
  const text = typeof id === 'number' ? String(id) : id;
  return typeof text === 'string' && text !== '' ? text : undefined;
}

/** One notification of Intercom, as it was kept. */
export function readIntercomEvent(raw: unknown, context: EventContext): SentEvent | EventRefusal {
  if (!isObject(raw)) return refuse('not-an-object', 'Send notifications as Intercom writes them.');
  const { id, event, time, user, subject, value } = raw;
  const who = { account: undefined, user, anonymousId: undefined };
  return readEventFields(
    { id, ...who, event, time, value, subject, comment: undefined, currency: undefined },
    undefined,
    context,
    names,
  );
}
