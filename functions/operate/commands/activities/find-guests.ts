import * as z from 'zod';
import { idSchema } from '../../../../domain/account/account.ts';
import { decodeContact } from '../../../store/accounts/account-items.ts';
import { accountLists } from '../../../store/keys.ts';
import { knownGuests } from '../../../work/calendar/known-guests.ts';
import { operation } from '../../operation.ts';
import { readableRows } from '../../readable-rows.ts';
import { knownMember } from '../accounts/known-records.ts';

const ACCOUNTS_A_CALL = 200;

/** More were no calendar of a person any more. */
const MOST_GUESTS = 20_000;

const requestSchema = z.strictObject({
  person: idSchema,
  addresses: z.array(z.string().max(320)).max(MOST_GUESTS),
  from: z.string().optional(),
});

/** Which accounts know these guests of meetings; with the address of the colleague who was in touch with them. */
export const findGuests = operation(requestSchema, async ({ person, addresses, from }, tools) => {
  const [{ email }, page] = await Promise.all([
    knownMember(tools, person),
    tools.listings.listed(accountLists, from, ACCOUNTS_A_CALL),
  ]);
  let leftOut = 0;
  const rows = await knownGuests(
    page.items.map((item) => item.listedAt?.S as string),
    addresses,
    {
      listings: tools.listings,
      contactsIn: (items) => {
        const contacts = readableRows(items, decodeContact);
        leftOut += contacts.leftOut;
        return contacts.rows;
      },
    },
  );
  return { own: email, rows, leftOut, next: page.next };
});
