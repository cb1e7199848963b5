import { aboutMail } from '../../domain/audit/about-mail.ts';
import { type AuditEntry, memberOf, shortened } from '../../domain/audit/audit.ts';
import { mailOfDraft } from '../../domain/mail/send-draft.ts';
import type { OutboxMail } from '../../domain/outbox/outbox.ts';
import type { DynamoOutbox } from '../store/outbox/outbox.ts';
import { editedLetter, isSameLetter, type LetterComplaint, letterIn, whatIsWrong } from './letter-in-form.ts';

export interface DraftSending {
  outbox: Pick<DynamoOutbox, 'add'>;
  now: () => number;
}

/** `too-late`: it was sent before. */
export type DraftResult = 'sent' | 'too-late' | { refused: LetterComplaint | 'choose' };

/** Sends a draft as its CSM left it, once, by the way that every mail to a customer goes. */
export async function sendDraft(
  { outbox, now }: DraftSending,
  draft: OutboxMail,
  { person, door }: { person: string; door: 'mail' | 'page' },
  form: URLSearchParams,
): Promise<DraftResult> {
  if (draft.proposed === undefined) return 'too-late';
  if (form.get('decision') !== 'send') return { refused: 'choose' };
  const letter = letterIn(form);
  const wrong = whatIsWrong(letter);
  if (wrong !== null) return { refused: wrong };
  const at = new Date(now()).toISOString();
  const mail = mailOfDraft(draft, { edited: editedLetter(letter, draft.proposed), by: person, at });
  // Of two who press at once, the second finds it there.
  return mail !== null && (await outbox.add(mail, entryOf(mail))) ? 'sent' : 'too-late';

  function entryOf(sent: OutboxMail): AuditEntry {
    const after = sent.edited ? { subject: shortened(sent.edited.subject) } : null;
    return { at, who: memberOf(person), door, what: 'draft-sent', about: aboutMail(sent), before: null, after };
  }
}

/** Whether the same person sent the very same before. */
export function isSentAgain(
  { proposed }: OutboxMail,
  sent: OutboxMail | undefined,
  person: string,
  form: URLSearchParams,
): boolean {
  const stands = sent?.edited ?? proposed;
  return sent?.decidedBy === person && stands !== undefined && isSameLetter(letterIn(form), stands);
}
