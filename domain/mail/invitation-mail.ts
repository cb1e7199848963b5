import type { Account, Contact, Csm } from '../account/account.ts';
import type { Company } from '../company/company.ts';
import { localeFor } from '../company/team.ts';
import type { OutboxMail } from '../outbox/outbox.ts';
import type { Day } from '../time/day.ts';

/** The entry `emails` of the playbook that invites a customer to their own page. */
export const INVITATION_TEMPLATE = 'page-invitation';

interface Inviting {
  account: Account;
  contact: Contact & { email: string };
  csm: Csm;
  /** Who of the team says so, and so decides that it goes. */
  by: string;
}

/**
 * What invites a customer to their own page, in the name of their CSM, once a day. The mail policy counts it among what
 * they get; it goes at once, since a person sends it, but for who wants no such mails.
 */
export function invitationMail(
  { account, contact, csm, by }: Inviting,
  { company, playbookVersion, now, day }: { company: Company; playbookVersion: string; now: string; day: Day },
): OutboxMail {
  const from = { name: csm.name, address: csm.email };
  const episode = `${account.id}/${INVITATION_TEMPLATE}/-/${day}`;
  return {
    id: `${episode}/${INVITATION_TEMPLATE}/${contact.id}`,
    account: account.id,
    kind: INVITATION_TEMPLATE,
    playbook: playbookVersion,
    language: localeFor(company, contact, account),
    from,
    replyTo: from,
    to: { name: contact.name ?? contact.email, address: contact.email },
    contact: contact.id,
    csm: csm.id,
    cause: { signal: INVITATION_TEMPLATE, episode, outlives: true },
    content: {
      type: 'customer',
      template: INVITATION_TEMPLATE,
      contact: { name: contact.name ?? '' },
      account: { name: account.name },
      csm: { name: csm.name, email: csm.email },
      company: { name: company.name },
    },
    status: 'pending',
    createdAt: now,
    decidedBy: by,
    releasedAt: now,
  };
}
