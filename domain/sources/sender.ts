/** Systems of other companies whose webhooks are read as they send them. */
export const vendors = ['stripe', 'zendesk', 'intercom'] as const;
export type Vendor = (typeof vendors)[number];

/** As people know them. */
export const vendorNames: Record<Vendor, string> = { stripe: 'Stripe', zendesk: 'Zendesk', intercom: 'Intercom' };

/** Of a source that is such a system: which, and where it says which account something belongs to. */
export interface Sender {
  vendor: Vendor;
  /** The name of the field that holds the account's id, where the system lets one choose: in Stripe's metadata, say. */
  accountField: string;
}

/**
 * How a customer is called as long as only the other system's own id is known: what comes of them waits under this name, as
 * what a user does waits for the user's account, and is linked like a user.
 */
const PREFIXES: Record<Vendor, string> = {
  stripe: 'stripe:cus_',
  zendesk: 'zendesk:organization:',
  intercom: 'intercom:contact:',
};

export const customerAtStripe = (id: string) => `stripe:${id}`;
export const organizationAtZendesk = (id: string) => `${PREFIXES.zendesk}${id}`;
export const contactAtIntercom = (id: string) => `${PREFIXES.intercom}${id}`;

/** Whether it is such a name: the customer of another system, and nobody who could be a contact. */
export const isCustomerElsewhere = (user: string): boolean =>
  Object.values(PREFIXES).some((prefix) => user.startsWith(prefix));
