import { hasChurned } from '../../domain/account/account.ts';
import { expectations } from '../../domain/answers/activity-answer.ts';
import { renewalAnswers } from '../../domain/answers/renewal-answer.ts';
import { answerSurvey, type SurveyAnswers, surveyEventOf } from '../../domain/answers/survey-answers.ts';
import { type AuditEntry, contactOf, type Doing, shortened } from '../../domain/audit/audit.ts';
import { helpAmounts } from '../../domain/links/link.ts';
import type { Day } from '../../domain/time/day.ts';
import {
  activityThanks,
  askPage,
  fitThanks,
  notTakenPage,
  renewalThanks,
  SCALE,
  surveyThanks,
} from '../pages/answer-pages.ts';
import type { Page } from '../pages/page.ts';
import {
  type CustomerFacts,
  type CustomerLink,
  readCustomerFacts,
  readSaid,
  type WebReads,
} from '../pages/read-facts.ts';
import { isTooLong, oneOf, textIn } from '../pages/read-form.ts';
import { pageWords } from '../pages/words/words.ts';
import { OvertakenError, untilNotOvertaken } from '../runtime/try-again.ts';
import type { EventPuts } from '../store/events/event-puts.ts';
import type { DynamoCustomerAnswers } from '../store/work/customer-answers.ts';
import { type AnswerChanging, changeRenewalAnswer } from '../work/change-renewal-answer.ts';

export interface CustomerActions extends AnswerChanging {
  reads: WebReads;
  customerAnswers: Pick<
    DynamoCustomerAnswers,
    'replaceSurveyAnswers' | 'saveMailRating' | 'saveActivityAnswer' | 'saveCsScore'
  >;
  events: Pick<EventPuts, 'put'>;
  now: () => number;
}

type LinkToAnswer = Exclude<CustomerLink, { to: 'preferences' }>;
type LinkTo<To extends CustomerLink['to']> = Extract<CustomerLink, { to: To }>;

/** Takes what a customer answers: to a renewal, to a survey, to whether a mail helped. */
export async function takeCustomerAct(
  actions: CustomerActions,
  link: LinkToAnswer,
  form: URLSearchParams,
  today: Day,
): Promise<Page> {
  const { reads, customerAnswers, events, now } = actions;
  const facts = await readCustomerFacts(reads, link, today);
  if (isTooLong(form, 'comment')) return askAgain('tooLong');
  const { comment } = textIn(form, 'comment');
  // Nobody is sent away who still has a mail of ours: what they say is kept, and counted apart.
  const leaving = hasLeftUs(facts, today) ? { hasLeft: true as const } : {};
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
    case 'cs-nps': {
      const { account, contact, mail } = link;
      const value = oneOf(form, 'score', SCALE.map(String));
      if (value === null) return askAgain('choose');
      const score = {
        account,
        contact,
        mail,
        score: Number(value),
        day: today,
        ...textIn(form, 'comment'),
        ...leaving,
      };
      const before = (await reads.records.csScore(account, mail))?.score ?? null;
      const after = { value: Number(value), comment: shortenedOrNull(comment) };
      const said = { what: 'cs-survey-answered', about: { account, contact, mail }, before, after } as const;
      await customerAnswers.saveCsScore(score, entryOf(link, said));
      return surveyThanks(facts);
    }
    case 'activity': {
      const { account, contact, mail, activity } = link;
      const expectation = oneOf(form, 'expectation', expectations);
      if (expectation === null) return askAgain('choose');
      const answer = {
        account,
        contact,
        mail,
        activity,
        expectation,
        day: today,
        ...textIn(form, 'comment'),
        ...leaving,
      };
      const before = (await reads.records.activityAnswer(account, mail))?.expectation ?? null;
      const after = { rating: expectation, comment: shortenedOrNull(comment) };
      const said = { what: 'activity-answered', about: { account, contact, mail }, before, after } as const;
      await customerAnswers.saveActivityAnswer(answer, entryOf(link, said));
      return activityThanks(facts);
    }
  }

  async function askAgain(complaint: 'choose' | 'tooLong'): Promise<Page> {
    return askPage(facts, link, await readSaid(reads, link), { complaint, form });
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

/** Whom we no longer know there, or whose company is no customer any more. */
const hasLeftUs = ({ account, contact }: CustomerFacts, today: Day) =>
  contact === undefined || account === undefined || hasChurned(account, today);

const doingOf = ({ contact }: CustomerLink): Doing => ({ who: contactOf(contact), door: 'mail' });

const shortenedOrNull = (text: string | undefined) => (text === undefined ? null : shortened(text));
