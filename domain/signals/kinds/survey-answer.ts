import * as z from 'zod';
import { usageNameSchema } from '../../playbook/usage-name.ts';
import { addDays, type Day, daysBetween } from '../../time/day.ts';
import type { DatedReply } from '../../usage/columns/survey-days.ts';
import { isOnScale } from '../../usage/tally/usage-tally.ts';
import type { UsageAhead } from '../../usage/usage-course.ts';
import { NPS_ANSWERED } from '../../usage/well-known-events.ts';
import { type ConditionKind, evidenceOf, type Known, nothingToCheck } from '../condition-kind.ts';
import { openEpisode, type Reading, type SignalContext, unknown } from '../reading.ts';
import { firstAfter } from '../standing.ts';
import { latestAnswers } from '../task-data.ts';

const valueSchema = z.int().min(0).max(10);
const MOST_DAYS = 92;
const answerSchema = {
  kind: z.literal('survey-answer'),
  event: usageNameSchema,
  /** Whether each answer is its own episode, or a person's answers are one: then their latest counts. */
  onePer: z.enum(['answer', 'person']),
  /** So many days with today. */
  withinDays: z.int().min(1).max(MOST_DAYS),
};
const lowSchema = z.strictObject({ ...answerSchema, tripsAtOrBelow: valueSchema });
const highSchema = z.strictObject({ ...answerSchema, tripsAtOrAbove: valueSchema });
const forms = [lowSchema, highSchema] as const;
const schema = z.union(forms);
type SurveyAnswer = z.infer<typeof schema>;

/**
 * Somebody answered a survey with a low value, or with a high one. Over when its tasks are done: an answer can't be taken
 * back.
 */
export const surveyAnswer: ConditionKind<typeof schema, Known<'value'> & { person: string; event: string }> = {
  kind: 'survey-answer',
  schema,
  forms,
  subject: ({ onePer }) => onePer,
  read: readSurveyAnswer,
  standsUntil: answerStandsUntil,
  history: ({ withinDays }) => ({ days: withinDays }),
  needs: ({ event }) => [{ event }],
  check: nothingToCheck,
  numbers: {
    withinDays: { unit: 'days', label: { en: 'Looks at answers of the last', ja: '見る回答（直近）' } },
    tripsAtOrBelow: {
      unit: 'rating',
      label: { en: 'Trips at this answer or a lower one', ja: '発生する回答（以下）' },
    },
    tripsAtOrAbove: {
      unit: 'rating',
      label: { en: 'Trips at this answer or a higher one', ja: '発生する回答（以上）' },
    },
  },
  figures({ condition: { event }, about: person, ...seen }) {
    const known = evidenceOf(seen, 'value');
    return known && { ...known, person, event };
  },
  words: {
    en: ({ person, value, event }, { label }) => ({
      headline: `${person} gave ${value} of 10`,
      number: `${value} of 10`,
      text: `from ${person}, ${event === NPS_ANSWERED ? 'to the question whether they would recommend us' : `in the survey “${label(event)}”`}`,
    }),
    ja: ({ person, value, event }, { label }) => ({
      headline: `${person}のご評価は10点中${value}点`,
      number: `${value}点`,
      text: `10点満点。${person}の${event === NPS_ANSWERED ? '「おすすめ度」' : `「${label(event)}」`}のご回答です`,
    }),
  },
  data: ({ event }, context) => latestAnswers(context, [event]),
  chart: () => null,
  isComplaint: (condition) => 'tripsAtOrBelow' in condition,
  // A person may answer again; an answer is given once.
  newsForDays: ({ onePer }) => (onePer === 'answer' ? MOST_DAYS : undefined),
};

function readSurveyAnswer(condition: SurveyAnswer, context: SignalContext): Reading[] {
  const { asOf, freshness } = context;
  const answers = answersBySubject(condition, context);
  const trips = (value: number) =>
    'tripsAtOrBelow' in condition ? value <= condition.tripsAtOrBelow : value >= condition.tripsAtOrAbove;
  const found = new Set(
    [...answers].flatMap(([subject, { reply }]) => (trips(reply.value as number) ? [subject] : [])),
  );
  const subjects = new Set([...found, ...context.episodes.map(({ subject }) => subject as string)]);
  if (subjects.size === 0) {
    return freshness.staleness([condition.event]) === 'no-source' ? [unknown(null, 'no-source')] : [];
  }
  return [...subjects].map((subject): Reading => {
    const open = openEpisode(context, subject);
    const answer = answers.get(subject);
    const isDone = open !== undefined && context.isWorkDone(open);
    const person = condition.onePer === 'answer' ? (answer?.reply.user ?? open?.person) : undefined;
    return {
      subject,
      ...(person !== undefined && { person }),
      verdict: isDone ? 'recovers' : found.has(subject) ? 'trips' : 'holds',
      evidence: answer === undefined ? {} : { value: answer.reply.value, days: daysBetween(answer.day, asOf) },
    };
  });
}

/** Until somebody answers again, or an answer counts no more. */
function answerStandsUntil(condition: SurveyAnswer, context: SignalContext, ahead: UsageAhead): Day {
  const over = [...answersBySubject(condition, context).values()].map(({ day }) => addDays(day, condition.withinDays));
  return firstAfter(context.asOf, ahead.nextDayOf(condition.event), ...over);
}

/** Per subject its latest answer of the last days, of those with a value that a survey can have. */
function answersBySubject({ event, onePer, withinDays }: SurveyAnswer, { asOf, usage }: SignalContext) {
  const from = addDays(asOf, 1 - withinDays);
  const latest = new Map<string, DatedReply>();
  // Most accounts have none most of the time, and this is soon said.
  if ((usage.lastDayOf(event) ?? '') < from) return latest;
  for (const dated of usage.replies(event)) {
    const { day, reply } = dated;
    const subject = onePer === 'answer' ? reply.id : reply.user;
    if (subject !== undefined && day >= from && isOnScale(reply.value)) latest.set(subject, dated);
  }
  return latest;
}
