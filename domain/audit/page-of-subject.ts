import { pageOfAccount, pageOfMail, pageOfPerson, pageOfTask } from '../links/team-pages.ts';
import type { AuditSubject } from './audit.ts';

/** The page that shows what something was done to; `null` of what has none of its own. */
export function pageOfSubject({ account, task, mail, member }: AuditSubject): string | null {
  if (task !== undefined) return pageOfTask(task);
  if (mail !== undefined && account !== undefined) return pageOfMail({ account, id: mail });
  if (account !== undefined) return pageOfAccount(account);
  return member === undefined ? null : pageOfPerson(member);
}
