import type { Activity } from '../activities/activity.ts';
import type { ClosedByChange, Episode } from '../episodes/episodes.ts';
import { nameNow, namesNow } from '../playbook/names.ts';
import type { Playbook } from '../playbook/playbook.ts';
import type { LiveEpisode } from '../signals/reading.ts';
import type { AccountState } from './evaluate.ts';

type Names = Pick<Playbook, 'signals' | 'tasks' | 'emails'>;

/** Whether the playbook renamed anything that is stored by name: mostly it didn't, and nothing has to be looked through. */
function hasRenamed({ signals, tasks, emails }: Names): boolean {
  return [namesNow(signals), namesNow(tasks), namesNow(emails)].some(({ size }) => size > 0);
}

/** The state as if all had been called in it as the playbook calls it now. Ids stay: they are names of their own. */
export function stateByNamesOf(playbook: Names, state: AccountState): AccountState {
  if (!hasRenamed(playbook)) return state;
  const { closedByChange } = state;
  return {
    ...state,
    episodes: state.episodes.map((episode) => episodeByNamesOf(playbook, episode)),
    ...(closedByChange && {
      closedByChange: closedByChange.map(
        (one): ClosedByChange => ({ ...one, episode: episodeByNamesOf(playbook, one.episode) }),
      ),
    }),
  };
}

/** What was done, by the names of today. */
export function activitiesByNamesOf(playbook: Names, activities: Activity[]): Activity[] {
  if (namesNow(playbook.tasks).size === 0) return activities;
  return activities.map((activity) => {
    const { task } = activity;
    return task === undefined
      ? activity
      : { ...activity, task: { ...task, template: nameNow(playbook.tasks, task.template) } };
  });
}

/** The records of episodes, by the names of today. */
export function recordsByNamesOf(playbook: Names, episodes: Episode[]): Episode[] {
  if (namesNow(playbook.signals).size === 0) return episodes;
  return episodes.map((episode) => ({ ...episode, ...signalNow(playbook, episode) }));
}

function episodeByNamesOf(playbook: Names, episode: LiveEpisode): LiveEpisode {
  const { steps, tasks } = episode;
  return {
    ...episode,
    ...signalNow(playbook, episode),
    steps: steps.map((step) => stepNow(playbook, step)),
    ...(tasks && { tasks: tasks.map((task) => ({ ...task, template: nameNow(playbook.tasks, task.template) })) }),
  };
}

function signalNow(
  { signals }: Names,
  { signal: stored, openedAs }: Pick<LiveEpisode, 'signal' | 'openedAs'>,
): Pick<LiveEpisode, 'signal' | 'openedAs'> {
  const signal = nameNow(signals, stored);
  const opened = openedAs ?? stored;
  return opened === signal ? { signal } : { signal, openedAs: opened };
}

/** A step is remembered as `task:NAME` or `email:NAME`. */
function stepNow({ tasks, emails }: Names, step: string): string {
  const at = step.indexOf(':') + 1;
  const name = step.slice(at);
  return step.slice(0, at) + (step.startsWith('email:') ? nameNow(emails, name) : nameNow(tasks, name));
}
