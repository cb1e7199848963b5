import { INVITATION_TEMPLATE } from '../mail/invitation-mail.ts';
import { hasGoneOut, type OutboxMail } from '../outbox/outbox.ts';
import { entryNamed } from '../playbook/names.ts';
import type { Playbook } from '../playbook/playbook.ts';
import { type Invitation, linkGivenAt, type StandingLink } from './invitation.ts';

type Emails = Pick<Playbook, 'emails'>;

/** Whether a mail's words lead to the reader's own page; as they are now. */
function leadsThere({ emails }: Emails, template: string): boolean {
  const texts = Object.values(entryNamed(emails, template)?.body ?? {});
  return texts.some((text) => text.includes('roadmapLink'));
}

/** Whether a mail may have brought somebody a link to their own page, by what its id says of it. */
export const mayBringLink = (playbook: Emails, id: string) => id.split('/').some((part) => leadsThere(playbook, part));

/**
 * The last link to their own page that each of the customer's people was sent by a mail of a play, or that a draft for them
 * holds, as long as it opens the page. What came back for good brought nobody a link.
 */
export function linksByMail(
  mails: Iterable<OutboxMail>,
  { playbook, invitations, nowInMs }: { playbook: Emails; invitations: Iterable<Invitation>; nowInMs: number },
): Map<string, StandingLink> {
  const invitationOf = new Map([...invitations].map((invitation) => [invitation.contact, invitation]));
  const links = new Map<string, StandingLink>();
  for (const { contact, content, status, bounce, cause, sentAt, createdAt } of mails) {
    if (contact === undefined || !hasGoneOut(status) || bounce === 'hard') continue;
    // Who was invited by hand is on record as such.
    if (cause?.signal === INVITATION_TEMPLATE) continue;
    const letter = content.type === 'draft' ? content.mail : content;
    if (letter.type !== 'customer' || !leadsThere(playbook, letter.template)) continue;
    const link = linkGivenAt(Date.parse(sentAt ?? createdAt), invitationOf.get(contact), nowInMs);
    if (link !== null && link.givenAt > (links.get(contact)?.givenAt ?? 0)) links.set(contact, link);
  }
  return links;
}
