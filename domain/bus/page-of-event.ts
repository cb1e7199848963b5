import { pageOfAccount, pageOfMail, pageOfTask } from '../links/team-pages.ts';
import type { BusEvent } from './bus-events.ts';

/** Which of the team's pages shows what an event tells of; `null` where none does. */
export function pageOfEvent({ account, data }: BusEvent): string | null {
  if ('task' in data) return pageOfTask(data.task);
  if ('mail' in data) return pageOfMail({ account, id: data.mail });
  return account === '' ? null : pageOfAccount(account);
}
