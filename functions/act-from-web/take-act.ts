import { renewalAnswers } from '../../domain/answers/renewal-answer.ts';
import { answerSurvey, type SurveyAnswers, surveyEventOf } from '../../domain/answers/survey-answers.ts';
import { type AuditEntry, contactOf, type Doing, shortened } from '../../domain/audit/audit.ts';
import type { PageLink } from '../../domain/links/link.ts';
import { helpAmounts } from '../../domain/links/link.ts';
import type { Day } from '../../domain/time/day.ts';
import type { WebLinks } from '../links/web-links.ts';
import { askPage, fitThanks, notTakenPage, renewalThanks, SCALE, surveyThanks } from '../pages/customer-pages.ts';
import { formerMemberPage } from '../pages/former-member-page.ts';
import type { Page } from '../pages/page.ts';
import {
  type CustomerLink,
  readApprovalFacts,
  readCustomerFacts,
  readDraftFacts,
  readNextActionFacts,
  readSaid,
  readTaskFacts,
  readWholeTaskFacts,
  type WebReads,
} from '../pages/read-facts.ts';
import { isTooLong, oneOf, textIn } from '../pages/read-form.ts';
import type { RetryTiming } from '../pages/retry-while-busy.ts';
import { type PreferencesSaving, savePreferences } from '../pages/save-preferences.ts';
import { takeForm } from '../pages/take-form.ts';
import { pageWords } from '../pages/words/words.ts';
import { OvertakenError, untilNotOvertaken } from '../runtime/try-again.ts';
import type { DynamoDirectory } from '../store/accounts/directory.ts';
import type { EventPuts } from '../store/events/event-puts.ts';
import type { DynamoCustomerAnswers } from '../store/work/customer-answers.ts';
import { changeRenewalAnswer } from '../work/change-renewal-answer.ts';
import type { TakingBack } from '../work/take-back.ts';
import { type ApprovalsByLink, decideByLink } from './decide-approval.ts';
import { type NextActionsByLink, noteByLink } from './note-next-action.ts';
import type { DraftsByLink } from './send-draft.ts';
import { takeBackByLink } from './take-back.ts';
import { type TaskActions, takeTaskAct } from './take-task-act.ts';

export interface WebActions extends TaskActions, ApprovalsByLink, NextActionsByLink, DraftsByLink, PreferencesSaving {
  outbox: ApprovalsByLink['outbox'] & DraftsByLink['outbox'] & TakingBack['outbox'];
  links: Pick<WebLinks, 'open' | 'addressesLike'>;
  reads: WebReads;
  directory: Pick<DynamoDirectory, 'findAnswer' | 'replaceAnswer'>;
  customerAnswers: Pick<DynamoCustomerAnswers, 'replaceSurveyAnswers' | 'saveMailRating'>;
  events: Pick<EventPuts, 'put'>;
  retryTiming: RetryTiming;
}

type LinkTo<To extends PageLink['to']> = Extract<PageLink, { to: To }>;

/**
 * Does what somebody pressed a button for, and says so. What shows Markdown, which takes a library to read, is loaded
 * when it is needed.
 */
export function takeAct(actions: WebActions) {
  const { links, reads, customerAnswers, events, clock, now } = actions;

  return takeForm(actions, async (link) => {
    const today = clock.dayOf(now());
    const ofLeaver = await formerMemberPage(reads, link, today);
    if (ofLeaver !== null) return ofLeaver;
    return {
      act: (form) => act(link, form, today),
      busyPage: async (form) => {
        const { busyPage } = await import('./busy-page.ts');
        return busyPage(actions, link, form, today);
      },
    };
  });

  async function act(link: PageLink, form: URLSearchParams, today: Day): Promise<Page> {
    switch (link.to) {
      case 'task': {
        const [facts, addressOf] = await Promise.all([readTaskFacts(reads, link, today), links.addressesLike(link)]);
        return takeTaskAct(actions, facts, form, addressOf);
      }
      case 'read': {
        // There is nothing to press on it.
        const [facts, addressOf, { wholeTaskPage }] = await Promise.all([
          readWholeTaskFacts(reads, link),
          links.addressesLike(link),
          import('../pages/whole-task-page.ts'),
        ]);
        return wholeTaskPage(facts, today, addressOf);
      }
      case 'undo':
        return takeBackByLink(actions, link, await links.addressesLike(link));
      case 'next-action':
        return noteByLink(actions, await readNextActionFacts(reads, link), form);
      case 'draft': {
        const [facts, { sendByLink }] = await Promise.all([
          readDraftFacts(reads, link, today),
          import('./send-draft.ts'),
        ]);
        return sendByLink(actions, facts, form);
      }
      case 'approval':
        return decideByLink(actions, await readApprovalFacts(reads, link, today), form);
      case 'preferences':
        // Of mails from before there was an address of its own for it.
        return savePreferences(actions, link, form);
      default:
        return takeCustomerAct(link, form, today);
    }
  }

  async function takeCustomerAct(
    link: Exclude<CustomerLink, { to: 'preferences' }>,
    form: URLSearchParams,
    today: Day,
  ): Promise<Page> {
    const facts = await readCustomerFacts(reads, link, today);
    if (isTooLong(form, 'comment')) return askAgain('tooLong');
    const { comment } = textIn(form, 'comment');
    switch (link.to) {
      case 'renewal': {
        const answer = oneOf(form, 'answer', renewalAnswers);
        if (answer === null) return askAgain('choose');
        const given = { answer, day: today, ...textIn(form, 'comment'), contact: link.contact };
        const { answer: stands, isTaken } = await changeRenewalAnswer(
          actions,
          link.account,
          link.renewalDate,
          given,
          doingOf(link),
        );
        if (isTaken) return renewalThanks(facts, stands);
        return notTakenPage(facts, pageWords(facts.locale).customer.renewal.answers[stands.answer], comment);
      }
      case 'survey': {
        const value = oneOf(form, 'value', SCALE.map(String));
        if (value === null) return askAgain('choose');
        const given = { value: Number(value), ...textIn(form, 'comment'), atInMs: now() };
        const { stands, isTaken } = await recordSurvey(link, given);
        return isTaken ? surveyThanks(facts) : notTakenPage(facts, String(stands), comment);
      }
      case 'fit': {
        const { account, contact, mail, template } = link;
        const fit = oneOf(form, 'fit', helpAmounts);
        if (fit === null) return askAgain('choose');
        const feedback = { account, contact, mail, template, fit, day: today, ...textIn(form, 'comment') };
        const before = (await reads.records.mailFeedback(account, mail))?.fit ?? null;
        const after = { rating: fit, comment: shortenedOrNull(comment) };
        const about = { account, contact, mail };
        await customerAnswers.saveMailRating(feedback, entryOf(link, { what: 'mail-rated', about, before, after }));
        return fitThanks(facts);
      }
    }

    async function askAgain(complaint: 'choose' | 'tooLong'): Promise<Page> {
      return askPage(facts, link, await readSaid(reads, link), { complaint, form });
    }
  }

  function entryOf(link: CustomerLink, said: Pick<AuditEntry, 'what' | 'about' | 'before' | 'after'>): AuditEntry {
    return { at: new Date(now()).toISOString(), ...doingOf(link), ...said };
  }

  /**
   * The answer is put on record, then counted as the event that it is; sent again, it is counted once. Where it came too
   * often to be taken, the one before stands.
   */
  async function recordSurvey(
    link: LinkTo<'survey'>,
    given: SurveyAnswers['given'][number],
  ): Promise<{ stands: number; isTaken: boolean }> {
    return untilNotOvertaken(async () => {
      const before = await reads.records.surveyAnswers(link.account, link);
      const answers = answerSurvey(before, link, given);
      if (answers === null) return { stands: before?.given.at(-1)?.value ?? given.value, isTaken: false };
      const audit = entryOf(link, {
        what: 'survey-answered',
        about: { account: link.account, contact: link.contact },
        before: before?.given.at(-1)?.value ?? null,
        after: { value: given.value, comment: shortenedOrNull(given.comment) },
      });
      if (answers !== before && !(await customerAnswers.replaceSurveyAnswers(link.account, before, answers, audit))) {
        throw new OvertakenError('the answers were being changed all the time');
      }
      await events.put(surveyEventOf(link.account, answers));
      return { stands: given.value, isTaken: true };
    });
  }
}

const doingOf = ({ contact }: CustomerLink): Doing => ({ who: contactOf(contact), door: 'mail' });

const shortenedOrNull = (text: string | undefined) => (text === undefined ? null : shortened(text));
