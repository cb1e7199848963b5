import { addDays, type Day } from './day.ts';
import type { ClosedByChange } from './episodes.ts';
import type { Playbook } from './playbook/playbook.ts';
import type { LiveEpisode } from './signals/reading.ts';

/** Whoever takes a change back does so within weeks; later, what trips is news again. */
const REMEMBERED_IN_DAYS = 28;

const isForgotten = (closedOn: Day, asOf: Day) => addDays(closedOn, REMEMBERED_IN_DAYS) <= asOf;

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
  return closed.filter(({ episode, closedOn, closedAs, rules: before }) => {
    if (isForgotten(closedOn, asOf)) return false;
    if (closedAs === 'retired' ? !(episode.signal in playbook.signals) : before !== rules) return false;
    const { signal, subject } = episode;
    return !live.some((one) => one.signal === signal && one.subject === subject && !isSameEpisode(one, episode));
  });
}

/** Those that are still worth remembering, and those that this evaluation closed. */
export function remembered(
  before: readonly ClosedByChange[],
  closedNow: readonly ClosedByChange[],
  asOf: Day,
): ClosedByChange[] {
  const isNew = ({ episode }: ClosedByChange) => closedNow.some((one) => isSameEpisode(one.episode, episode));
  const kept = before.filter((one) => !isForgotten(one.closedOn, asOf) && !isNew(one));
  return [...kept, ...closedNow];
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
