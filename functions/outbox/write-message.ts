import type { AddressOf } from '../../domain/links/link.ts';
import type { Letter } from '../../domain/mail/mail-content.ts';
import type { MailKind } from '../../domain/mail/mail-kinds.ts';
import type { OutboxMail } from '../../domain/outbox/outbox.ts';
import type { Playbook } from '../../domain/playbook/playbook.ts';
import { type SurveyAsked, surveyOf } from '../../domain/surveys/survey-ask.ts';
import type { RenderedMail } from '../mail/rendered-mail.ts';

export interface Message {
  subject: string;
  raw: Uint8Array;
  /** Of an automatic mail to a customer: the kind that they may have opted out of. */
  optionalKind?: MailKind;
  /** Of one that asks about our own work: what. */
  survey?: SurveyAsked;
  /** The words that the reader is asked to approve. */
  proposal?: Letter;
}

export type WriteMessage = (
  mail: OutboxMail,
  context: { date: Date; references: Promise<string[]> },
) => Promise<Message>;

/** A mail that can't be put into words, now or later, unless somebody mends its playbook or its data. */
export class UnwritableMailError extends Error {
  override readonly name = 'UnwritableMailError';
  readonly code = 'mail-unwritable';
}

/**
 * Writes mails in the words of the playbook version that each was raised with.
 *
 * @param addressesAt how links of a mail written at a moment (ms) are made; without it mails have none
 */
export function messageWriter(
  playbookOf: (version: string) => Promise<Playbook | undefined>,
  timeZone: string,
  addressesAt?: (writtenAtInMs: number) => Promise<AddressOf>,
): WriteMessage {
  return async (mail, { date, ...context }) => {
    const [playbook, addressOf, references] = await Promise.all([
      playbookOf(mail.playbook),
      addressesAt?.(date.getTime()),
      context.references,
    ]);
    if (playbook === undefined) throw new UnwritableMailError(`there is no playbook ${mail.playbook}`);
    try {
      const rendered = await render(mail, playbook, timeZone, addressOf);
      const { composeMessage } = await import('../mail/compose-message.ts');
      const { subject, optional, proposal } = rendered;
      const template = mail.content.type === 'customer' ? playbook.emails[mail.content.template] : undefined;
      const survey = template && surveyOf(template);
      const raw = await composeMessage(mail, rendered, { date, references });
      return { subject, raw, optionalKind: optional?.kind, proposal, ...(survey && { survey }) };
    } catch (cause) {
      throw new UnwritableMailError((cause as Error).message, { cause });
    }
  };
}

/**
 * What writes mails is larger than all that sends them, so it is loaded with the first mail: for tasks, which most mails
 * give, without the words of all others to the team; and what customers' words need on top, an engine for templates, with
 * the first that holds any.
 */
async function render(
  mail: OutboxMail,
  playbook: Playbook,
  timeZone: string,
  addressOf: AddressOf | undefined,
): Promise<RenderedMail> {
  const { content } = mail;
  switch (content.type) {
    case 'customer':
    case 'approval':
    case 'draft': {
      const { renderMail } = await import('../mail/render-mail.ts');
      return renderMail(mail, playbook, timeZone, addressOf);
    }
    case 'task': {
      const { renderTaskMail } = await import('../mail/team/render-task-mail.ts');
      return renderTaskMail({ ...mail, content }, playbook, addressOf);
    }
    default: {
      const { renderTeamMail } = await import('../mail/team/render-team-mail.ts');
      return renderTeamMail({ ...mail, content }, playbook, timeZone, addressOf);
    }
  }
}
