import type { Csm } from '../../domain/account/account.ts';
import type { Company } from '../../domain/company/company.ts';
import { localeFor, presentOn, teamOf } from '../../domain/company/team.ts';
import { NO_ACCOUNT, type OutboxMail } from '../../domain/outbox/outbox.ts';

export interface PauseNotice {
  sender: string;
  reason: string;
  at: string;
  /** By the day of the last time that they resumed, one pause is told from another. */
  resumedOn: string | null;
}

/** To the sender's manager, else any manager, else the operator. One mail a pause. */
export function pauseMail(
  { sender, reason, at, resumedOn }: PauseNotice,
  members: Csm[],
  { company, playbook, today }: { company: Company; playbook: string; today: string },
): OutboxMail {
  // Of two with the same address, the one who has not left.
  const theirs = [...presentOn(members, today), ...members];
  const person = theirs.find(({ email }) => email.toLowerCase() === sender.toLowerCase()) ?? null;
  const team = teamOf(members);
  const assignment = { account: { id: '-', name: '-' }, day: today, roles: {} };
  const manager = team.managerOf(person, assignment);
  return {
    id: `sender-paused/${sender.toLowerCase()}/${resumedOn ?? '-'}`,
    account: NO_ACCOUNT,
    kind: 'operator',
    playbook,
    language: localeFor(company, manager),
    from: company.systemSender,
    replyTo: company.systemSender,
    to: manager ? { name: manager.name, address: manager.email } : company.operator,
    ...(manager && { person: manager.id }),
    content: { type: 'operator', notice: 'sender-paused', sender, senderName: person?.name ?? sender, reason },
    status: 'pending',
    createdAt: at,
  };
}
