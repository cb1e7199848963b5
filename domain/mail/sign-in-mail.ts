import type { Csm } from '../account/account.ts';
import type { Company } from '../company/company.ts';
import { localeFor } from '../company/team.ts';
import { NO_ACCOUNT, type OutboxMail } from '../outbox/outbox.ts';
import { SIGN_IN_LINK_GOOD_FOR_IN_MINUTES } from '../sign-in/sign-in-asks.ts';

interface Writing {
  company: Company;
  playbookVersion: string;
  /** ISO. */
  now: string;
}

/** The link to sign in that a person asked for; `ask` says which one it is. */
export function signInMail(to: Csm, ask: string, { company, playbookVersion, now }: Writing): OutboxMail {
  return {
    id: `sign-in/${to.id}/${ask}`,
    account: NO_ACCOUNT,
    kind: 'sign-in',
    playbook: playbookVersion,
    language: localeFor(company, to),
    from: company.systemSender,
    replyTo: company.systemSender,
    to: { name: to.name, address: to.email },
    person: to.id,
    content: { type: 'sign-in', ask },
    status: 'pending',
    createdAt: now,
  };
}

/** Whether its link opens nothing any more: whoever asked for it has asked again, or gone on to something else. */
export const isPastUse = ({ content, createdAt }: OutboxMail, now: Date) =>
  content.type === 'sign-in' && now.getTime() - Date.parse(createdAt) > SIGN_IN_LINK_GOOD_FOR_IN_MINUTES * 60_000;
