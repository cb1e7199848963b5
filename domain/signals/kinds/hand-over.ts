import * as z from 'zod';
import { addDays, type Day, daysBetween, monthOf } from '../../time/day.ts';
import { actsOf } from '../../usage/lifetime.ts';
import type { UsageAhead } from '../../usage/usage-course.ts';
import { completeDaysAfter } from '../../usage/usage-history.ts';
import { LOGIN } from '../../usage/well-known-events.ts';
import { type ConditionKind, checkDaysOf, type DayLookedAt, evidenceOf, type KnownAccount } from '../condition-kind.ts';
import {
  type LiveEpisode,
  openEpisode,
  type Reading,
  type SignalContext,
  type UnknownReason,
  unknown,
  verdictOf,
} from '../reading.ts';
import { firstAfter, untilReadOtherwise } from '../standing.ts';
import { weeksOf, weeksOfPerson } from '../task-data.ts';

const schema = z.strictObject({
  kind: z.literal('hand-over'),
  newcomerWithinDays: z.int().min(1).max(92),
  accountOlderThanDays: z.int().min(0).max(3650),
  /** A champion counts who was active on so many of the days that end with their last activity … */
  championActiveDays: z.int().min(1).max(92),
  championWindowInDays: z.int().min(1).max(92),
  /** … and after whose last activity so many complete days have passed. */
  championSilentDays: z.int().min(1).max(365),
  /** An open episode of this signal stands in for the champion's silence. */
  orSignalOpen: z.string().optional(),
  /** The re-onboarding goal: the newcomer active on so many of the last days. */
  goalActiveDays: z.int().min(1).max(92),
  goalWindowInDays: z.int().min(1).max(92),
});
type HandOver = z.infer<typeof schema>;

/**
 * A hand-over inside the customer: someone new appears while the champion has gone silent (or log-ins fall).
 * One episode a newcomer.
 */
export const handOver: ConditionKind<
  typeof schema,
  { person: string; days: number; activeDays: number; ofDays: number }
> = {
  kind: 'hand-over',
  schema,
  subject: 'person',
  read: readHandOver,
  standsUntil: handOverStandsUntil,
  history: ({ championWindowInDays, goalWindowInDays }) => ({
    days: goalWindowInDays,
    furtherBack: (known) => championDays(known, championWindowInDays),
  }),
  needs: () => [{ event: LOGIN }, { contact: 'role', role: 'champion' }],
  check: ({ championActiveDays, championWindowInDays, goalActiveDays, goalWindowInDays }) => [
    ...checkDaysOf('championActiveDays', championActiveDays, ['championWindowInDays', championWindowInDays]),
    ...checkDaysOf('goalActiveDays', goalActiveDays, ['goalWindowInDays', goalWindowInDays]),
  ],
  numbers: {
    newcomerWithinDays: {
      unit: 'days',
      label: { en: 'A newcomer was first seen within so many days', ja: '新しい方とみなす日数（最初の利用から）' },
    },
    accountOlderThanDays: {
      unit: 'days',
      label: {
        en: 'At accounts whose first event is longer ago than',
        ja: '対象のお客様（最初のイベントから、この日数を超える）',
      },
    },
    championActiveDays: {
      unit: 'days',
      label: { en: 'The champion had been active on so many days', ja: 'チャンピオンが利用していた日数（以上）' },
    },
    championWindowInDays: {
      unit: 'days',
      label: { en: 'Out of so many days up to their last activity', ja: 'その日数を数える期間（最後の利用まで）' },
    },
    championSilentDays: {
      unit: 'days',
      label: {
        en: 'Trips after so many days of the champion’s silence',
        ja: '発生する日数（チャンピオンの利用が途絶えてから）',
      },
    },
    goalActiveDays: {
      unit: 'days',
      label: { en: 'Recovers when the newcomer is active on so many days', ja: '回復する利用日数（新しい方、以上）' },
    },
    goalWindowInDays: {
      unit: 'days',
      label: { en: 'Out of the last so many days', ja: 'その日数を数える期間（直近）' },
    },
  },
  figures({ condition: { goalWindowInDays }, about: person, ...seen }) {
    const known = evidenceOf(seen, 'days', 'value');
    if (known === null || person === '') return null;
    const { days, value: activeDays } = known;
    return { person, days, activeDays, ofDays: Math.min(goalWindowInDays, days + 1) };
  },
  words: {
    en: ({ person, days, activeDays, ofDays }, phrases) => ({
      headline: `possible hand-over to ${person}`,
      number: days === 0 ? 'Today' : `${phrases.days(days)} ago`,
      text: `${person} first appeared; active on ${phrases.number(activeDays)} of the last ${phrases.days(ofDays)}`,
    }),
    ja: ({ person, days, activeDays, ofDays }, { number }) => ({
      headline: `${person}へ担当交代の可能性`,
      number: days === 0 ? '今日' : `${number(days)}日前`,
      text: `${person}の利用が始まりました（直近${number(ofDays)}日間のうち${number(activeDays)}日利用）`,
    }),
  },
  data(_, context) {
    // Who went quiet is the news; of several champions the one who was here last.
    const lastOf = (user: string) => context.usage.lastActiveDay(user) ?? '';
    const [latest] = championsOf(context).sort((a, b) => (lastOf(a) < lastOf(b) ? 1 : -1));
    return latest === undefined ? {} : weeksOfPerson(context, latest);
  },
  chart: ({ championSilentDays }) => ({ draws: 'weekly', recent: weeksOf(championSilentDays), withChampions: true }),
  dependsOn: ({ orSignalOpen }) => (orSignalOpen === undefined ? [] : [orSignalOpen]),
};

/**
 * The month a champion was last seen in, and the days before it that tell whether they had used the product well. Where
 * an episode is open and the champion was seen since, also what they did before it opened: of when that was, only the
 * beginning is known.
 */
function championDays({ contacts, lifetime, episodes }: KnownAccount, championWindowInDays: number): DayLookedAt[] {
  const daysBefore = championWindowInDays - 1;
  return championsOf({ contacts }).flatMap((champion) => {
    const seen = lifetime.users.get(champion);
    const acts = seen && actsOf(seen);
    if (acts == null) return [];
    const isBack = episodes.some(
      ({ openedOn, recoveredOn }) =>
        recoveredOn === undefined && acts.first < openedOn && acts.lastMonth >= monthOf(openedOn),
    );
    return [{ day: isBack ? acts.first : `${acts.lastMonth}-01`, daysBefore }];
  });
}

function readHandOver(condition: HandOver, context: SignalContext): Reading[] {
  return readUsers(condition, context, context.usage.users);
}

/** Until somebody comes, and from then on by those who have come. */
function handOverStandsUntil(condition: HandOver, context: SignalContext, ahead: UsageAhead): Day {
  const { users } = context.usage;
  const next = ahead.nextFirst();
  if (subjectsOf(condition, context, users).size === 0) return next;
  const readAhead = untilReadOtherwise((_: HandOver, then) => readUsers(condition, then, users));
  return firstAfter(context.asOf, next, readAhead(condition, context, ahead, next));
}

/** Newcomers, and those whom an episode is about. */
function subjectsOf(
  condition: HandOver,
  { asOf, episodes }: SignalContext,
  users: ReadonlyMap<string, Day>,
): Set<string> {
  const subjects = new Set<string>();
  for (const { subject } of episodes) subjects.add(subject as string);
  const since = addDays(asOf, -condition.newcomerWithinDays);
  for (const [user, firstDay] of seenSince(since, users)) if (firstDay >= since) subjects.add(user);
  return subjects;
}

interface Newest {
  since: Day;
  users: readonly [user: string, firstDay: Day][];
}

const newest = new WeakMap<ReadonlyMap<string, Day>, Newest>();

/** Those who came on or after the day, and maybe some before: whoever looks ahead asks the same of many days. */
function seenSince(since: Day, users: ReadonlyMap<string, Day>): Newest['users'] {
  let known = newest.get(users);
  if (known === undefined || known.since > since) {
    known = { since, users: [...users].filter(([, firstDay]) => firstDay >= since) };
    newest.set(users, known);
  }
  return known.users;
}

function readUsers(condition: HandOver, context: SignalContext, users: ReadonlyMap<string, Day>): Reading[] {
  const { usage, asOf } = context;
  const subjects = subjectsOf(condition, context, users);
  if (subjects.size === 0) return [{ subject: null, verdict: 'holds', evidence: {} }];

  const isOldEnough =
    usage.firstEventDay !== null && daysBetween(usage.firstEventDay, asOf) > condition.accountOlderThanDays;
  const cause = causeHolds(condition, context);
  return [...subjects].sort().map((user) => {
    const episode = openEpisode(context, user);
    const firstDay = users.get(user) ?? asOf;
    const activeDays = usage.activeDaysAgo(user, condition.goalWindowInDays - 1, 0);
    const evidence = { days: daysBetween(firstDay, asOf), value: activeDays };
    const goalReached = activeDays >= condition.goalActiveDays;
    const isOver = episode ? goalReached || championIsBack(condition, context, episode) : goalReached;
    const isNewcomer = evidence.days <= condition.newcomerWithinDays && isOldEnough;
    if (typeof cause === 'string' && (episode ? !isOver : isNewcomer)) return unknown(user, cause, evidence);
    const trips = isNewcomer && cause === true;
    return { subject: user, verdict: verdictOf(episode !== undefined, trips, isOver), evidence };
  });
}

/** Whether somebody new would mean a hand-over today; a reason when that can't be told. */
function causeHolds(condition: HandOver, context: SignalContext): boolean | UnknownReason {
  if (condition.orSignalOpen !== undefined && context.isOpen(condition.orSignalOpen)) return true;
  const stale = context.freshness.staleness('acts');
  if (stale) return stale;
  const champions = championsOf(context);
  if (champions.length === 0) return 'no-champion';
  return champions.some((champion) => {
    const last = context.usage.lastActiveDay(champion);
    return last !== null && isSilence(condition, context, champion, last, context.asOf);
  });
}

/** A champion who was silent when the episode opened has done something since. */
function championIsBack(condition: HandOver, context: SignalContext, { openedOn }: LiveEpisode): boolean {
  return championsOf(context).some((champion) => {
    const last = context.usage.lastActiveDay(champion);
    if (last === null || last < openedOn) return false;
    const before = context.usage.lastActiveDay(champion, addDays(openedOn, -1));
    return before !== null && isSilence(condition, context, champion, before, openedOn);
  });
}

/** Whether, seen from `day`, someone last active on `last` had used the product well and then stopped. */
function isSilence(condition: HandOver, { usage }: SignalContext, champion: string, last: Day, day: Day): boolean {
  if (completeDaysAfter(last, day) < condition.championSilentDays) return false;
  const from = addDays(last, 1 - condition.championWindowInDays);
  return usage.activeDays(champion, from, last) >= condition.championActiveDays;
}

function championsOf({ contacts }: Pick<SignalContext, 'contacts'>): string[] {
  return contacts.filter(({ role }) => role === 'champion').map(({ id }) => id);
}
