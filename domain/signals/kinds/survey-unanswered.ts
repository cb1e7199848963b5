import * as z from 'zod';
import { usageNameSchema } from '../../playbook/usage-name.ts';
import { addDays, type Day } from '../../time/day.ts';
import type { DayOfUser } from '../../usage/columns/survey-days.ts';
import type { UsageAhead } from '../../usage/usage-course.ts';
import { completeDaysAfter, type UsageHistory } from '../../usage/usage-history.ts';
import { type ConditionKind, checkEvent, evidenceOf, type Known } from '../condition-kind.ts';
import { openEpisode, type Reading, type SignalContext, unknown } from '../reading.ts';
import { firstAfter } from '../standing.ts';
import { latestAnswers } from '../task-data.ts';

const schema = z.strictObject({
  kind: z.literal('survey-unanswered'),
  sent: usageNameSchema,
  answered: usageNameSchema,
  tripsAfterDays: z.int().min(1).max(92),
});
type SurveyUnanswered = z.infer<typeof schema>;

/** What is older is past asking about. */
const ASKED_WITHIN_DAYS = 112;

/**
 * Complete days after a person was sent a survey that they haven't answered: the first one after their last answer,
 * since sending it again does not begin anew. One episode a person.
 */
export const surveyUnanswered: ConditionKind<typeof schema, Known<'days'> & { person: string }> = {
  kind: 'survey-unanswered',
  schema,
  subject: 'person',
  read: readSurveyUnanswered,
  standsUntil: askedStandsUntil,
  history: () => ({ days: ASKED_WITHIN_DAYS + 1 }),
  needs: ({ sent, answered }) => [{ event: sent }, { event: answered }],
  check: ({ sent, answered }, playbook) => [
    ...checkEvent('sent', sent, playbook),
    ...checkEvent('answered', answered, playbook),
  ],
  numbers: {
    tripsAfterDays: {
      unit: 'days',
      label: { en: 'Trips so many days after it was sent', ja: '発生する日数（送付から）' },
    },
  },
  figures({ about: person, ...seen }) {
    const known = evidenceOf(seen, 'days');
    return known && { ...known, person };
  },
  words: {
    en: ({ person, days }, phrases) => ({
      headline: `no answer from ${person}`,
      number: phrases.days(days),
      text: `since ${person} was asked, without an answer`,
    }),
    ja: ({ person, days }, phrases) => ({
      headline: `${person}からアンケート未回答`,
      number: phrases.days(days),
      text: `${person}にお送りしてから、ご回答がありません`,
    }),
  },
  data: ({ answered }, context) => latestAnswers(context, [answered]),
  chart: () => null,
};

function readSurveyUnanswered(condition: SurveyUnanswered, context: SignalContext): Reading[] {
  const { asOf, freshness, usage } = context;
  const oldest = addDays(asOf, -ASKED_WITHIN_DAYS);
  const sent = daysByUser(usage, condition.sent, oldest);
  const answered = daysByUser(usage, condition.answered, oldest);
  // Surveys and answers come from one source: before the first answer of all, the surveys show that it sends.
  const stale = freshness.staleness([condition.sent, condition.answered]);
  const persons = new Set([...sent.keys(), ...context.episodes.map(({ subject }) => subject as string)]);
  if (persons.size === 0) return stale === 'no-source' ? [unknown(null, stale)] : [];

  return [...persons].sort().map((person): Reading => {
    const open = openEpisode(context, person);
    const answer = answered.get(person)?.at(-1);
    const waiting = sent.get(person)?.find((asked) => answer === undefined || isAfter(asked, answer))?.day;
    const isLate = (day: Day) => completeDaysAfter(waiting as Day, day) >= condition.tripsAfterDays;
    const evidence = waiting === undefined ? {} : { days: completeDaysAfter(waiting, asOf) };
    // One that waited already when the episode opened is what it is about; a later one was sent since.
    const isNew = waiting === undefined || (open !== undefined && !isLate(open.openedOn));
    if (answer !== undefined && isNew) return { subject: person, verdict: 'recovers', evidence };
    if (waiting === undefined) return { subject: person, verdict: 'holds', evidence };
    if (stale) return unknown(person, stale, evidence);
    return { subject: person, verdict: isLate(asOf) ? 'trips' : 'holds', evidence };
  });
}

/** Until somebody is asked or answers, has waited for too long, or was asked too long ago. */
function askedStandsUntil(
  { sent, answered, tripsAfterDays }: SurveyUnanswered,
  context: SignalContext,
  ahead: UsageAhead,
): Day {
  const { asOf, usage } = context;
  const oldest = addDays(asOf, -ASKED_WITHIN_DAYS);
  const days = [sent, answered].flatMap((event) => [...daysByUser(usage, event, oldest).values()].flat());
  const changes = days.flatMap(({ day }) => [addDays(day, tripsAfterDays + 1), addDays(day, ASKED_WITHIN_DAYS + 1)]);
  return firstAfter(asOf, ahead.nextDayOf(sent, answered), ...changes);
}

function daysByUser(usage: UsageHistory, event: string, oldest: Day): ReadonlyMap<string, readonly DayOfUser[]> {
  // Most accounts have none most of the time, and this is soon said.
  return (usage.lastDayOf(event) ?? '') < oldest ? new Map() : usage.daysByUser(event, oldest);
}

/** Whether somebody was sent a survey after their answer; taken for answered when on a day with both no time tells. */
function isAfter(sent: DayOfUser, answer: DayOfUser): boolean {
  if (sent.day !== answer.day) return sent.day > answer.day;
  return sent.time !== null && answer.time !== null && sent.time > answer.time;
}
