import type { MailRating } from '../../../domain/answers/mail-rating.ts';
import type { SurveyAnswers } from '../../../domain/answers/survey-answers.ts';
import type { OptOut } from '../../../domain/mail/mail-kinds.ts';
import { StoredRecord } from '../record.ts';

/** What customers said and chose by the links in their mails. */
export const surveyRecord = new StoredRecord<SurveyAnswers>({ name: 'survey-answers' });
export const mailFeedbackRecord = new StoredRecord<MailRating>({ name: 'mail-feedback' });
export const optOutRecord = new StoredRecord<OptOut>({ name: 'opt-out' });
export const addressOptOutRecord = new StoredRecord<Pick<OptOut, 'kinds' | 'at'>>({ name: 'address-opt-out' });
