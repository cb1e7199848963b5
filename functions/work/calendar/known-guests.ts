import pMap from 'p-map';
import type { Contact } from '../../../domain/account/account.ts';
import { domainOf, type KnownGuest } from '../../../domain/activities/calendar/account-of-meeting.ts';
import type { Item } from '../../store/item.ts';
import { CONTACT_SORT_PREFIX } from '../../store/keys.ts';
import type { DynamoListings } from '../../store/lists/listings.ts';

const ACCOUNTS_IN_FLIGHT = 8;

interface GuestReading {
  listings: Pick<DynamoListings, 'ofAccount'>;
  /** The contacts among an account's rows, as far as they can be read. */
  contactsIn(items: Item[]): Pick<Contact, 'email'>[];
}

/**
 * Which of the accounts have contacts with these addresses, in small letters, or with addresses of the same domains. Of
 * contacts that nobody asked for it says nothing.
 */
export async function knownGuests(
  accounts: readonly string[],
  addresses: readonly string[],
  reading: GuestReading,
): Promise<KnownGuest[]> {
  const asked = { addresses: new Set(addresses), domains: new Set(addresses.map(domainOf)) };
  const guests = await pMap(accounts, (id) => guestsOf(id, asked, reading), { concurrency: ACCOUNTS_IN_FLIGHT });
  return guests.flat();
}

async function guestsOf(
  account: string,
  { addresses, domains }: { addresses: Set<string>; domains: Set<string> },
  { listings, contactsIn }: GuestReading,
): Promise<KnownGuest[]> {
  const found = new Map<string, KnownGuest>();
  let from: string | undefined;
  do {
    const page = await listings.ofAccount(account, CONTACT_SORT_PREFIX, from);
    for (const { email } of contactsIn(page.items)) {
      if (email === undefined) continue;
      const address = email.toLowerCase();
      const domain = domainOf(address);
      if (addresses.has(address)) found.set(address, { account, address });
      if (domains.has(domain)) found.set(domain, { account, domain });
    }
    from = page.next;
  } while (from !== undefined);
  return [...found.values()];
}
