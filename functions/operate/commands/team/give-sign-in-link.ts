import * as z from 'zod';
import { idSchema } from '../../../../domain/account/account.ts';
import { NO_ACCOUNT } from '../../../../domain/outbox/outbox.ts';
import { giveSignInLink as giveLink } from '../../../work/give-sign-in-link.ts';
import { auditOf, change } from '../../operation.ts';
import { knownMember, presentMember } from '../accounts/known-records.ts';

/** A link that signs a colleague in to the team's pages, once. */
export const giveSignInLink = change(
  z.strictObject({ person: idSchema }),
  ['sign-in-link-given'],
  async ({ person }, tools) => {
    await presentMember(tools, person);
    const { name } = await knownMember(tools, person);
    const audit = auditOf(tools, 'sign-in-link-given', { member: person });
    const ask = await giveLink(tools, { id: person }, { by: 'operator', audit });
    if (ask === null) throw new Error('only links by mail are counted');
    const addressOf = await tools.webLinks.addressesAt(ask.askedAt, tools.installation.webUrl);
    return { person, name, url: addressOf({ to: 'sign-in', account: NO_ACCOUNT, person, ask: ask.id }) };
  },
);
