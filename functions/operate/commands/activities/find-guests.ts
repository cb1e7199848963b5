import pMap from 'p-map';
import * as z from 'zod';
import { idSchema } from '../../../../domain/account/account.ts';
import { domainOf, type KnownGuest } from '../../../../domain/activities/calendar/account-of-meeting.ts';
import { decodeContact } from '../../../store/accounts/account-items.ts';
import { accountLists, CONTACT_SORT_PREFIX } from '../../../store/keys.ts';
import { operation, type Tools } from '../../operation.ts';
import { readableRows } from '../../readable-rows.ts';
import { knownMember } from '../accounts/known-records.ts';

const ACCOUNTS_A_CALL = 200;
const ACCOUNTS_IN_FLIGHT = 8;

/** More were no calendar of a person any more. */
const MOST_GUESTS = 20_000;

const requestSchema = z.strictObject({
  person: idSchema,
  addresses: z.array(z.string().max(320)).max(MOST_GUESTS),
  from: z.string().optional(),
});

/**
 * Which accounts have contacts with these addresses, in small letters, or with addresses of the same domains; with the
 * address of the colleague who was in touch with them. Of contacts that nobody asked for it says nothing.
 */
export const findGuests = operation(requestSchema, async ({ person, addresses, from }, tools) => {
  const [{ email }, page] = await Promise.all([
    knownMember(tools, person),
    tools.listings.listed(accountLists, from, ACCOUNTS_A_CALL),
  ]);
  const asked = { addresses: new Set(addresses), domains: new Set(addresses.map(domainOf)) };
  const ids = page.items.map((item) => item.listedAt?.S as string);
  const ofAccounts = await pMap(ids, (id) => knownGuestsOf(id, asked, tools), { concurrency: ACCOUNTS_IN_FLIGHT });
  return {
    own: email,
    rows: ofAccounts.flatMap(({ rows }) => rows),
    leftOut: ofAccounts.reduce((sum, { leftOut }) => sum + leftOut, 0),
    next: page.next,
  };
});

interface Asked {
  addresses: Set<string>;
  domains: Set<string>;
}

async function knownGuestsOf(account: string, { addresses, domains }: Asked, { listings }: Pick<Tools, 'listings'>) {
  const found = new Map<string, KnownGuest>();
  let leftOut = 0;
  let from: string | undefined;
  do {
    const page = await listings.ofAccount(account, CONTACT_SORT_PREFIX, from);
    const contacts = readableRows(page.items, decodeContact);
    leftOut += contacts.leftOut;
    for (const { email } of contacts.rows) {
      if (email === undefined) continue;
      const address = email.toLowerCase();
      const domain = domainOf(address);
      if (addresses.has(address)) found.set(address, { account, address });
      if (domains.has(domain)) found.set(domain, { account, domain });
    }
    from = page.next;
  } while (from !== undefined);
  return { rows: [...found.values()], leftOut };
}
