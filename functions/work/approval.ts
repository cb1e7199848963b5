import { aboutMail } from '../../domain/audit/about-mail.ts';
import { type AuditEntry, type AuditedAct, memberOf, shortened } from '../../domain/audit/audit.ts';
import type { Locale } from '../../domain/locale/locale.ts';
import { leavingAt } from '../../domain/outbox/leaving.ts';
import { notApprovedReason, type OutboxMail } from '../../domain/outbox/outbox.ts';
import { withAnswerPlace } from '../mail/customers/proposal.ts';
import type { DynamoOutbox } from '../store/outbox/outbox.ts';
import { editedLetter, isSameLetter, type LetterComplaint, letterIn, whatIsWrong } from './letter-in-form.ts';

export interface ApprovalDeciding {
  outbox: Pick<DynamoOutbox, 'approve' | 'dropUnapproved'>;
  now: () => number;
}

/** Whose word it is, and in which language they read the mail. */
export interface Decider {
  person: string;
  locale: Locale;
  door: 'mail' | 'page';
}

/** `too-late`: it was decided before. */
export type ApprovalResult = 'decided' | 'too-late' | { refused: LetterComplaint | 'choose' };

/** Lets a mail that waits for it go, as it is or as it was changed, or drops it; once. */
export async function decideApproval(
  { outbox, now }: ApprovalDeciding,
  mail: OutboxMail | undefined,
  { person, locale, door }: Decider,
  form: URLSearchParams,
): Promise<ApprovalResult> {
  if (mail?.proposed === undefined || mail.status !== 'approval') return 'too-late';
  const leaving = leavingAt(now());
  const { at } = leaving;
  switch (form.get('decision')) {
    case 'send': {
      const letter = letterIn(form);
      const wrong = whatIsWrong(letter);
      if (wrong !== null) return { refused: wrong };
      const edited = editedLetter(letter, withAnswerPlace(mail.proposed, locale));
      const audit = entry('mail-approved', {
        status: 'pending',
        ...(edited && { subject: shortened(edited.subject) }),
      });
      const isDone = await outbox.approve(edited ? { ...mail, edited } : mail, person, leaving, audit);
      return isDone ? 'decided' : 'too-late';
    }
    case 'drop': {
      const audit = entry('mail-not-approved', { status: 'dropped' });
      const isDone = await outbox.dropUnapproved(mail, notApprovedReason(person), at, person, audit);
      return isDone ? 'decided' : 'too-late';
    }
    default:
      return { refused: 'choose' };
  }

  function entry(what: AuditedAct, after: AuditEntry['after']): AuditEntry {
    const about = aboutMail(mail as OutboxMail);
    return { at, who: memberOf(person), door, what, about, before: { status: 'approval' }, after };
  }
}

/** Whether the same person decided the very same before. */
export function isDecidedAgain(
  mail: OutboxMail,
  { person, locale }: Omit<Decider, 'door'>,
  form: URLSearchParams,
): boolean {
  if (mail.decidedBy !== person || mail.proposed === undefined) return false;
  if (mail.status === 'dropped') return form.get('decision') === 'drop';
  const stands = mail.edited ?? withAnswerPlace(mail.proposed, locale);
  return form.get('decision') === 'send' && isSameLetter(letterIn(form), stands);
}
