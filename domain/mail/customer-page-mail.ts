import type { Account, Contact, Csm } from '../account/account.ts';
import type { Company } from '../company/company.ts';
import { localeFor } from '../company/team.ts';
import type { OutboxMail } from '../outbox/outbox.ts';
import type { Task } from '../tasks/task.ts';
import type { Day } from '../time/day.ts';
import type { CustomerPageContent } from './mail-content.ts';

export type CustomerNews = CustomerPageContent['news'];

interface FromCustomer {
  id: string;
  account: Account;
  contact: Contact;
  to: Csm;
  news: CustomerNews;
  /** ISO: until then it may be taken back, and nobody is told. */
  notBefore?: string | undefined;
}

/** Of the mail that tells that a customer ticked off a task; each time they do it is another one. */
export const tickedMailId = ({ id, history = [] }: Pick<Task, 'id' | 'history'>) =>
  `${id}/ticked/${history.length + 1}`;

/** What the CSM gets as soon as a customer has done something on their own page; an answer goes to the customer. */
export function customerPageMail(
  { id, account, contact, to, news, notBefore }: FromCustomer,
  { company, playbookVersion, now, day }: { company: Company; playbookVersion: string; now: string; day: Day },
): OutboxMail {
  const { name, email } = contact;
  return {
    id,
    account: account.id,
    kind: 'customer-page',
    playbook: playbookVersion,
    language: localeFor(company, to),
    from: company.systemSender,
    replyTo: email === undefined ? company.systemSender : { name: name ?? '', address: email },
    to: { name: to.name, address: to.email },
    contact: contact.id,
    person: to.id,
    content: {
      type: 'customer-page',
      account: { id: account.id, name: account.name },
      contact: { id: contact.id, ...(name !== undefined && { name }), mayAnswer: email !== undefined },
      day,
      news,
    },
    ...(notBefore === undefined ? { status: 'pending' } : { status: 'waiting', notBefore }),
    createdAt: now,
  };
}
