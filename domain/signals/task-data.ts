import { readHealth } from '../health/health.ts';
import type { EventLevel } from '../indicators/counter-level.ts';
import { dataNeedsOfScore } from '../indicators/indicators.ts';
import { levelCourse } from '../indicators/level-course.ts';
import { nameInRow } from '../tasks/row-bounds.ts';
import { addDays, addMonths, type Day, monthOf } from '../time/day.ts';
import type { TaskContext } from './condition-kind.ts';
import type { SignalData } from './signal-data.ts';

/** Texts about usage name the number of days, unless it is this one. */
const USUAL_WINDOW_IN_DAYS = 28;
const WEEKS_SHOWN = 16;
const MONTHS_SHOWN = 5;
const MOST_ANSWERS = 5;
/** How far back the parts of a score are compared. */
const PARTS_BEFORE_IN_DAYS = 28;

/** How the features were used on the last days. */
export function featureUse(
  { usage, playbook, account }: TaskContext,
  features: string[],
  days = USUAL_WINDOW_IN_DAYS,
): Pick<SignalData, 'features'> {
  if (features.length === 0) return {};
  const from = addDays(usage.asOf, 1 - days);
  return {
    features: features.map((feature) => ({
      feature,
      users: usage.featureUsers(feature, from, usage.asOf),
      days: usage.featureDays(feature, from, usage.asOf),
      mustHave: playbook.features[feature]?.mustHave === true,
      everUsed: usage.isFeatureUsedSince(feature, account.contractStart ?? null),
    })),
  };
}

export function windowLookedAt(days: number): Pick<SignalData, 'windowInDays'> {
  return days === USUAL_WINDOW_IN_DAYS ? {} : { windowInDays: days };
}

/** The measure today and at the end of the last months. */
export function measureCourse(
  { usage }: TaskContext,
  measure: string,
  limit?: number,
  months = 0,
): Pick<SignalData, 'measures'> {
  const firstOfMonth = `${monthOf(usage.asOf)}-01`;
  const monthEnds: NonNullable<SignalData['measures']>[number]['monthEnds'] = [];
  for (let back = Math.max(MONTHS_SHOWN, months) - 1; back >= 0; back -= 1) {
    const end: Day = addDays(addMonths(firstOfMonth, -back), -1);
    monthEnds.push({ month: monthOf(end), value: usage.measureOn(measure, end) });
  }
  return { measures: [{ measure, value: usage.measureOn(measure, usage.asOf), limit, monthEnds }] };
}

/** The success goal, and the course of what it is measured by. */
export function goalData(context: TaskContext): Pick<SignalData, 'goal' | 'measures'> {
  const { usage, account } = context;
  const { goalName, goalMeasure, goalStart, goalTarget, goalDate } = account;
  const value = goalMeasure === undefined ? null : usage.measureOn(goalMeasure, usage.asOf);
  return {
    goal: { name: goalName ?? goalMeasure, start: goalStart, target: goalTarget, date: goalDate, value },
    ...(goalMeasure !== undefined && measureCourse(context, goalMeasure)),
  };
}

/** The latest answers to these surveys. */
export function latestAnswers({ usage, contacts }: TaskContext, surveys: string[]): Pick<SignalData, 'answers'> {
  if (surveys.length === 0) return {};
  const replies = surveys.flatMap((event) => usage.replies(event));
  return {
    answers: replies
      .sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0))
      .slice(-MOST_ANSWERS)
      .map(({ day, reply: { user, value, comment } }) => ({
        person: nameInRow(contacts.find(({ id }) => id === user)?.name) ?? null,
        value: value ?? null,
        comment,
        day,
      })),
  };
}

/** The score week by week, its parts, and what they are made of. */
export function scoreData(context: TaskContext): SignalData {
  const { playbook, usage, scores } = context;
  const features = dataNeedsOfScore(playbook).flatMap((need) => ('feature' in need ? [need.feature] : []));
  const indicators = Object.values(playbook.health.indicators);
  const surveys = indicators.flatMap((one) => (one.kind === 'survey-mean' ? one.event : []));
  return {
    // More than one part of the score may look at the same.
    ...featureUse(context, [...new Set(features)]),
    ...latestAnswers(context, [...new Set(surveys)]),
    healthParts: healthParts(context),
    weeklyScores: weeksBack((week) => {
      const score = scores[addDays(usage.asOf, -7 * (week - 1))];
      return score === undefined ? null : score / 10;
    }),
  };
}

/**
 * As marks, the lowest first. The level of a month ago is that against the two windows before it: what lies further back
 * is not read.
 */
function healthParts(context: TaskContext): NonNullable<SignalData['healthParts']> {
  const { health } = context;
  if (health === null) return [];
  const rules = context.playbook.health;
  const indicators = Object.entries(rules.indicators).map(([name, one]) => [
    name,
    'baselineWindows' in one ? { ...one, baselineWindows: 2 } : one,
  ]);
  const usage = context.usage.backTo(addDays(health.day, -PARTS_BEFORE_IN_DAYS));
  const before = readHealth({ ...rules, indicators: Object.fromEntries(indicators) }, { ...context, usage });
  return health.parts
    .map(({ indicator, mark }) => ({
      indicator,
      mark: Math.round(mark),
      before: rounded(before?.parts.find((part) => part.indicator === indicator)?.mark),
    }))
    .sort((a, b) => a.mark - b.mark);
}

const rounded = (mark: number | undefined) => (mark === undefined ? null : Math.round(mark));

/** How often something happened, week by week; of log-ins everybody is told anyway. */
export function weeksOfEvent({ usage }: TaskContext, event: string): Pick<SignalData, 'weekly'> {
  return {
    weekly: { of: 'event', event, values: weeksBack((week) => usage.count(event, ...daysOfWeek(usage.asOf, week))) },
  };
}

/** How a level went in the windows that it is judged by, where weeks as they were would show something else. */
export function courseOfLevel(level: EventLevel, context: TaskContext): Pick<SignalData, 'level'> {
  if (level.per !== 'businessDay' && level.windowInDays % 7 === 0) return {};
  return { level: { event: level.event, ...levelCourse(level, context) } };
}

/** On how many days somebody did anything, week by week. */
export function weeksOfPerson({ usage, contacts }: TaskContext, user: string): Pick<SignalData, 'weekly'> {
  const name = nameInRow(contacts.find(({ id }) => id === user)?.name);
  const values = weeksBack((week) => usage.activeDays(user, ...daysOfWeek(usage.asOf, week)));
  return { weekly: { of: 'person', ...(name !== undefined && { name }), values } };
}

const daysOfWeek = (asOf: Day, week: number): [Day, Day] => [addDays(asOf, -7 * week), addDays(asOf, -7 * week + 6)];

function weeksBack<Value>(inWeek: (week: number) => Value): Value[] {
  return Array.from({ length: WEEKS_SHOWN }, (_, i) => inWeek(WEEKS_SHOWN - i));
}

/** A chart of weeks tells as many of the last ones apart as the condition looks at. */
export const weeksOf = (days: number): number => Math.ceil(days / 7);
