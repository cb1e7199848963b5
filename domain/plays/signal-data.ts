import { addDays, addMonths, type Day, monthOf } from '../day.ts';
import type { Evaluation, EvaluationInput } from '../evaluate.ts';
import { readHealth } from '../health/health.ts';
import type { DataSnapshot, SignalData } from '../mail-content.ts';
import type { Playbook } from '../playbook/playbook.ts';
import { isAbout } from '../product-subjects.ts';
import { needsOf, type SignalCondition } from '../signals/conditions.ts';
import { invitedLately } from '../signals/kinds/first-login-share.ts';
import type { LiveEpisode } from '../signals/reading.ts';
import { aboutOf } from './about.ts';

const USUAL_WINDOW_IN_DAYS = 28;
const WEEKS_SHOWN = 16;
const MONTHS_SHOWN = 5;
const MOST_PEOPLE = 20;
const MOST_ANSWERS = 5;
const MOST_SUBJECTS = 10;
/** How far back the parts of a score are compared. */
const PARTS_BEFORE_IN_DAYS = 28;
const LOGIN = 'login';

type Input = Pick<EvaluationInput, 'account' | 'contacts' | 'usage' | 'playbook'>;
type Scored = Pick<Evaluation, 'health' | 'stage' | 'next'>;

/** What one looks at for just this episode: everything that its condition lives on, as it stood on the day. */
export function episodeData(
  input: EvaluationInput,
  evaluation: Scored,
  episode: Pick<LiveEpisode, 'signal' | 'subject' | 'person'>,
): SignalData & Pick<DataSnapshot, 'about'> {
  const about = aboutOf(input, episode);
  const isPerson = about !== null && (about.name !== undefined || about.lastSeen !== undefined);
  return { ...signalData(input, evaluation, episode), ...(isPerson && { about }) };
}

/** Each part by the condition's own events and days, so that no two numbers of one mail contradict each other. */
export function signalData(
  input: EvaluationInput,
  evaluation: Scored,
  { signal, subject }: Pick<LiveEpisode, 'signal' | 'subject'>,
): SignalData {
  const rule = input.playbook.signals[signal];
  if (rule === undefined) return {};
  const { when } = rule;
  const needs = needsOf(when, input.playbook);
  const data: SignalData = {};
  const days = windowOf(when);
  if (days !== USUAL_WINDOW_IN_DAYS) data.windowInDays = days;
  const features = needs.flatMap((need) => ('feature' in need ? [need.feature] : []));
  if (features.length > 0) data.features = features.map((feature) => featureUse(input, feature, days));
  const measures = measuresOf(input, when);
  if (measures.length > 0) data.measures = measures;
  const surveys = surveysOf(input, when);
  if (surveys.length > 0) data.answers = answers(input, surveys);
  if (when.kind === 'first-login-share') data.invited = invited(input, when);
  if (when.kind === 'goal-slipping' || when.kind === 'goal-reached') data.goal = goal(input);
  if (when.kind === 'license-share') data.activatedUsers = input.usage.usersWhoEverDid(when.event);
  const topics = when.kind === 'subject-interest' ? subjects(input, when) : [];
  if (topics.length > 0) data.topics = topics;
  if (when.kind === 'score-level' || when.kind === 'score-drop') {
    data.healthParts = healthParts(input, evaluation);
    data.weeklyScores = weeklyScores(input, evaluation);
  }
  const weekly = weeklyOf(input, when, subject);
  if (weekly !== undefined) data.weekly = weekly;
  const { holds = [] } = input.account;
  if (rule.side === 'opportunity' && holds.length > 0) data.holds = holds;
  return data;
}

/** The days on which a condition looks at what happens. */
function windowOf(when: SignalCondition): number {
  if ('windowInDays' in when) return when.windowInDays;
  return when.kind === 'subject-interest' ? when.withinDays : USUAL_WINDOW_IN_DAYS;
}

function measuresOf(input: Input, when: SignalCondition): NonNullable<SignalData['measures']> {
  switch (when.kind) {
    case 'measure-share':
      return [measureCourse(input, when.measure, input.account[when.limit])];
    case 'measure-growth':
      return [measureCourse(input, when.measure, limitOf(input, when.measure), when.months + 1)];
    case 'goal-slipping':
    case 'goal-reached':
      return input.account.goalMeasure === undefined ? [] : [measureCourse(input, input.account.goalMeasure)];
    default:
      return [];
  }
}

/** How far the plan goes, as a signal about the same measure says. */
function limitOf({ account, playbook }: Input, measure: string): number | undefined {
  const rules = Object.values(playbook.signals).map(({ when }) => when);
  const rule = rules.find((when) => when.kind === 'measure-share' && when.measure === measure);
  return rule?.kind === 'measure-share' ? account[rule.limit] : undefined;
}

function surveysOf({ playbook }: Input, when: SignalCondition): string[] {
  if (when.kind === 'survey-answer') return [when.event];
  if (when.kind === 'survey-unanswered') return [when.answered];
  if (when.kind !== 'score-level' && when.kind !== 'score-drop') return [];
  const indicators = Object.values(playbook.health.indicators);
  return [...new Set(indicators.flatMap((one) => (one.kind === 'survey-mean' ? one.event : [])))];
}

/**
 * As marks, the lowest first. The level of a month ago is that against the two windows before it: what lies further back
 * is not read.
 */
function healthParts(input: EvaluationInput, { health, stage }: Scored): NonNullable<SignalData['healthParts']> {
  if (health === null) return [];
  const rules = input.playbook.health;
  const indicators = Object.entries(rules.indicators).map(([name, one]) => [
    name,
    'baselineWindows' in one ? { ...one, baselineWindows: 2 } : one,
  ]);
  const usage = input.usage.backTo(addDays(health.day, -PARTS_BEFORE_IN_DAYS));
  const before = readHealth({ ...rules, indicators: Object.fromEntries(indicators) }, { ...input, usage, stage });
  return health.parts
    .map(({ indicator, mark }) => ({
      indicator,
      mark: Math.round(mark),
      before: rounded(before?.parts.find((part) => part.indicator === indicator)?.mark),
    }))
    .sort((a, b) => a.mark - b.mark);
}

const rounded = (mark: number | undefined) => (mark === undefined ? null : Math.round(mark));

function weeklyScores({ usage }: Input, { next }: Scored): NonNullable<SignalData['weeklyScores']> {
  return weeksBack((week) => {
    const score = next.scores[addDays(usage.asOf, -7 * (week - 1))];
    return score === undefined ? null : score / 10;
  });
}

/** What the condition is about, week by week; of log-ins everybody is told anyway. */
function weeklyOf(input: Input, when: SignalCondition, subject: string | null): SignalData['weekly'] {
  const { usage, contacts } = input;
  const daysOf = (user: string) =>
    weeksBack((week) => usage.activeDays(user, addDays(usage.asOf, -7 * week), addDays(usage.asOf, -7 * week + 6)));
  if (when.kind === 'person-level' && subject !== null) return person(subject);
  if (when.kind === 'hand-over') {
    // Who went quiet is the news; of several champions the one who was here last.
    const champions = contacts.filter(({ role }) => role === 'champion').map(({ id }) => id);
    const lastOf = (user: string) => usage.lastActiveDay(user) ?? '';
    const [latest] = champions.sort((a, b) => (lastOf(a) < lastOf(b) ? 1 : -1));
    return latest === undefined ? undefined : person(latest);
  }
  if ((when.kind === 'counter-level' || when.kind === 'days-since') && when.event !== LOGIN) {
    const { event } = when;
    const values = weeksBack((week) =>
      usage.count(event, addDays(usage.asOf, -7 * week), addDays(usage.asOf, -7 * week + 6)),
    );
    return { of: 'event', event, values };
  }
  return undefined;

  function person(user: string): SignalData['weekly'] {
    const name = contacts.find(({ id }) => id === user)?.name;
    return { of: 'person', ...(name !== undefined && { name }), values: daysOf(user) };
  }
}

function weeksBack<Value>(inWeek: (week: number) => Value): Value[] {
  return Array.from({ length: WEEKS_SHOWN }, (_, i) => inWeek(WEEKS_SHOWN - i));
}

function featureUse(
  { usage, playbook, account }: Input,
  feature: string,
  days: number,
): NonNullable<SignalData['features']>[number] {
  const from = addDays(usage.asOf, 1 - days);
  return {
    feature,
    users: usage.featureUsers(feature, from, usage.asOf),
    days: usage.featureDays(feature, from, usage.asOf),
    mustHave: playbook.features[feature]?.mustHave === true,
    everUsed: usage.isFeatureUsedSince(feature, account.contractStart ?? null),
  };
}

function measureCourse(
  { usage }: Input,
  measure: string,
  limit?: number,
  months = 0,
): NonNullable<SignalData['measures']>[number] {
  const firstOfMonth = `${monthOf(usage.asOf)}-01`;
  const monthEnds: { month: string; value: number | null }[] = [];
  for (let back = Math.max(MONTHS_SHOWN, months) - 1; back >= 0; back -= 1) {
    const end: Day = addDays(addMonths(firstOfMonth, -back), -1);
    monthEnds.push({ month: monthOf(end), value: usage.measureOn(measure, end) });
  }
  return { measure, value: usage.measureOn(measure, usage.asOf), limit, monthEnds };
}

function answers({ usage, contacts }: Input, surveys: string[]): NonNullable<SignalData['answers']> {
  return surveys
    .flatMap((event) => usage.replies(event))
    .sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0))
    .slice(-MOST_ANSWERS)
    .map(({ day, reply: { user, value, comment } }) => ({
      person: contacts.find(({ id }) => id === user)?.name ?? null,
      value: value ?? null,
      comment,
      day,
    }));
}

function invited(
  { usage, contacts }: Input,
  condition: Extract<SignalCondition, { kind: 'first-login-share' }>,
): NonNullable<SignalData['invited']> {
  return invitedLately(condition, contacts, usage.asOf)
    .filter(({ id }) => !usage.everDid(id, condition.event))
    .sort((a, b) => ((a.invitedAt as Day) < (b.invitedAt as Day) ? -1 : 1))
    .slice(0, MOST_PEOPLE)
    .map(({ name, invitedAt }) => ({ person: name ?? null, invitedAt: invitedAt as Day }));
}

function goal({ usage, account }: Input): SignalData['goal'] {
  const { goalName, goalMeasure, goalStart, goalTarget, goalDate } = account;
  const value = goalMeasure === undefined ? null : usage.measureOn(goalMeasure, usage.asOf);
  return { name: goalName ?? goalMeasure, start: goalStart, target: goalTarget, date: goalDate, value };
}

function subjects(
  { usage, playbook }: Input,
  { viewed, downloaded, withinDays }: Extract<SignalCondition, { kind: 'subject-interest' }>,
): NonNullable<SignalData['topics']> {
  const from = addDays(usage.asOf, 1 - withinDays);
  const found = [viewed.event, downloaded.event].flatMap((event) =>
    [...usage.subjectCounts(event, from, usage.asOf)].map(([subject, count]) => ({ subject, count })),
  );
  return found
    .filter(({ subject }) => isOfAnyProduct(playbook, subject))
    .sort((a, b) => b.count - a.count || (a.subject < b.subject ? -1 : 1))
    .slice(0, MOST_SUBJECTS);
}

function isOfAnyProduct({ otherProducts }: Playbook, subject: string): boolean {
  return Object.values(otherProducts).some((product) => isAbout(product, subject));
}
