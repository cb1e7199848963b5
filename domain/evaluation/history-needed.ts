import type { Stage } from '../account/account.ts';
import type { Playbook } from '../playbook/playbook.ts';
import { mustHaveFeatures } from '../playbook/vocabulary.ts';
import type { DayLookedAt, History, KnownAccount } from '../signals/condition-kind.ts';
import { historyOf } from '../signals/conditions.ts';
import { addDays, type Day, monthOf } from '../time/day.ts';
import { actsOf } from '../usage/lifetime.ts';
import { featureSightings } from '../usage/sightings.ts';
import type { AccountState } from './evaluate.ts';

/** Four windows of 28 days and today: every evaluation reads at least so much, and every mail tells of so much. */
const LEAST_LOOK_BACK_IN_DAYS = 4 * 28 + 1;
/** The week before, over which a change of the score is told. */
const WEEK_BEFORE_IN_DAYS = 7;
/** A score that stays from today on, since the sources have fallen silent, is yesterday's. */
const SCORE_IS_OLD_BY_DAYS = 1;

/** What is known of an account before its usage is read. */
export interface EvaluatedAccount extends KnownAccount {
  /** The days of the scores that its last evaluation left, of the account and of its products. */
  scoredOn: readonly Day[];
}

/** The days of the scores in a state. */
export const scoredOnIn = (state: Pick<AccountState, 'health' | 'productHealth'> | null | undefined): Day[] =>
  [state?.health, ...(state?.productHealth ?? [])].flatMap((one) => (one == null ? [] : [one.day]));

/** What a playbook asks of the past, worked out once for all its accounts. */
interface HistoryAsked {
  lookBackInDays: number;
  /** Signals that may ask for more of an account, by what is known of it. */
  furtherBack: { signal: string; history: History }[];
}

const known = new WeakMap<Playbook, HistoryAsked>();

function historyAskedBy(playbook: Playbook): HistoryAsked {
  let asked = known.get(playbook);
  if (asked === undefined) {
    const ofSignals = Object.entries(playbook.signals).map(([signal, { when }]) => ({
      signal,
      history: historyOf(when),
    }));
    const ofScore = Object.values(playbook.health.indicators).map((indicator) => {
      const windows = 'baselineWindows' in indicator ? indicator.baselineWindows + 1 : 1;
      return indicator.windowInDays * windows + 1;
    });
    const lookBacks = ofSignals.map(({ history }) => history.days);
    asked = {
      lookBackInDays:
        Math.max(LEAST_LOOK_BACK_IN_DAYS, ...lookBacks, ...ofScore) + WEEK_BEFORE_IN_DAYS + SCORE_IS_OLD_BY_DAYS,
      furtherBack: ofSignals.filter(({ history }) => history.furtherBack !== undefined),
    };
    known.set(playbook, asked);
  }
  return asked;
}

/** From which day on an evaluation of today reads usage; a whole month, so that "last seen in that month" is in it. */
export function firstDayNeeded(playbook: Playbook, asOf: Day): Day {
  return `${monthOf(addDays(asOf, 1 - historyAskedBy(playbook).lookBackInDays))}-01`;
}

/**
 * From which earlier day on usage is needed besides, since what the rules ask for was last seen before the regular
 * window: an idle account's last log-in, a long silent champion, the use of a feature in the month the contract began,
 * the days on which onboarding's features were used; or since a score stays while the sources are silent, with what it
 * was a week before. `null` when the window holds it all.
 */
export function olderDayNeeded(playbook: Playbook, account: EvaluatedAccount, from: Day): Day | null {
  const looked = historyAskedBy(playbook).furtherBack.flatMap(({ signal, history }) => {
    const episodes = account.episodes.filter((episode) => episode.signal === signal);
    return history.furtherBack?.({ ...account, episodes }, playbook) ?? [];
  });
  const daysBefore = historyAskedBy(playbook).lookBackInDays - SCORE_IS_OLD_BY_DAYS - 1;
  const scored = account.scoredOn.map((day) => ({ day, daysBefore }));
  const days = [...looked, ...scored, ...featureDays(playbook, account), ...lastDaysOfPeople(account)];
  const earliest = days
    .filter(({ day, daysBefore }) => addDays(day, -daysBefore) < from)
    .map(({ day }) => day)
    .sort()[0];
  return earliest === undefined ? null : firstDayNeeded(playbook, `${monthOf(earliest)}-01`);
}

/** When the people whom a task names did something last. What libraries reported since would hide it. */
function lastDaysOfPeople({ contacts, lifetime }: KnownAccount): DayLookedAt[] {
  return contacts.flatMap(({ id, role, keyPerson }) => {
    const seen = role === 'champion' || keyPerson ? lifetime.users.get(id) : undefined;
    const acts = seen && actsOf(seen);
    return acts == null ? [] : [{ day: `${acts.lastMonth}-01`, daysBefore: 0 }];
  });
}

/** Where a stage's goal asks on how many days of the contract each must-have feature was used: since each was first. */
function featureDays(
  playbook: Playbook,
  { account: { contractStart = '' }, lifetime, stage }: KnownAccount,
): DayLookedAt[] {
  const isCounted = [...stagesAhead(playbook, stage)].some((ahead) =>
    playbook.stages[ahead]?.reachedWhen.some((requirement) => 'mustHaveFeatures' in requirement),
  );
  if (!isCounted) return [];
  const sightings = mustHaveFeatures(playbook).flatMap((feature) => featureSightings(feature, lifetime, playbook));
  return sightings
    .filter(({ lastMonth }) => lastMonth >= monthOf(contractStart))
    .map(({ first }) => ({ day: `${monthOf(first > contractStart ? first : contractStart)}-01`, daysBefore: 0 }));
}

/** The stage and those that an account could move on to within one day. */
function stagesAhead({ stages }: Playbook, stage: Stage | null): Set<Stage> {
  const ahead = new Set<Stage>();
  for (let next = stage ?? undefined; next !== undefined && !ahead.has(next); next = stages[next]?.next)
    ahead.add(next);
  return ahead;
}
