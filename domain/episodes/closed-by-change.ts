import type { Playbook } from '../playbook/playbook.ts';
import { subjectOf } from '../signals/conditions.ts';
import type { LiveEpisode } from '../signals/reading.ts';
import { addDays, type Day } from '../time/day.ts';
import type { ClosedByChange, ClosingReason } from './episodes.ts';

/** A change is undone within weeks, if at all; what trips later is news again. */
const REMEMBERED_IN_DAYS = 28;
/** What is asked once is never news again: it goes on for as long as the longest of it takes, a renewal. */
const ONCE_REMEMBERED_IN_DAYS = 92;
/** Of one account; what is beyond it is only on record, which holds what is asked once. */
export const MOST_REMEMBERED = 200;

/** Nothing that the signal reads ended it: its signal was taken out, or the account was said to have left. */
const isFromOutside = (closedAs: ClosingReason) => closedAs === 'retired' || closedAs === 'churned';

/** A signal that was taken out may come back as one that asks once: until then nobody knows. */
function isForgotten({ closedOn, closedAs, episode }: ClosedByChange, { signals }: Playbook, asOf: Day): boolean {
  const mayAskOnce = isFromOutside(closedAs) && (signals[episode.signal]?.cooldownInDays ?? 'once') === 'once';
  return addDays(closedOn, mayAskOnce ? ONCE_REMEMBERED_IN_DAYS : REMEMBERED_IN_DAYS) <= asOf;
}

/**
 * Whether the playbook has the signal of the episode, and it is still about the same: what was about the account is not
 * about one of its people.
 */
export function isWatched(
  { signal: name, subject }: Pick<LiveEpisode, 'signal' | 'subject'>,
  playbook: Playbook,
): boolean {
  const signal = Object.hasOwn(playbook.signals, name) ? playbook.signals[name] : undefined;
  return signal !== undefined && (subject === null) === (subjectOf(signal.when) === 'account');
}

export function isSameEpisode(a: LiveEpisode, b: LiveEpisode): boolean {
  return a.signal === b.signal && a.subject === b.subject && a.openedOn === b.openedOn;
}

/**
 * Which of them come back under these rules: one whose signal was taken out once there is such a signal again, any other
 * once exactly the rules are back under which it was open. Not where the same has opened again since.
 */
export function comingBack(
  closed: readonly ClosedByChange[],
  live: readonly LiveEpisode[],
  playbook: Playbook,
  rules: string,
  asOf: Day,
): ClosedByChange[] {
  return closed.filter((one) => {
    const { episode, closedAs, rules: before } = one;
    if (!isWatched(episode, playbook) || isForgotten(one, playbook, asOf)) return false;
    if (!isFromOutside(closedAs) && before !== rules) return false;
    const { signal, subject } = episode;
    return !live.some((one) => one.signal === signal && one.subject === subject && !isSameEpisode(one, episode));
  });
}

/** Those that are still worth remembering, and those that this evaluation closed. */
export function remembered(
  before: readonly ClosedByChange[],
  closedNow: readonly ClosedByChange[],
  playbook: Playbook,
  asOf: Day,
): ClosedByChange[] {
  const isNew = ({ episode }: ClosedByChange) => closedNow.some((one) => isSameEpisode(one.episode, episode));
  const kept = before.filter((one) => !isForgotten(one, playbook, asOf) && !isNew(one));
  return [...kept, ...closedNow].slice(-MOST_REMEMBERED);
}

/** As it was, with what has been done for it since, where it is still remembered as closed. */
export function broughtBack(episode: LiveEpisode, live: readonly LiveEpisode[]): LiveEpisode {
  const since = live.find((one) => isSameEpisode(one, episode));
  if (since === undefined) return episode;
  const tasks = [...(episode.tasks ?? []), ...(since.tasks ?? [])];
  return {
    ...episode,
    steps: [...new Set([...episode.steps, ...since.steps])],
    ...(tasks.length > 0 && { tasks: tasks.filter(({ id }, n) => tasks.findIndex((one) => one.id === id) === n) }),
  };
}
