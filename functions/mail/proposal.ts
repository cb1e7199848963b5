import type { Letter } from '../../domain/mail-content.ts';
import { CHOICES } from './html-layout.ts';
import { onOneLine } from './plain-text.ts';

/** How the place of a mail's buttons is written, as in the playbook. */
const ANSWER_LINKS = /\{\{\s*answerLinks\s*\}\}/g;

/**
 * A letter's words as a person edits them: what is escaped though it means nothing to Markdown where it stands is shown
 * as it reads.
 */
export function asProposal({ subject, body }: Letter): Letter {
  const readable = body
    .replace(/\\([,'":/@?%;])/g, '$1')
    .replace(/(?<!^\s*\d+)\\([.()])/gm, '$1')
    .replace(/\\&(?=\s)/g, '&')
    .replace(/(?<=[\p{L}\p{N}])\\-(?=[\p{L}\p{N}])/gu, '-');
  return {
    subject,
    body: readable
      .replaceAll(CHOICES, '{{ answerLinks }}')
      .replace(/\n{3,}/g, '\n\n')
      .trim(),
  };
}

/** The same words on their way out. */
export function asEdited({ subject, body }: Letter): Letter {
  return { subject: onOneLine(subject), body: body.replaceAll(CHOICES, '').replace(ANSWER_LINKS, CHOICES) };
}
