import { createHash } from 'node:crypto';
import type { OutboxMail } from '../../domain/outbox/outbox.ts';

/** A short stable name for a mail, of letters and digits only: its id may hold anything. */
export function mailTag(mail: Pick<OutboxMail, 'account' | 'id'>): string {
  return createHash('sha256').update(`${mail.account}\n${mail.id}`).digest('hex').slice(0, 32);
}

/** As we give it; the mail service may put one of its own in its place. */
export function messageIdOf(mail: OutboxMail): string {
  return `<${mailTag(mail)}@${domainOf(mail.from)}>`;
}

export const domainOf = ({ address }: OutboxMail['from']) => address.slice(address.lastIndexOf('@') + 1);
