import type { Letter } from '../../domain/mail/mail-content.ts';
import { notApprovedReason } from '../../domain/outbox/outbox.ts';
import type { LocalClock } from '../../domain/time/time-zone.ts';
import { withAnswerPlace } from '../mail/customers/proposal.ts';
import { approvalPage, decidedPage } from '../pages/approval-page.ts';
import { CONFLICT_STATUS, withNotice } from '../pages/notices.ts';
import type { Page } from '../pages/page.ts';
import { type ApprovalFacts, readApprovalFacts, type WebReads } from '../pages/read-facts.ts';
import { pageWords } from '../pages/words/words.ts';
import type { DynamoOutbox } from '../store/outbox/outbox.ts';
import { editedLetter, isSameLetter, letterIn, typedIn, whatIsWrong } from './letter-in-form.ts';

export interface ApprovalDeciding {
  reads: WebReads;
  outbox: Pick<DynamoOutbox, 'approve' | 'dropUnapproved'>;
  clock: LocalClock;
  now: () => number;
}

/** Lets the mail go or drops it, once; a second press is answered with what was decided, and by whom. */
export async function decideApproval(
  { reads, outbox, clock, now }: ApprovalDeciding,
  facts: ApprovalFacts,
  form: URLSearchParams,
): Promise<Page> {
  const { mail, link, locale } = facts;
  if (mail?.proposed === undefined || mail.status !== 'approval') return tooLateToDecide(facts, form);
  const at = new Date(now()).toISOString();
  let isDecided: boolean;
  switch (form.get('decision')) {
    case 'send': {
      const letter = letterIn(form);
      const wrong = whatIsWrong(letter);
      if (wrong !== null) return approvalPage(facts, { ...letter, text: pageWords(locale).approval.refused[wrong] });
      const edited = editedLetter(letter, withAnswerPlace(mail.proposed, locale));
      isDecided = await outbox.approve(edited ? { ...mail, edited } : mail, link.person, at);
      break;
    }
    case 'drop':
      isDecided = await outbox.dropUnapproved(mail, notApprovedReason(link.person), at, link.person);
      break;
    default:
      return approvalPage(facts, {
        ...lettersLeft(form, mail.proposed),
        text: pageWords(locale).approval.refused.choose,
      });
  }
  const since = await readApprovalFacts(reads, link, clock.dayOf(now()));
  return isDecided ? decidedPage(since) : tooLateToDecide(since, form);
}

/** What was typed, or the words that stood there. */
const lettersLeft = (form: URLSearchParams, proposed: Letter) => (form.has('body') ? letterIn(form) : proposed);

/** What became of the mail; a later press with another choice is answered that it changed nothing. */
export function tooLateToDecide(facts: ApprovalFacts, form: URLSearchParams): Page {
  const { mail, link, locale } = facts;
  const page = decidedPage(facts);
  if (mail === undefined || mail.proposed === undefined || mail.status === 'approval') return page;
  const isDropped = mail.status === 'dropped';
  const stands = mail.edited ?? withAnswerPlace(mail.proposed, locale);
  const isSaidAgain =
    mail.decidedBy === link.person &&
    (isDropped
      ? form.get('decision') === 'drop'
      : form.get('decision') === 'send' && isSameLetter(letterIn(form), stands));
  return isSaidAgain ? page : withNotice(page, pageWords(locale).approval.tooLate, typedIn(form), CONFLICT_STATUS);
}
