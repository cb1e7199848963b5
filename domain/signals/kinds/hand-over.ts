import * as z from 'zod';
import { addDays, type Day, daysBetween, LAST_DAY, monthOf } from '../../time/day.ts';
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
import { firstAfter } from '../standing.ts';
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
    const [latest] = championsOf(context).toSorted((a, b) => (lastOf(a) < lastOf(b) ? 1 : -1));
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
  const { usage, asOf } = context;
  const subjects = subjectsOf(condition, context);
  if (subjects.size === 0) return [{ subject: null, verdict: 'holds', evidence: {} }];

  const isOldEnough = usage.firstEventDay !== null && asOf >= oldEnoughOn(condition, usage.firstEventDay);
  const cause = causeHolds(condition, context);
  return [...subjects].sort().map((user) => {
    const episode = openEpisode(context, user);
    const firstDay = usage.users.get(user) ?? asOf;
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

/**
 * It begins with newcomers while there is a cause, and with a cause while there are newcomers; it ends by what its
 * newcomer and the champions do. Whether it can be told at all hangs on whether anybody is new.
 */
function handOverStandsUntil(condition: HandOver, context: SignalContext, ahead: UsageAhead): Day {
  const { asOf, open, usage } = context;
  const champions = championsOf(context);
  const ends = open.size === 0 ? LAST_DAY : ahead.nextActive([...(open.keys() as Iterable<string>), ...champions]);
  const cause = causeHolds(condition, context);
  if (cause === false) {
    return firstAfter(asOf, ends, ...champions.map((champion) => mayBeSilentOn(condition, context, champion, ahead)));
  }
  const nextNewcomer = ahead.nextFirst();
  const subjects = subjectsOf(condition, context);
  if (subjects.size === 0) return nextNewcomer;
  if (usage.firstEventDay === null) return addDays(asOf, 1);
  const noLongerNew =
    cause === true
      ? []
      : [...subjects].map((user) => addDays(usage.users.get(user) ?? asOf, condition.newcomerWithinDays + 1));
  return firstAfter(asOf, nextNewcomer, ends, oldEnoughOn(condition, usage.firstEventDay), ...noLongerNew);
}

/** The first day on which a champion can have been silent for long enough, who is not yet, or hadn't used it well. */
function mayBeSilentOn(
  { championSilentDays }: HandOver,
  { asOf, usage }: SignalContext,
  champion: string,
  ahead: UsageAhead,
): Day {
  const last = usage.lastActiveDay(champion);
  const silentOn = last === null ? asOf : addDays(last, championSilentDays + 1);
  return silentOn > asOf ? silentOn : ahead.nextActive([champion]);
}

/** Before, everybody is new there. */
const oldEnoughOn = ({ accountOlderThanDays }: HandOver, firstEventDay: Day): Day =>
  addDays(firstEventDay, accountOlderThanDays + 1);

/** Newcomers, and those whom an episode is about. */
function subjectsOf({ newcomerWithinDays }: HandOver, { asOf, episodes, usage }: SignalContext): Set<string> {
  const subjects = new Set<string>();
  for (const { subject } of episodes) subjects.add(subject as string);
  for (const user of usage.newcomersSince(addDays(asOf, -newcomerWithinDays))) subjects.add(user);
  return subjects;
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

const champions = new WeakMap<SignalContext['contacts'], string[]>();

/** Looked up once for all days on which the contacts are the same. */
function championsOf({ contacts }: Pick<SignalContext, 'contacts'>): readonly string[] {
  let known = champions.get(contacts);
  if (known === undefined) {
    known = contacts.filter(({ role }) => role === 'champion').map(({ id }) => id);
    champions.set(contacts, known);
  }
  return known;
}
