import type { SurveyAnswers } from '../../../domain/answers/survey-answers.ts';
import { accountKey } from '../keys.ts';

export const OPT_OUT_SORT_PREFIX = '3#opt-out#';

/** Where it is kept what customers said and chose by the links in their mails. */
export const surveyKey = (account: string, { asked, contact }: Pick<SurveyAnswers, 'asked' | 'contact'>) => ({
  pk: { S: accountKey(account) },
  sk: { S: `1#survey-answers#${asked}${contact}` },
});

export const mailFeedbackKey = (account: string, mail: string) => ({
  pk: { S: accountKey(account) },
  sk: { S: `1#mail-feedback#${mail}` },
});

export const optOutKey = (account: string, contact: string) => ({
  pk: { S: accountKey(account) },
  sk: { S: `${OPT_OUT_SORT_PREFIX}${contact}` },
});

/** An address is the same in capitals; with another tag it is another one. */
export const addressOptOutKey = (address: string) => ({
  pk: { S: `opt-out#${address.toLowerCase()}` },
  sk: { S: 'opt-out' },
});
