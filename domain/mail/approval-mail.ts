import type { Csm } from '../account/account.ts';
import type { Company } from '../company/company.ts';
import { localeFor } from '../company/team.ts';
import type { OutboxMail } from '../outbox/outbox.ts';

/** Of the mail that asks the CSM to approve another one. */
export function approvalIdOf(mail: string): string {
  return `${mail}/approval`;
}

/** Asks the CSM whether a mail to a customer may go in their name. */
export function approvalMail(
  { id, account, playbook, language, to, contact, content, createdAt, asOf }: OutboxMail,
  csm: Csm,
  company: Pick<Company, 'systemSender' | 'language'>,
): OutboxMail {
  if (content.type !== 'customer') throw new TypeError('nobody is asked about what goes to no customer');
  return {
    id: approvalIdOf(id),
    account,
    kind: 'approval',
    playbook,
    language: localeFor(company, csm),
    from: company.systemSender,
    replyTo: company.systemSender,
    to: { name: csm.name, address: csm.email },
    ...(contact !== undefined && { contact }),
    person: csm.id,
    content: { type: 'approval', approves: id, mail: content, language, to },
    status: 'pending',
    createdAt,
    ...(asOf !== undefined && { asOf }),
  };
}
