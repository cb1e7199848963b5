import { mailOfDraft } from '../../domain/plays/send-draft.ts';
import type { LocalClock } from '../../domain/time-zone.ts';
import type { DynamoOutbox } from '../adapters/dynamo-outbox.ts';
import { draftPage, maySend } from '../serve-web/draft-page.ts';
import type { Page } from '../serve-web/page.ts';
import { pageWords } from '../serve-web/page-words.ts';
import { type DraftFacts, readDraftFacts, type WebReads } from '../serve-web/read-facts.ts';
import { editedLetter, letterIn, whatIsWrong } from './letter-in-form.ts';

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
  const { draft, sent, link, language } = facts;
  if (draft?.proposed === undefined || sent !== undefined || !maySend(facts)) return draftPage(facts);
  if (form.get('decision') !== 'send') return { ...draftPage(facts), status: 422 };
  const letter = letterIn(form);
  const wrong = whatIsWrong(letter);
  if (wrong !== null) return draftPage(facts, { ...letter, text: pageWords[language].approval.refused[wrong] });
  const at = new Date(now()).toISOString();
  const mail = mailOfDraft(draft, { edited: editedLetter(letter, draft.proposed), by: link.person, at });
  // Of two who press at once, the second finds it there.
  if (mail !== null) await outbox.add(mail);
  return draftPage(await readDraftFacts(reads, link, clock.dayOf(now())));
}
