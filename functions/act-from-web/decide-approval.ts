import type { Letter } from '../../domain/mail/mail-content.ts';
import type { LocalClock } from '../../domain/time/time-zone.ts';
import { approvalPage, decidedPage, TAKE_BACK } from '../pages/approval-page.ts';
import { CONFLICT_STATUS, withNotice } from '../pages/notices.ts';
import type { Page } from '../pages/page.ts';
import { type ApprovalFacts, readApprovalFacts, type WebReads } from '../pages/read-facts.ts';
import { pageWords } from '../pages/words/words.ts';
import { type ApprovalDeciding, decideApproval, isDecidedAgain } from '../work/approval.ts';
import { type DecisionTakingBack, takeDecisionBack } from '../work/held-mail.ts';
import { letterIn, typedIn } from '../work/letter-in-form.ts';

export interface ApprovalsByLink extends ApprovalDeciding {
  outbox: ApprovalDeciding['outbox'] & DecisionTakingBack['outbox'];
  reads: WebReads;
  clock: LocalClock;
}

/** Lets the mail go or drops it, once; a second press is answered with what was decided, and by whom. */
export async function decideByLink(
  deciding: ApprovalsByLink,
  facts: ApprovalFacts,
  form: URLSearchParams,
): Promise<Page> {
  const { mail, link, locale } = facts;
  const { reads, clock, now } = deciding;
  if (asksToTakeBack(form)) return takeBackByLink(deciding, facts);
  const result = await decideApproval(deciding, mail, { person: link.person, locale, door: 'mail' }, form);
  if (result === 'too-late' && mail?.status !== 'approval') return tooLateToDecide(facts, form);
  if (typeof result !== 'string') {
    const shown = lettersLeft(form, mail?.proposed as Letter);
    return approvalPage(facts, { ...shown, complaint: pageWords(locale).approval.refused[result.refused] });
  }
  const since = await readApprovalFacts(reads, link, clock.dayOf(now()));
  return result === 'decided' ? decidedPage(since) : tooLateToDecide(since, form);
}

export const asksToTakeBack = (form: URLSearchParams) => form.get('decision') === TAKE_BACK;

/** The mail waits again, with the words that were to go ready to be sent; or why not. */
async function takeBackByLink({ reads, clock, ...taking }: ApprovalsByLink, facts: ApprovalFacts): Promise<Page> {
  const { mail, link, locale } = facts;
  const say = pageWords(locale).approval.takeBack;
  if (mail !== undefined) await takeDecisionBack(taking, mail, link.person, 'mail');
  const since = await readApprovalFacts(reads, link, clock.dayOf(taking.now()));
  // Pressed twice, it waits as well.
  if (since.mail?.status === 'approval') return { ...approvalPage(since, mail?.edited), lead: say.told };
  return withNotice(decidedPage(since), say.tooLate, '', CONFLICT_STATUS);
}

/** What was typed, or the words that stood there. */
const lettersLeft = (form: URLSearchParams, proposed: Letter) => (form.has('body') ? letterIn(form) : proposed);

/** What became of the mail; a later press with another choice is answered that it changed nothing. */
export function tooLateToDecide(facts: ApprovalFacts, form: URLSearchParams): Page {
  const { mail, link, locale } = facts;
  const page = decidedPage(facts);
  if (mail === undefined || mail.proposed === undefined || mail.status === 'approval') return page;
  const isSaidAgain = isDecidedAgain(mail, { person: link.person, locale }, form);
  return isSaidAgain ? page : withNotice(page, pageWords(locale).approval.tooLate, typedIn(form), CONFLICT_STATUS);
}
