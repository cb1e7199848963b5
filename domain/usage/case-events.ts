/**
 * What other systems report of an invoice, a subscription or a ticket: the same thing over and over, by its own id as the
 * subject. They count and are nobody's act: a customer whose card fails every night is not active by that.
 */
export const INVOICE = { failed: 'invoice.failed', paid: 'invoice.paid', dropped: 'invoice.dropped' } as const;
export const DOWNGRADE = {
  scheduled: 'downgrade.scheduled',
  withdrawn: 'downgrade.withdrawn',
  done: 'downgrade.done',
} as const;
export const TICKET = {
  opened: 'ticket.opened',
  answered: 'ticket.answered',
  solved: 'ticket.solved',
  reopened: 'ticket.reopened',
  rated: 'ticket.rated',
} as const;

export const caseEvents: ReadonlySet<string> = new Set([
  ...Object.values(INVOICE),
  ...Object.values(DOWNGRADE),
  ...Object.values(TICKET),
]);

export const isCaseEvent = (event: string): boolean => caseEvents.has(event);

const CURRENCY = /^[A-Z]{3}$/;

/** The currency of an amount that comes with such an event, as three capitals; `undefined` for anything else by that name. */
export const currencyOf = (event: unknown, currency: unknown): string | undefined =>
  typeof event === 'string' && isCaseEvent(event) && typeof currency === 'string' && CURRENCY.test(currency)
    ? currency
    : undefined;

/** Stands in an encoded list: no comma, and nothing that would have to be escaped. */
const REFERENCE = /^[A-Za-z0-9][A-Za-z0-9._/-]{0,63}$/;

/** What people call the thing that such an event is of, such as an invoice's number; `undefined` for anything else by that name. */
export const referenceOf = (event: unknown, reference: unknown): string | undefined =>
  typeof event === 'string' && isCaseEvent(event) && typeof reference === 'string' && REFERENCE.test(reference)
    ? reference
    : undefined;
