import type { Stage } from '../account/account.ts';
import type { TaskOutcome } from '../tasks/task-outcome.ts';
import type { Day } from '../time/day.ts';
import { type Activity, type TouchKind, touchKinds } from './activity.ts';
import { type ActivityOutcome, type Initiative, type SkillLevel, TASK_WORK, type WorkScope } from './work-kind.ts';

/** Two years can be set against each other, and the month that runs is not cut off. */
export const WORK_KEPT_IN_MONTHS = 25;

/**
 * A piece of work as the whole company's log has it, for one account: a touch that somebody wrote down, or a task that is
 * done. `null` is what nobody said.
 */
export interface LoggedWork {
  /** Of the activity that it is. */
  id: string;
  account: string;
  /** The day it was done, in the company's time zone. */
  day: Day;
  /** When it was written down, ISO; not known of what was put in from older rows. */
  at?: string;
  /** Who did it, by id. */
  by: string | null;
  /** The kind of activity as the playbook lists it; of a task its template. */
  activity: string | null;
  medium: TouchKind | 'task';
  minutes?: number;
  initiative: Initiative | null;
  scope: WorkScope | null;
  skill: SkillLevel | null;
  outcome?: ActivityOutcome;
  /** How often we wrote back, of one inquiry. */
  replies?: number;
  /** Of a task: the signal that asked for it. */
  signal?: string;
  /** In which stage the account was, or in which such work belongs. */
  stage?: Stage;
}

/**
 * What the log of work says of an activity; `null` where it is no work that anybody saw or that took its time: a note, a
 * task that was put off or handed over, a stage set by hand; and of what the customer did themselves.
 *
 * @param at when it was written down, ISO
 */
export function loggedWork(
  account: { id: string; stage?: Stage | undefined },
  activity: Activity,
  at?: string,
): LoggedWork | null {
  const medium = mediumOf(activity);
  if (medium === null) return null;
  const { id, day, by = null, minutes, replies, task } = activity;
  const usual = task && TASK_WORK;
  const outcome = task ? task.outcome && outcomesOfTasks[task.outcome] : activity.outcome;
  return {
    id,
    account: account.id,
    day,
    ...(at !== undefined && { at }),
    by,
    activity: task?.template ?? activity.activity ?? null,
    medium,
    ...(minutes !== undefined && { minutes }),
    initiative: activity.initiative ?? usual?.initiative ?? null,
    scope: activity.scope ?? usual?.scope ?? null,
    skill: activity.skill ?? usual?.skill ?? null,
    ...(outcome && { outcome }),
    ...(replies !== undefined && { replies }),
    ...(task && { signal: signalOf(account.id, task.episode) }),
    ...(account.stage !== undefined && { stage: account.stage }),
  };
}

function mediumOf({ kind, contact }: Activity): LoggedWork['medium'] | null {
  if (contact !== undefined) return null;
  return kind === 'task' ? kind : (touchKinds.find((touch) => touch === kind) ?? null);
}

/** That it was not needed or a false alarm is no outcome of work. */
const outcomesOfTasks: Record<TaskOutcome, ActivityOutcome | undefined> = {
  won: 'agreed',
  helped: 'solved',
  'no-effect': 'none',
  'not-needed': undefined,
  'false-alarm': undefined,
};

/** An episode is called after its account, then its signal. */
const signalOf = (account: string, episode: string) => episode.slice(account.length + 1).split('/')[0] as string;
