import type { Letter } from '../../domain/mail-content.ts';
import { notApprovedReason, type OutboxMail } from '../../domain/outbox.ts';
import type { DynamoOutbox } from '../adapters/dynamo-outbox.ts';
import { withAnswerPlace } from '../mail/proposal.ts';
import {
  approvalPage,
  decidedPage,
  MOST_CHARACTERS_OF_A_BODY,
  MOST_CHARACTERS_OF_A_SUBJECT,
} from '../serve-web/approval-page.ts';
import type { Page } from '../serve-web/page.ts';
import { pageWords } from '../serve-web/page-words.ts';
import { type ApprovalFacts, readApprovalFacts, type WebReads } from '../serve-web/read-facts.ts';
import { wholeTextIn } from './read-form.ts';

export interface ApprovalDeciding {
  reads: WebReads;
  outbox: Pick<DynamoOutbox, 'approve' | 'dropUnapproved'>;
  now: () => number;
}

/** Lets the mail go or drops it, once; whoever comes second learns what was decided, and by whom. */
export async function decideApproval(
  { reads, outbox, now }: ApprovalDeciding,
  facts: ApprovalFacts,
  form: URLSearchParams,
): Promise<Page> {
  const { mail, link, language } = facts;
  if (mail?.proposed === undefined || mail.status !== 'approval') return decidedPage(facts);
  const at = new Date(now()).toISOString();
  switch (form.get('decision')) {
    case 'send': {
      const letter = { subject: wholeTextIn(form, 'subject').replace(/\s+/g, ' '), body: wholeTextIn(form, 'body') };
      const wrong = whatIsWrong(letter);
      if (wrong !== null) return approvalPage(facts, { ...letter, text: pageWords[language].approval.refused[wrong] });
      await outbox.approve(asDecided(mail, withAnswerPlace(mail.proposed, language), letter), link.person, at);
      break;
    }
    case 'drop':
      await outbox.dropUnapproved(mail, notApprovedReason(link.person), at, link.person);
      break;
    default:
      return { ...approvalPage(facts), status: 422 };
  }
  return decidedPage(await readApprovalFacts(reads, link));
}

function whatIsWrong({ subject, body }: Letter): 'empty' | 'tooLong' | null {
  if (subject === '' || body === '') return 'empty';
  return subject.length > MOST_CHARACTERS_OF_A_SUBJECT || body.length > MOST_CHARACTERS_OF_A_BODY ? 'tooLong' : null;
}

/** Words that nobody touched go as the playbook has them. */
function asDecided(mail: OutboxMail, proposed: Letter, letter: Letter): OutboxMail {
  const isAsProposed = letter.subject === proposed.subject && letter.body === proposed.body;
  return isAsProposed ? mail : { ...mail, edited: letter };
}
