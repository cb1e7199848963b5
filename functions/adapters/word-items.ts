import type { SurveyAnswers } from '../../domain/survey-answers.ts';
import { accountKey } from './keys.ts';

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
  sk: { S: `3#opt-out#${contact}` },
});
