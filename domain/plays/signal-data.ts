import { addDays, addMonths, type Day, monthOf } from '../day.ts';
import type { EvaluationInput } from '../evaluate.ts';
import type { SignalData } from '../mail-content.ts';
import type { Playbook } from '../playbook/playbook.ts';
import { isAbout } from '../product-subjects.ts';
import type { Need } from '../signals/condition-kind.ts';
import { needsOf } from '../signals/conditions.ts';

const RECENT_DAYS = 28;
const MONTHS_SHOWN = 5;
const MOST_PEOPLE = 20;
const MOST_ANSWERS = 5;
const MOST_SUBJECTS = 10;
const ANSWERED = 'nps.answered';
const LOGIN = 'login';

type Input = Pick<EvaluationInput, 'account' | 'contacts' | 'usage' | 'playbook'>;

/** What one looks at for just this signal: everything that its condition lives on, as it stood on the day. */
export function signalData(input: Input, signal: string): SignalData {
  const rule = input.playbook.signals[signal];
  const needs = rule === undefined ? [] : needsOf(rule.when, input.playbook);
  const data: SignalData = {};
  const features = needs.flatMap((need) => ('feature' in need ? [need.feature] : []));
  if (features.length > 0) data.features = features.map((feature) => featureUse(input, feature));
  const measures = needs.flatMap((need) => ('measure' in need ? [need.measure] : []));
  if (measures.length > 0) data.measures = measures.map((measure) => measureCourse(input, measure));
  if (needs.some(isEvent(ANSWERED))) data.answers = answers(input);
  if (needs.some((need) => 'contact' in need && need.contact === 'invitedAt')) data.invited = invited(input);
  if (needs.some((need) => 'account' in need && need.account === 'goalTarget')) data.goal = goal(input);
  if (needs.some((need) => 'account' in need && need.account === 'licenses')) {
    data.activatedUsers = input.usage.usersWhoEverDid(LOGIN);
  }
  const topics = needs.some((need) => 'event' in need && isAboutSubjects(need.event)) ? subjects(input) : [];
  if (topics.length > 0) data.topics = topics;
  const { holds = [] } = input.account;
  if (rule?.side === 'opportunity' && holds.length > 0) data.holds = holds;
  return data;
}

const isEvent = (event: string) => (need: Need) => 'event' in need && need.event === event;
const subjectEvents = ['page.viewed', 'document.downloaded'];
const isAboutSubjects = (event: string) => subjectEvents.includes(event);

function featureUse({ usage, playbook, account }: Input, feature: string): NonNullable<SignalData['features']>[number] {
  const from = addDays(usage.asOf, 1 - RECENT_DAYS);
  return {
    feature,
    users: usage.featureUsers(feature, from, usage.asOf),
    days: usage.featureDays(feature, from, usage.asOf),
    mustHave: playbook.features[feature]?.mustHave === true,
    everUsed: usage.isFeatureUsedSince(feature, account.contractStart ?? null),
  };
}

function measureCourse({ usage, account }: Input, measure: string): NonNullable<SignalData['measures']>[number] {
  const firstOfMonth = `${monthOf(usage.asOf)}-01`;
  const monthEnds: { month: string; value: number | null }[] = [];
  for (let back = MONTHS_SHOWN - 1; back >= 0; back -= 1) {
    const end: Day = addDays(addMonths(firstOfMonth, -back), -1);
    monthEnds.push({ month: monthOf(end), value: usage.measureOn(measure, end) });
  }
  return { measure, value: usage.measureOn(measure, usage.asOf), limit: account.recordLimit, monthEnds };
}

function answers({ usage, contacts }: Input): NonNullable<SignalData['answers']> {
  return usage
    .replies(ANSWERED)
    .slice(-MOST_ANSWERS)
    .map(({ day, reply: { user, value, comment } }) => ({
      ...personOf(contacts, user),
      value: value ?? null,
      comment,
      day,
    }));
}

function invited({ usage, contacts }: Input): NonNullable<SignalData['invited']> {
  return contacts
    .filter(({ invitedAt, id }) => invitedAt !== undefined && invitedAt <= usage.asOf && !usage.everDid(id, LOGIN))
    .sort((a, b) => ((a.invitedAt as Day) < (b.invitedAt as Day) ? -1 : 1))
    .slice(0, MOST_PEOPLE)
    .map(({ id, name, invitedAt }) => ({ person: name ?? id, invitedAt: invitedAt as Day }));
}

function goal({ usage, account }: Input): SignalData['goal'] {
  const { goalName, goalMeasure, goalStart, goalTarget, goalDate } = account;
  const value = goalMeasure === undefined ? null : usage.measureOn(goalMeasure, usage.asOf);
  return { name: goalName ?? goalMeasure, start: goalStart, target: goalTarget, date: goalDate, value };
}

function subjects({ usage, playbook }: Input): NonNullable<SignalData['topics']> {
  const from = addDays(usage.asOf, 1 - RECENT_DAYS);
  const found = subjectEvents.flatMap((event) =>
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

function personOf(contacts: Input['contacts'], user: string | undefined): { person: string | null } {
  if (user === undefined) return { person: null };
  return { person: contacts.find(({ id }) => id === user)?.name ?? user };
}
