import { notApprovedReason } from '../../domain/outbox.ts';
import type { LocalClock } from '../../domain/time-zone.ts';
import type { DynamoOutbox } from '../adapters/dynamo-outbox.ts';
import { withAnswerPlace } from '../mail/proposal.ts';
import { approvalPage, decidedPage } from '../serve-web/approval-page.ts';
import type { Page } from '../serve-web/page.ts';
import { pageWords } from '../serve-web/page-words.ts';
import { type ApprovalFacts, readApprovalFacts, type WebReads } from '../serve-web/read-facts.ts';
import { editedLetter, letterIn, whatIsWrong } from './letter-in-form.ts';

export interface ApprovalDeciding {
  reads: WebReads;
  outbox: Pick<DynamoOutbox, 'approve' | 'dropUnapproved'>;
  clock: LocalClock;
  now: () => number;
}

/** Lets the mail go or drops it, once; whoever comes second learns what was decided, and by whom. */
export async function decideApproval(
  { reads, outbox, clock, now }: ApprovalDeciding,
  facts: ApprovalFacts,
  form: URLSearchParams,
): Promise<Page> {
  const { mail, link, language } = facts;
  if (mail?.proposed === undefined || mail.status !== 'approval') return decidedPage(facts);
  const at = new Date(now()).toISOString();
  switch (form.get('decision')) {
    case 'send': {
      const letter = letterIn(form);
      const wrong = whatIsWrong(letter);
      if (wrong !== null) return approvalPage(facts, { ...letter, text: pageWords[language].approval.refused[wrong] });
      const edited = editedLetter(letter, withAnswerPlace(mail.proposed, language));
      await outbox.approve(edited ? { ...mail, edited } : mail, link.person, at);
      break;
    }
    case 'drop':
      await outbox.dropUnapproved(mail, notApprovedReason(link.person), at, link.person);
      break;
    default:
      return { ...approvalPage(facts), status: 422 };
  }
  return decidedPage(await readApprovalFacts(reads, link, clock.dayOf(now())));
}
