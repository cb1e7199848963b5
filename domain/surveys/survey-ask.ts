import type { ContactRole } from '../account/account.ts';
import type { Grade } from '../health/health.ts';
import type { EmailTemplate } from '../playbook/playbook.ts';
import type { Day } from '../time/day.ts';

/** What a survey about our own work asks: how it was beside what was expected, or whether we would be recommended for it. */
export const surveyKinds = ['activity', 'cs-nps'] as const;
export type SurveyKind = (typeof surveyKinds)[number];

/** How those asked stood when they were: `unknown` where neither a score nor an answer about the product was known. */
export const surveySegments = ['fan', 'neutral', 'worry', 'unknown'] as const;
export type SurveySegment = (typeof surveySegments)[number];

/** What a mail asks of its reader about our own work. */
export interface SurveyAsked {
  survey: SurveyKind;
  /** The kind of activity, where it is about one. */
  activity?: string;
}

/** That one of a customer's people was asked. */
export interface SurveyAsk extends SurveyAsked {
  account: string;
  contact: string;
  mail: string;
  day: Day;
  segment: SurveySegment;
  role?: ContactRole;
}

/** Undefined for mails that ask nothing of that. */
export function surveyOf({ asks, about }: Pick<EmailTemplate, 'asks' | 'about'>): SurveyAsked | undefined {
  const survey = surveyKinds.find((kind) => kind === asks);
  return survey && { survey, ...(about !== undefined && { activity: about }) };
}

const FAN = 9;
const DETRACTOR = 6;

/** An account at risk is a worry whatever one of its people would recommend; and so is one who would warn of us. */
export function segmentOf({ nps, grade }: { nps?: number | undefined; grade?: Grade | undefined }): SurveySegment {
  if (grade === 'at-risk' || (nps !== undefined && nps <= DETRACTOR)) return 'worry';
  if (nps !== undefined && nps >= FAN) return 'fan';
  return nps === undefined && grade === undefined ? 'unknown' : 'neutral';
}
