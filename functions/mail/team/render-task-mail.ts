import type { AddressOf } from '../../../domain/links/link.ts';
import type { TaskMailContent } from '../../../domain/mail/mail-content.ts';
import type { OutboxMail } from '../../../domain/outbox/outbox.ts';
import type { Playbook } from '../../../domain/playbook/playbook.ts';
import type { RenderedMail } from '../rendered-mail.ts';
import { taskActions } from './task-actions.ts';
import { taskMail } from './task-mail.ts';
import { inTeamLayout } from './team-layout.ts';

/** Puts the mail that gives somebody tasks into words and layout. Throws when its playbook lacks an entry. */
export function renderTaskMail(
  mail: OutboxMail & { content: TaskMailContent },
  playbook: Playbook,
  addressOf?: AddressOf,
): RenderedMail {
  const { content, language: locale } = mail;
  const written = taskMail(content, locale, playbook, mail.playbook, taskActions(mail, locale, addressOf));
  return inTeamLayout(mail, written, addressOf);
}
