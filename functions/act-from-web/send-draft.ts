import { mailOfDraft } from '../../domain/mail/send-draft.ts';
import type { LocalClock } from '../../domain/time/time-zone.ts';
import { draftPage, maySend } from '../pages/draft-page.ts';
import { CONFLICT_STATUS, withNotice } from '../pages/notices.ts';
import type { Page } from '../pages/page.ts';
import { type DraftFacts, readDraftFacts, type WebReads } from '../pages/read-facts.ts';
import { pageWords } from '../pages/words/words.ts';
import type { DynamoOutbox } from '../store/outbox/outbox.ts';
import { editedLetter, isSameLetter, letterIn, typedIn, whatIsWrong } from './letter-in-form.ts';

export interface DraftSending {
  reads: WebReads;
  outbox: Pick<DynamoOutbox, 'add'>;
  clock: LocalClock;
  now: () => number;
}

/** Sends a draft as its CSM left it, once, by the way that every mail to a customer goes. */
export async function sendDraft(
  { reads, outbox, clock, now }: DraftSending,
  facts: DraftFacts,
  form: URLSearchParams,
): Promise<Page> {
  const { draft, sent, link, locale } = facts;
  if (draft?.proposed === undefined || sent !== undefined || !maySend(facts)) return tooLateToSend(facts, form);
  if (form.get('decision') !== 'send') {
    const shown = form.has('body') ? letterIn(form) : draft.proposed;
    return draftPage(facts, { ...shown, text: pageWords(locale).approval.refused.choose });
  }
  const letter = letterIn(form);
  const wrong = whatIsWrong(letter);
  if (wrong !== null) return draftPage(facts, { ...letter, text: pageWords(locale).approval.refused[wrong] });
  const at = new Date(now()).toISOString();
  const mail = mailOfDraft(draft, { edited: editedLetter(letter, draft.proposed), by: link.person, at });
  // Of two who press at once, the second finds it there.
  const isSent = mail !== null && (await outbox.add(mail));
  const since = await readDraftFacts(reads, link, clock.dayOf(now()));
  return isSent ? draftPage(since) : tooLateToSend(since, form);
}

/** What became of the draft; a later press with another choice is answered that it changed nothing. */
export function tooLateToSend(facts: DraftFacts, form: URLSearchParams): Page {
  const { draft, sent, link, locale } = facts;
  const page = draftPage(facts);
  if (draft?.proposed === undefined) return page;
  const isSaidAgain = sent?.decidedBy === link.person && isSameLetter(letterIn(form), sent.edited ?? draft.proposed);
  return isSaidAgain ? page : withNotice(page, pageWords(locale).approval.tooLate, typedIn(form), CONFLICT_STATUS);
}
