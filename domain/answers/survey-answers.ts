import type { UsageEvent } from '../usage/usage-event.ts';

/** The event that an answer to an NPS survey is, from any source. */
export const NPS_ANSWERED = 'nps.answered';
/** The source of what people answer on our own pages. */
export const SURVEY_SOURCE = 'survey';
/** Nobody changes their mind more often; a script might. */
const MOST_ANSWERS = 20;

/** What a person answered to one asking, the last word last. */
export interface SurveyAnswers {
  contact: string;
  /** What all mails have in common that ask for it. */
  asked: string;
  given: { value: number; comment?: string; atInMs: number }[];
}

/**
 * The answers with a new one; as they were when it says nothing new. `null` when it comes too often to be meant: then it
 * is not taken.
 */
export function answerSurvey(
  before: SurveyAnswers | undefined,
  { contact, asked }: Pick<SurveyAnswers, 'contact' | 'asked'>,
  { value, comment, atInMs }: SurveyAnswers['given'][number],
): SurveyAnswers | null {
  const given = before?.given ?? [];
  const last = given.at(-1);
  const isSame = last !== undefined && last.value === value && (comment ?? last.comment) === last.comment;
  if (before !== undefined && isSame) return before;
  if (given.length >= MOST_ANSWERS) return null;
  return { contact, asked, given: [...given, { value, ...(comment !== undefined && { comment }), atInMs }] };
}

/**
 * The last answer as an event. A changed answer is an event of its own: the earlier one was given too, and may have
 * become somebody's work. Written again, it is the same event.
 */
export function surveyEventOf(account: string, { contact, asked, given }: SurveyAnswers): UsageEvent {
  const { value, comment, atInMs } = given.at(-1) as SurveyAnswers['given'][number];
  return {
    source: SURVEY_SOURCE,
    id: `${asked}${contact}/${given.length}`,
    account,
    user: contact,
    event: NPS_ANSWERED,
    time: atInMs,
    value,
    ...(comment !== undefined && { comment }),
  };
}
