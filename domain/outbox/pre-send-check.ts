import type { Csm } from '../account/account.ts';
import { presentOn, successorOn, type TeamReading, teamOf } from '../company/team.ts';
import type { CustomerMailContent } from '../mail/mail-content.ts';
import type { Restored } from '../restoring/restoring.ts';
import type { Day } from '../time/day.ts';
import type { Mailbox, OutboxMail, OutboxRow } from './outbox.ts';

/** What is decided about a pending mail just before it is claimed. */
export type SendDecision =
  | { may: 'go'; mail: OutboxMail }
  | { may: 'hold'; reason: string }
  /** Its CSM is asked first. */
  | ({ may: 'ask' } & ApprovalRequest)
  /** It never goes out; nobody has to do anything. */
  | { may: 'drop'; reason: string };

/** A mail to a customer that its CSM has to approve first. */
export interface ApprovalRequest {
  /** As it waits for the word, in the name of who is asked. */
  mail: OutboxMail;
  /** What asks them. */
  asking: OutboxMail;
  reason: string;
}

/** An address that nobody is written to any more. */
export interface Suppression {
  address: string;
  reason: 'bounced' | 'complained';
  /** When it was learnt; ISO. */
  since: string;
}

/** What is on record of the two addresses of a mail. */
export interface AddressRecords {
  suppression: Suppression | null;
  /** Why the sender pauses. */
  pausedBecause: string | null;
}

/**
 * The mail with nobody in it who has left by now: a row may be older than that. Their successor takes their place; where
 * nobody was named, a person has to.
 */
export function withoutLeavers(
  mail: OutboxMail,
  team: Csm[],
  today: Day,
): Extract<SendDecision, { may: 'go' | 'hold' }> {
  const { content } = mail;
  let leaver: Csm | null = null;

  const whoIsThere = (id: string | undefined, mailbox: Mailbox): Presence => {
    const presence = presenceOf(id, mailbox, team, today);
    leaver = presence.left ?? leaver;
    return presence;
  };

  const changed: OutboxMail = { ...mail };
  if (content.type === 'customer') {
    const csm = whoIsThere(mail.csm, mail.from);
    changed.from = mailboxNow(csm, mail.from);
    changed.replyTo = mailboxNow(csm, mail.replyTo);
    changed.content = { ...content, csm: csmNow(csm, content.csm) };
    if (csm.member !== undefined && csm.isReplaced) changed.csm = csm.member.id;
  } else if (content.type !== 'operator' || mail.person !== undefined) {
    const reader = whoIsThere(mail.person, mail.to);
    changed.to = mailboxNow(reader, mail.to);
    // Its links act in the name of the reader.
    if (mail.person !== undefined && reader.member !== undefined) changed.person = reader.member.id;
    if (content.type === 'draft' || content.type === 'approval') {
      changed.content = { ...content, mail: { ...content.mail, csm: csmNow(reader, content.mail.csm) } };
    }
    if (content.type === 'draft') changed.replyTo = mailboxNow(reader, mail.replyTo);
  }
  return leaver === null ? { may: 'go', mail: changed } : { may: 'hold', reason: leftReason(leaver) };
}

/**
 * Refuses to decide about a mail that names one of the team whose record can't be read: whether they are there, and who
 * goes on for them.
 *
 * @throws UnreadableMemberError
 */
export function refuseUnreadable(mail: OutboxMail, { members, unreadable }: TeamReading, today: Day): void {
  const team = teamOf(members, unreadable);
  for (const id of peopleNamedBy(mail)) {
    const member = team.memberOf(id);
    if (member !== null) team.successorFor(member, today);
  }
}

/** Ids of those of the team on whom it hangs what becomes of the mail. */
export const peopleNamedBy = ({ person, csm, decidedBy }: OutboxMail): string[] =>
  [person, csm, decidedBy].filter((id) => id !== undefined);

/** In whose name a mail to a customer goes today. */
export const senderOn = ({ csm, from }: Pick<OutboxMail, 'csm' | 'from'>, team: Csm[], today: Day): Presence =>
  presenceOf(csm, from, team, today);

/** Who is there today of those that a mail names: the very person, or in the place of one who has left. */
interface Presence {
  /** Unknown where nobody of the team is meant. */
  member?: Csm;
  /** The mail names somebody else, or calls them otherwise. */
  isReplaced: boolean;
  /** Who has left, where nobody goes on for them. */
  left?: Csm;
}

/**
 * Known by id. Rows of older releases know no more than a name and an address, which colleagues may share: then the one
 * with that name is meant, else the one who has not left.
 */
function presenceOf(id: string | undefined, { name, address }: Mailbox, team: Csm[], today: Day): Presence {
  const known = team.find((member) => member.id === id);
  const sharing = known === undefined ? team.filter(({ email }) => isSameAddress(email, address)) : [];
  const present = presentOn(sharing, today);
  const member = known ?? sharing.find((one) => one.name === name) ?? present[0] ?? sharing[0];
  if (member === undefined) return { isReplaced: false };
  const now = successorOn(member, (one) => team.find((other) => other.id === one), today) ?? present[0];
  return now === undefined ? { isReplaced: false, left: member } : { member: now, isReplaced: now !== member };
}

const isSameAddress = (one: string, other: string) => one.toLowerCase() === other.toLowerCase();

function mailboxNow({ member, isReplaced }: Presence, mailbox: Mailbox): Mailbox {
  return member !== undefined && isReplaced ? { name: member.name, address: member.email } : mailbox;
}

function csmNow({ member, isReplaced }: Presence, csm: CustomerMailContent['csm']): CustomerMailContent['csm'] {
  return member !== undefined && isReplaced ? { name: member.name, email: member.email } : csm;
}

/** Whether the mail may go, as far as its two addresses say. */
export function checkAddresses(mail: OutboxMail, { suppression, pausedBecause }: AddressRecords): SendDecision {
  if (suppression !== null) return { may: 'hold', reason: suppressedReason(suppression) };
  // What tells of the pause has to get through.
  if (pausedBecause !== null && mail.content.type !== 'operator') {
    return { may: 'hold', reason: pausedReason(mail.from.address, pausedBecause) };
  }
  return { may: 'go', mail };
}

export function leftToDigest(mostPerPersonAndDay: number): SendDecision {
  return {
    may: 'drop',
    reason: `left-to-digest: ${mostPerPersonAndDay} mails about tasks have gone to this person that day, and this one is not urgent; what it says stands in their next digest.`,
  };
}

/** Whom it goes to may have been told by anybody who read the page that the key stood in. */
export function distrusted(source: string): SendDecision {
  return {
    may: 'hold',
    reason: `not-trusted: calls of ${source} told who this contact is, before its key was taken the right to. See whether name, address and role are right, import the contact, then release the mail; else drop it.`,
  };
}

function leftReason({ id }: Pick<Csm, 'id'>): string {
  return `sender-left: ${id} has left, and nobody is named to go on for them. Import who does (import csms, column successor), then release the mail, or drop it.`;
}

function suppressedReason({ reason, since }: Suppression): string {
  const what = reason === 'bounced' ? 'mail to this address came back for good' : 'they marked our mail as unwanted';
  return `suppressed: ${what} on ${since.slice(0, 10)}. Drop the mail and give the contact another address; if the address is good again: suppressed remove ADDRESS, then release the mail.`;
}

/**
 * Rows of an earlier time were put back, and what went out since is forgotten: what is owed may be a second time. What somebody
 * asks for now, or has let go since, goes.
 */
export function heldSinceRestoring(row: OutboxRow, restored: Restored | null): string | null {
  if (restored === null || row.channel === 'bus') return null;
  if (row.releasedAt !== undefined && row.releasedAt > restored.since) return null;
  if (row.channel !== 'chat' && ['sign-in', 'operator'].includes(row.content.type)) return null;
  return restoredReason(restored);
}

export function restoredReason({ to }: Pick<Restored, 'to'>): string {
  return `restored: data of ${to} was put back, and what went out after it is forgotten: this may have gone out. Find out whether they have it (replies, the bus archive, SES), then release it, or drop it.`;
}

export const PAUSED_REASON_CODE = 'sender-paused';

function pausedReason(sender: string, because: string): string {
  return `${PAUSED_REASON_CODE}: ${because}. Find out whom ${sender} wrote to and why; then senders resume ${sender}, which releases what was held.`;
}
