import type { LocalClock } from '../../domain/time/time-zone.ts';
import { draftPage, maySend } from '../pages/draft-page.ts';
import { CONFLICT_STATUS, withNotice } from '../pages/notices.ts';
import type { Page } from '../pages/page.ts';
import { type DraftFacts, readDraftFacts, type WebReads } from '../pages/read-facts.ts';
import { pageWords } from '../pages/words/words.ts';
import { type DraftSending, isSentAgain, sendDraft } from '../work/draft.ts';
import { letterIn, typedIn } from '../work/letter-in-form.ts';

export interface DraftsByLink extends DraftSending {
  reads: WebReads;
  clock: LocalClock;
}

/** Sends a draft as its CSM left it, once; a second press is answered with what was sent, and by whom. */
export async function sendByLink(sending: DraftsByLink, facts: DraftFacts, form: URLSearchParams): Promise<Page> {
  const { draft, sent, link, locale } = facts;
  const { reads, clock, now } = sending;
  if (draft?.proposed === undefined || sent !== undefined || !maySend(facts)) return tooLateToSend(facts, form);
  const result = await sendDraft(sending, draft, { person: link.person, door: 'mail' }, form);
  if (typeof result !== 'string') {
    const shown = form.has('body') ? letterIn(form) : draft.proposed;
    return draftPage(facts, { ...shown, text: pageWords(locale).approval.refused[result.refused] });
  }
  const since = await readDraftFacts(reads, link, clock.dayOf(now()));
  return result === 'sent' ? draftPage(since) : tooLateToSend(since, form);
}

/** What became of the draft; a later press with another choice is answered that it changed nothing. */
export function tooLateToSend(facts: DraftFacts, form: URLSearchParams): Page {
  const { draft, sent, link, locale } = facts;
  const page = draftPage(facts);
  if (draft?.proposed === undefined) return page;
  if (isSentAgain(draft, sent, link.person, form)) return page;
  return withNotice(page, pageWords(locale).approval.tooLate, typedIn(form), CONFLICT_STATUS);
}
