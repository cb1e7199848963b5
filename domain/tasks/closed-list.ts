import type { Day } from '../time/day.ts';
import type { Task } from './task.ts';

/** What a list of closed tasks knows of each without having read it. */
export interface ListedClosedTask extends Pick<Task, 'id' | 'account' | 'signal' | 'assignee'> {
  closedOn: Day;
}

type Place = Pick<ListedClosedTask, 'id' | 'closedOn'>;

/** So far back goes the list of what was closed lately. */
export const CLOSED_LATELY_IN_DAYS = 28;

/** What was closed last in front; each has one place. */
export const lastClosedFirst = <Listed extends Place>(tasks: readonly Listed[]): Listed[] => [...tasks].sort(compare);

/** Those behind the place, whether or not the task that had it is still closed. */
export const closedAfter = <Listed extends Place>(tasks: readonly Listed[], place: Place): Listed[] =>
  tasks.filter((task) => compare(task, place) > 0);

const compare = (a: Place, b: Place) =>
  a.closedOn > b.closedOn ? -1 : a.closedOn < b.closedOn ? 1 : a.id < b.id ? -1 : Number(a.id > b.id);
