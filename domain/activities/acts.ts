import type { Day } from '../time/day.ts';
import { type Activity, touchKinds } from './activity.ts';

/**
 * Something that the team did for a customer. Of which episode, where that is on record: of a conversation nobody writes
 * down what raised it, so it is with the customer as a whole.
 */
export interface Act {
  day: Day;
  episode?: string;
}

/** A mail of an episode that went to the customer because somebody of the team said so. */
export interface ReleasedMail {
  episode: string;
  day: Day;
}

const touches: ReadonlySet<string> = new Set(touchKinds);

/** Who finds that there is nothing to do has looked, but not acted. */
const NOTHING_DONE: ReadonlySet<string> = new Set(['not-needed', 'false-alarm']);

/**
 * What the team did, whatever it is asked for. What the customer ticked off, what went out by itself, and what is only
 * written down or agreed on is none of it.
 */
export function actsOf(activities: readonly Activity[], released: readonly ReleasedMail[]): Act[] {
  const done = activities.flatMap(({ day, kind, task, contact }): Act[] => {
    if (touches.has(kind)) return [{ day }];
    if (kind !== 'task' || task === undefined || contact !== undefined) return [];
    return NOTHING_DONE.has(task.outcome ?? '') ? [] : [{ day, episode: task.episode }];
  });
  return [...done, ...released.map(({ day, episode }) => ({ day, episode }))];
}
