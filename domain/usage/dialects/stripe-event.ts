import { customerAtStripe } from '../../sources/sender.ts';
import { type Call, type CallFieldNames, readCall } from '../call.ts';
import { DOWNGRADE, INVOICE } from '../case-events.ts';
import { type EventContext, type EventRefusal, isObject, readEventFields, refuse } from '../read-usage-event.ts';
import type { SentEvent } from '../usage-event.ts';

/**
 * What is kept of one event of Stripe: ids, a time, an amount. An invoice holds names, addresses and what was bought; none
 * of it goes further than this.
 */
export interface StripeEvent {
  id: unknown;
  type: string;
  /** Seconds since 1970. */
  created: unknown;
  /** Our account's id, where the object's metadata says it. */
  account?: string;
  /** Who it is at Stripe, as a name that can be linked. */
  user?: string;
  subject?: unknown;
  value?: number;
  currency?: string;
  /** The invoice's number, which customers and the team know it by. */
  reference?: string;
}

const names: CallFieldNames = {
  id: '"id"',
  account: 'the metadata',
  user: '"customer"',
  anonymous: '"customer"',
  event: '"type"',
  time: '"created"',
  group: 'the metadata',
  previous: '"customer"',
  traits: '"metadata"',
};

/** A thin event names an object without saying anything of it. */
const THIN = 'thin';

const EVENTS: Record<string, string> = {
  'invoice.payment_failed': INVOICE.failed,
  'invoice.paid': INVOICE.paid,
  'invoice.voided': INVOICE.dropped,
  'invoice.marked_uncollectible': INVOICE.dropped,
  'customer.subscription.deleted': DOWNGRADE.done,
  [DOWNGRADE.scheduled]: DOWNGRADE.scheduled,
  [DOWNGRADE.withdrawn]: DOWNGRADE.withdrawn,
};

/** Currencies that Stripe counts in whole units, and in thousandths; all others in hundredths. */
const WHOLE = new Set('BIF CLP DJF GNF JPY KMF KRW MGA PYG RWF VND VUV XAF XOF XPF'.split(' '));
const THOUSANDTHS = new Set('BHD JOD KWD OMN TND'.split(' '));

/**
 * What is needed of an event as Stripe sends it; `null` for one that says nothing we look at.
 *
 * @param accountField the key in the metadata of customers, subscriptions and invoices that holds our account's id
 */
export function keptOfStripe(raw: unknown, accountField: string): StripeEvent | null {
  if (!isObject(raw) || typeof raw.type !== 'string') return null;
  const { id, created } = raw;
  if (raw.object === 'v2.core.event') return { id, created, type: THIN };
  const data = isObject(raw.data) ? raw.data : {};
  const object = isObject(data.object) ? data.object : {};
  const owner = ownerOf(object, accountField);
  switch (raw.type) {
    case 'invoice.payment_failed':
    case 'invoice.paid':
    case 'invoice.voided':
    case 'invoice.marked_uncollectible': {
      const due = raw.type === 'invoice.paid' ? object.amount_paid : object.amount_remaining;
      const called = typeof object.number === 'string' ? { reference: object.number } : {};
      return {
        id,
        type: raw.type,
        created,
        ...owner,
        subject: object.id,
        ...amountIn(due, object.currency),
        ...called,
      };
    }
    case 'customer.subscription.updated': {
      const change = changeOf(object, isObject(data.previous_attributes) ? data.previous_attributes : {});
      return change && { id, created, ...owner, subject: object.id, ...change };
    }
    case 'customer.subscription.deleted':
      return { id, type: raw.type, created, ...owner, subject: object.id };
    case 'customer.created':
    case 'customer.updated': {
      const { account } = owner;
      // Nothing to link yet; the next change of the customer comes again.
      if (account === undefined || typeof object.id !== 'string') return null;
      return { id, type: raw.type, created, account, user: customerAtStripe(object.id) };
    }
    default:
      return null;
  }
}

/** One event of Stripe, as it was kept. */
export function readStripeEvent(raw: unknown, context: EventContext): SentEvent | Call | EventRefusal {
  if (!isObject(raw)) return refuse('not-an-object', 'Send events as Stripe writes them.');
  const { id, type, account, user, subject, value, currency, reference } = raw;
  if (type === THIN) {
    return refuse(
      'unknown-type',
      'In Stripe, choose the payload style "Snapshot" for this endpoint: a thin event says nothing of what happened.',
    );
  }
  const time = typeof raw.created === 'number' ? raw.created * 1000 : raw.created;
  if (type === 'customer.created' || type === 'customer.updated') {
    return readCall({ kind: 'group', id, time, groupId: account, userId: user }, context, names);
  }
  const event = EVENTS[String(type)];
  if (event === undefined) return refuse('unknown-type', 'This type of event is not read.');
  const who = { account, user: account === undefined ? user : undefined, anonymousId: undefined };
  return readEventFields(
    { id, ...who, event, time, value, subject, comment: undefined, currency, reference },
    undefined,
    context,
    names,
  );
}

/** Whose it is: by the object's own metadata, by that of the subscription that an invoice is of, or by the customer. */
function ownerOf(object: Record<string, unknown>, accountField: string): Pick<StripeEvent, 'account' | 'user'> {
  const parent = isObject(object.parent) ? object.parent : {};
  const account = [object, parent.subscription_details, object.subscription_details]
    .map((holder) => (isObject(holder) && isObject(holder.metadata) ? holder.metadata[accountField] : undefined))
    .find((id) => typeof id === 'string' && id !== '') as string | undefined;
  const customer = isObject(object.customer) ? object.customer.id : object.customer;
  return {
    ...(account !== undefined && { account }),
    ...(typeof customer === 'string' && { user: customerAtStripe(customer) }),
  };
}

/** What a change of a subscription means for what the customer will pay; `null` where it means nothing. */
function changeOf(
  now: Record<string, unknown>,
  before: Record<string, unknown>,
): Pick<StripeEvent, 'type' | 'value' | 'currency'> | null {
  const isEnding = endsBy(now);
  const wasEnding = endsBy({ ...now, ...before });
  if (isEnding && !wasEnding) {
    return { type: DOWNGRADE.scheduled, ...(typeof now.currency === 'string' && amountIn(0, now.currency)) };
  }
  const [is, was] = [monthlyOf(now.items), monthlyOf(before.items)];
  // A change of currency or of how an amount is counted says nothing of more or less.
  const difference = is !== null && was !== null && is.currency === was.currency ? is.amount - was.amount : 0;
  if (difference < 0 && !isEnding) return { type: DOWNGRADE.scheduled, ...amountIn(is?.amount, is?.currency) };
  if (!isEnding && (wasEnding || difference > 0)) return { type: DOWNGRADE.withdrawn };
  return null;
}

/** Whether somebody has said that it ends: at the end of what is paid, or on a day. */
const endsBy = ({ cancel_at, cancel_at_period_end }: Record<string, unknown>) =>
  cancel_at_period_end === true || typeof cancel_at === 'number';

const MONTHS: Record<string, number> = { month: 1, year: 12 };
const DAYS_OF_MONTH = 365.25 / 12;
const DAYS: Record<string, number> = { day: 1, week: 7 };

/** What a subscription's items come to in a month, in the smallest unit; `null` where that can't be said. */
function monthlyOf(items: unknown): { amount: number; currency: string } | null {
  const list = isObject(items) && Array.isArray(items.data) ? items.data : [];
  let amount = 0;
  let currency: string | undefined;
  for (const item of list) {
    const price = isObject(item) && isObject(item.price) ? item.price : {};
    const { unit_amount: unit, recurring } = price;
    const { quantity = 1 } = item as { quantity?: unknown };
    const months = isObject(recurring) ? monthsOf(recurring) : null;
    if (typeof unit !== 'number' || typeof quantity !== 'number' || months === null) return null;
    if (typeof price.currency !== 'string' || (currency ?? price.currency) !== price.currency) return null;
    currency = price.currency;
    amount += (unit * quantity) / months;
  }
  return currency === undefined ? null : { amount: Math.round(amount), currency };
}

function monthsOf({ interval, interval_count: count = 1 }: Record<string, unknown>): number | null {
  if (typeof interval !== 'string' || typeof count !== 'number' || count <= 0) return null;
  const months = MONTHS[interval];
  if (months !== undefined) return months * count;
  const days = DAYS[interval];
  return days === undefined ? null : (days * count) / DAYS_OF_MONTH;
}

/** As people write it: 33,000 yen, 19.99 dollars. */
function amountIn(amount: unknown, currency: unknown): Pick<StripeEvent, 'value' | 'currency'> {
  if (typeof amount !== 'number' || typeof currency !== 'string') return {};
  const code = currency.toUpperCase();
  const decimals = WHOLE.has(code) ? 0 : THOUSANDTHS.has(code) ? 3 : 2;
  return { value: Number(`${Math.round(amount)}e${-decimals}`), currency: code };
}
