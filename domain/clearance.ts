import type { Csm } from './account.ts';
import type { Day } from './day.ts';
import type { Mailbox, OutboxMail } from './outbox.ts';
import type { Playbook } from './playbook/playbook.ts';
import { successorOn } from './plays/team.ts';
import { isUrgentWork } from './plays/urgent-work.ts';

/** What is decided about a pending mail just before it is claimed. */
export type Clearance =
  | { may: 'go'; mail: OutboxMail }
  | { may: 'hold'; reason: string }
  /** It never goes out; nobody has to do anything. */
  | { may: 'drop'; reason: string };

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
export function withoutLeavers(mail: OutboxMail, team: Csm[], today: Day): Clearance {
  const { content } = mail;
  const byAddress = new Map(team.map((member) => [member.email.toLowerCase(), member]));
  let leaver: Csm | null = null;

  const fromWhoIsThere = (mailbox: Mailbox): Mailbox => {
    const member = byAddress.get(mailbox.address.toLowerCase());
    if (member === undefined) return mailbox;
    const present = successorOn(member, team, today);
    if (present === member) return mailbox;
    if (present === null) {
      leaver = member;
      return mailbox;
    }
    return { name: present.name, address: present.email };
  };
  const csmNow = ({ name, email }: { name: string; email: string }) => {
    const { name: present, address } = fromWhoIsThere({ name, address: email });
    return { name: present, email: address };
  };

  const changed: OutboxMail = {
    ...mail,
    from: fromWhoIsThere(mail.from),
    replyTo: fromWhoIsThere(mail.replyTo),
    to: content.type === 'customer' ? mail.to : fromWhoIsThere(mail.to),
  };
  const reader = team.find(({ id }) => id === mail.person);
  // Links in it act in the name of whoever gets it.
  if (reader !== undefined) changed.person = successorOn(reader, team, today)?.id ?? reader.id;
  if (content.type === 'customer') changed.content = { ...content, csm: csmNow(content.csm) };
  if (content.type === 'draft' || content.type === 'approval') {
    changed.content = { ...content, mail: { ...content.mail, csm: csmNow(content.mail.csm) } };
  }
  return leaver === null ? { may: 'go', mail: changed } : { may: 'hold', reason: leftReason(leaver) };
}

/** Whether the mail may go, as far as its two addresses say. */
export function clearAddresses(mail: OutboxMail, { suppression, pausedBecause }: AddressRecords): Clearance {
  if (suppression !== null) return { may: 'hold', reason: suppressedReason(suppression) };
  // What tells of the pause has to get through.
  if (pausedBecause !== null && mail.content.type !== 'operator') {
    return { may: 'hold', reason: pausedReason(mail.from.address, pausedBecause) };
  }
  return { may: 'go', mail };
}

/**
 * Whether it tells one of us of a task and may be left to the digest, of which so many a person and day go out one by
 * one. What is escalated, of high priority or a customer's word goes whatever came before it.
 */
export function mayWaitForDigest({ content }: Pick<OutboxMail, 'content'>, playbook: Playbook): boolean {
  switch (content.type) {
    case 'task':
      return !isUrgentWork(content, playbook);
    case 'reminder':
      return !isUrgentWork({ signal: content.signal, tasks: [content.task] }, playbook);
    default:
      return false;
  }
}

export function leftToDigest(mostPerPersonAndDay: number): Clearance {
  return {
    may: 'drop',
    reason: `left-to-digest: ${mostPerPersonAndDay} mails about tasks have gone to this person that day, and this one is not urgent; what it says stands in their next digest.`,
  };
}

function leftReason({ id }: Pick<Csm, 'id'>): string {
  return `sender-left: ${id} has left, and nobody is named to go on for them. Import who does (import csms, column successor), then release the mail, or drop it.`;
}

function suppressedReason({ reason, since }: Suppression): string {
  const what = reason === 'bounced' ? 'mail to this address came back for good' : 'they marked our mail as unwanted';
  return `suppressed: ${what} on ${since.slice(0, 10)}. Drop the mail and give the contact another address; if the address is good again: suppressed remove ADDRESS, then release the mail.`;
}

export const PAUSED_REASON_CODE = 'sender-paused';

function pausedReason(sender: string, because: string): string {
  return `${PAUSED_REASON_CODE}: ${because}. Find out whom ${sender} wrote to and why; then senders resume ${sender}, which releases what was held.`;
}
