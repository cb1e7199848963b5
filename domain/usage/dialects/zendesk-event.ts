import { organizationAtZendesk } from '../../sources/sender.ts';
import { type Call, type CallFieldNames, readCall } from '../call.ts';
import { TICKET } from '../case-events.ts';
import { type EventContext, type EventRefusal, isObject, readEventFields, refuse } from '../read-usage-event.ts';
import type { SentEvent } from '../usage-event.ts';

/** What is kept of one event of Zendesk: ids, a time, what happened. A ticket holds what people wrote; none of it is read. */
export interface ZendeskEvent {
  id: unknown;
  event: string;
  time: unknown;
  /** Our account's id, where the organization's external id says it. */
  account?: string;
  /** Which organization it is at Zendesk, as a name that can be linked. */
  user?: string;
  subject?: unknown;
  value?: number;
}

const names: CallFieldNames = {
  id: '"id"',
  account: "the organization's external id",
  user: "the ticket's organization",
  anonymous: "the ticket's organization",
  event: '"type"',
  time: '"time"',
  group: "the organization's external id",
  previous: '"id"',
  traits: '"detail"',
};

/** That an organization has an external id. */
const ORGANIZATION = 'organization';

const TYPE = /^zen:event-type:(.+)$/;
const OVER: ReadonlySet<unknown> = new Set(['SOLVED', 'CLOSED']);
/** As the two triggers of docs/sources.md write it; a third of the way is neither. */
const RATINGS: Record<string, number> = { good: 1, bad: 0 };

/** What is needed of an event as Zendesk sends it; `null` for one that says nothing we look at. */
export function keptOfZendesk(raw: unknown): ZendeskEvent | null {
  if (!isObject(raw)) return null;
  if (raw.trigger === 'rated') return keptOfRating(raw);
  const detail = isObject(raw.detail) ? raw.detail : {};
  const event = isObject(raw.event) ? raw.event : {};
  const { id, time } = raw;
  const type = TYPE.exec(String(raw.type))?.[1] ?? '';
  if (type === 'organization.created' || type === 'organization.external_id_changed') {
    const [account, organization] = [idIn(detail.external_id), idIn(detail.id)];
    if (account === undefined || organization === undefined) return null;
    return { id, event: ORGANIZATION, time, account, user: organizationAtZendesk(organization) };
  }
  const named = eventOf(type, event);
  if (named === null) return null;
  const organization = idIn(detail.organization_id);
  return {
    id,
    event: named,
    time,
    ...(organization !== undefined && { user: organizationAtZendesk(organization) }),
    subject: idIn(detail.id),
  };
}

/** What an event of a ticket is called here. */
function eventOf(type: string, { current, previous, comment }: Record<string, unknown>): string | null {
  switch (type) {
    case 'ticket.created':
      return TICKET.opened;
    case 'ticket.status_changed':
      if (OVER.has(current)) return OVER.has(previous) ? null : TICKET.solved;
      return OVER.has(previous) ? TICKET.reopened : null;
    case 'ticket.comment_added': {
      const { is_public, author } = isObject(comment) ? comment : {};
      return is_public === true && isObject(author) && author.is_staff === true ? TICKET.answered : null;
    }
    case 'ticket.soft_deleted':
    case 'ticket.permanently_deleted':
    case 'ticket.marked_as_spam':
      return TICKET.solved;
    default:
      return null;
  }
}

/** What a trigger sends when a customer has rated a ticket, as docs/sources.md has it written. */
function keptOfRating({ rating, ticket, organization, account, time }: Record<string, unknown>): ZendeskEvent | null {
  const value = RATINGS[String(rating)];
  if (value === undefined) return null;
  const [subject, theirs, ours] = [idIn(ticket), idIn(organization), idIn(account)];
  return {
    id: `${subject}-rated-${rating}-${time}`,
    event: TICKET.rated,
    time,
    ...(ours !== undefined && { account: ours }),
    ...(theirs !== undefined && { user: organizationAtZendesk(theirs) }),
    subject,
    value,
  };
}

/** Zendesk writes ids as numbers or as texts, and none as an empty text or a zero. */
function idIn(id: unknown): string | undefined {
  const text = typeof id === 'number' ? String(id) : id;
  return typeof text === 'string' && text !== '' && text !== '0' ? text : undefined;
}

/** One event of Zendesk, as it was kept. */
export function readZendeskEvent(raw: unknown, context: EventContext): SentEvent | Call | EventRefusal {
  if (!isObject(raw)) return refuse('not-an-object', 'Send events as Zendesk writes them.');
  const { id, event, time, account, user, subject, value } = raw;
  if (event === ORGANIZATION)
    return readCall({ kind: 'group', id, time, groupId: account, userId: user }, context, names);
  const who = { account, user: account === undefined ? user : undefined, anonymousId: undefined };
  return readEventFields(
    { id, ...who, event, time, value, subject, comment: undefined, currency: undefined },
    undefined,
    context,
    names,
  );
}
