import type { AddressOf } from '../../../domain/links/link.ts';
import type {
  ApprovalMailContent,
  CustomerMailContent,
  DraftMailContent,
  MailContent,
  TaskMailContent,
} from '../../../domain/mail/mail-content.ts';
import type { OutboxMail } from '../../../domain/outbox/outbox.ts';
import type { Playbook } from '../../../domain/playbook/playbook.ts';
import type { Day } from '../../../domain/time/day.ts';
import { localClock } from '../../../domain/time/time-zone.ts';
import type { Block } from '../layout/blocks.ts';
import type { RenderedMail } from '../rendered-mail.ts';
import { customerPageMail } from './customer-page-mail.ts';
import { digestMail } from './digest-mail.ts';
import { healthListMail } from './health-list-mail.ts';
import { kpiReportMail } from './kpi-report-mail.ts';
import { lateTaskMail } from './late-task-mail.ts';
import { moveMail } from './move-mail.ts';
import { movedTaskMail } from './moved-task-mail.ts';
import { nextActionLink } from './next-action-link.ts';
import { notificationMail } from './notification-mail.ts';
import { operatorMail } from './operator-mail.ts';
import { renderTaskMail } from './render-task-mail.ts';
import { signInMail } from './sign-in-mail.ts';
import { taskActions } from './task-actions.ts';
import { inTeamLayout } from './team-layout.ts';

/** All but mails that hold what a customer reads. */
export type TeamMail = OutboxMail & {
  content: Exclude<MailContent, CustomerMailContent | DraftMailContent | ApprovalMailContent>;
};

/** Puts a mail to the team into words and layout. Throws when its playbook lacks an entry. */
export function renderTeamMail(
  mail: TeamMail,
  playbook: Playbook,
  timeZone: string,
  addressOf?: AddressOf,
): RenderedMail {
  const { content } = mail;
  if (content.type === 'task') return renderTaskMail({ ...mail, content }, playbook, addressOf);
  return inTeamLayout(mail, written({ ...mail, content }, playbook, timeZone, addressOf), addressOf);
}

function written(
  mail: TeamMail & { content: Exclude<TeamMail['content'], TaskMailContent> },
  playbook: Playbook,
  timeZone: string,
  addressOf: AddressOf | undefined,
): { subject: string; blocks: Block[] } {
  const { content, language: locale } = mail;
  const actions = taskActions(mail, locale, addressOf);
  switch (content.type) {
    case 'told':
      return notificationMail(content, locale, playbook, actions);
    case 'reminder':
    case 'escalation':
      return lateTaskMail(content, locale, playbook, actions);
    case 'handed-over':
    case 'returned':
      return movedTaskMail(content, locale, playbook, todayOf(mail, timeZone), actions);
    case 'move':
      return moveMail(content, locale, playbook, { today: todayOf(mail, timeZone), addressOf });
    case 'digest':
      // Its tasks are of many accounts, the mail is of none.
      return digestMail(content, locale, playbook, (account) => taskActions({ ...mail, account }, locale, addressOf));
    case 'health-list':
      return healthListMail(content, locale, playbook, (account) => nextActionLink({ ...mail, account }, addressOf));
    case 'kpi-report':
      return kpiReportMail(content, locale, playbook);
    case 'customer-page':
      return customerPageMail(content, locale, playbook);
    case 'sign-in':
      return signInMail(content, locale, mail.person, addressOf);
    case 'operator':
      return operatorMail(content, locale, timeZone);
  }
}

/** The day it is told: of a past one where history is replayed. */
function todayOf({ asOf, createdAt }: OutboxMail, timeZone: string): Day {
  return asOf ?? localClock(timeZone).dayOf(Date.parse(createdAt));
}
