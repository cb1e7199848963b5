import * as z from 'zod';
import { addDays, type Day } from '../../day.ts';
import { LEAST_LOOK_BACK_IN_DAYS } from '../../usage/history-needed.ts';
import { completeDaysAfter, type UsageHistory } from '../../usage/usage-history.ts';
import { type ConditionKind, checkEvent } from '../condition-kind.ts';
import { openEpisode, type Reading, type SignalContext, unknown } from '../reading.ts';

const schema = z.strictObject({
  kind: z.literal('survey-unanswered'),
  sent: z.string().min(1),
  answered: z.string().min(1),
  tripsAfterDays: z.int().min(1).max(92),
});
type SurveyUnanswered = z.infer<typeof schema>;

/**
 * Complete days after a person was sent a survey that they haven't answered: the first one after their last answer,
 * since sending it again does not begin anew. One episode a person.
 */
export const surveyUnanswered: ConditionKind<typeof schema> = {
  kind: 'survey-unanswered',
  schema,
  subject: 'person',
  read: readSurveyUnanswered,
  needs: ({ sent, answered }) => [{ event: sent }, { event: answered }],
  check: ({ sent, answered }, playbook) => [
    ...checkEvent('sent', sent, playbook),
    ...checkEvent('answered', answered, playbook),
  ],
};

function readSurveyUnanswered(condition: SurveyUnanswered, context: SignalContext): Reading[] {
  const { asOf, freshness, usage } = context;
  // What is older is past asking about, and not every evaluation reads it.
  const oldest = addDays(asOf, -LEAST_LOOK_BACK_IN_DAYS);
  const sent = recentDays(usage, condition.sent, oldest);
  const answered = recentDays(usage, condition.answered, oldest);
  // Whoever sends the surveys sends the answers: before the first one of all there is nothing else to go by.
  const stale = freshness.staleness([condition.sent, condition.answered]);
  const persons = new Set([...sent.keys(), ...context.episodes.map(({ subject }) => subject as string)]);
  if (persons.size === 0) return stale === 'no-source' ? [unknown(null, stale)] : [];

  const isSentLast = sentLast(usage, condition);
  return [...persons].sort().map((person): Reading => {
    const open = openEpisode(context, person);
    const answer = answered.get(person)?.at(-1);
    const waiting = sent
      .get(person)
      ?.find((day) => answer === undefined || day > answer || (day === answer && isSentLast(person, day)));
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

function recentDays(usage: UsageHistory, event: string, oldest: Day): Map<string, Day[]> {
  const recent = new Map<string, Day[]>();
  // Most accounts have none most of the time, and this is soon said.
  if ((usage.lastDayOf(event) ?? '') < oldest) return recent;
  for (const [person, days] of usage.daysByUser(event)) {
    const ofPerson = days.filter((day) => day >= oldest);
    if (ofPerson.length > 0) recent.set(person, ofPerson);
  }
  return recent;
}

/** Whether, on a day with both, the person was sent a survey after their answer; taken for answered when no time tells. */
function sentLast(usage: UsageHistory, { sent, answered }: SurveyUnanswered): (person: string, day: Day) => boolean {
  let times: { sent: Map<string, number>; answered: Map<string, number> } | undefined;
  return (person, day) => {
    times ??= { sent: latestTimes(usage, sent), answered: latestTimes(usage, answered) };
    const answer = times.answered.get(onDay(person, day));
    return answer !== undefined && (times.sent.get(onDay(person, day)) ?? answer) > answer;
  };
}

/** By person and day: a person may be one of thousands, and each is asked about. */
function latestTimes(usage: UsageHistory, event: string): Map<string, number> {
  const latest = new Map<string, number>();
  for (const { user, day, time } of usage.replies(event)) {
    if (user === undefined) continue;
    const key = onDay(user, day);
    latest.set(key, Math.max(time, latest.get(key) ?? time));
  }
  return latest;
}

const onDay = (person: string, day: Day) => `${day} ${person}`;
