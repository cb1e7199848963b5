import type { Csm } from '../../../domain/account/account.ts';
import { folded } from '../../../domain/board/board-search.ts';
import type { ListedClosedTask } from '../../../domain/tasks/closed-list.ts';
import { dueOn, type ListedTask } from '../../../domain/tasks/listed-task.ts';
import { priorities, rankOf } from '../../../domain/tasks/priority.ts';
import {
  type DueFilter,
  type TaskFilter,
  type TaskOrder,
  taskListStates,
  taskOrders,
} from '../../../domain/tasks/task-list.ts';
import { isDay } from '../../../domain/time/day.ts';

/** How the address says when something is due; the weeks are counted from this one. */
const dueNames: Record<string, DueFilter> = {
  today: 'today',
  week: 0,
  'week-2': 1,
  'week-3': 2,
  'week-4': 3,
  later: 'later',
};
export const nameOfDue = (due: DueFilter) =>
  Object.keys(dueNames).find((name) => dueNames[name] === due) as keyof typeof dueNames;

/** What the address asks for; what it says that is nothing to choose counts as not said. */
export function filterIn(query: URLSearchParams, members: readonly Pick<Csm, 'id' | 'name'>[]): TaskFilter {
  return {
    people: peopleIn(query.get('person') ?? '', members),
    signal: query.get('signal') || undefined,
    state: oneOf(taskListStates, query.get('state')),
    due: Object.hasOwn(dueNames, query.get('due') ?? '') ? dueNames[query.get('due') as string] : undefined,
    priority: oneOf(priorities, query.get('priority')),
  };
}

/** Somebody is meant by their id; of a large team also by part of a name. */
function peopleIn(asked: string, members: readonly Pick<Csm, 'id' | 'name'>[]): ReadonlySet<string> | undefined {
  if (asked === '') return undefined;
  const found = members.filter(({ id }) => id === asked);
  const alike =
    found.length > 0 ? found : members.filter(({ id, name }) => contains(name, asked) || contains(id, asked));
  return new Set([asked, ...alike.map(({ id }) => id)]);
}

/** Whether somebody who typed the words means the text, however either is written. */
export const contains = (text: string, words: string) => folded(text).includes(folded(words).trim());

export const orderIn = (query: URLSearchParams): TaskOrder => oneOf(taskOrders, query.get('sort')) ?? 'due';

type Place = Pick<ListedTask, 'id' | 'priority' | 'due'>;

/** Where a page of the list goes on, as the address has it. */
export const placeText = (task: Pick<ListedTask, 'id' | 'priority' | 'due' | 'snoozedUntil'>) =>
  `${dueOn(task)}.${rankOf(task.priority)}.${task.id}`;

/** The same in the list of what was closed. */
export const closedPlaceText = ({ closedOn, id }: Pick<ListedClosedTask, 'id' | 'closedOn'>) => `${closedOn}.${id}`;

export function closedPlaceIn(query: URLSearchParams): Pick<ListedClosedTask, 'id' | 'closedOn'> | undefined {
  const [, closedOn = '', id = ''] = /^([\d-]+)\.(.+)$/su.exec(query.get('after') ?? '') ?? [];
  return isDay(closedOn) ? { closedOn, id } : undefined;
}

export function placeIn(query: URLSearchParams): Place | undefined {
  const [, due = '', rank, id = ''] = /^([\d-]+)\.(\d)\.(.+)$/su.exec(query.get('after') ?? '') ?? [];
  const priority = priorities[Number(rank)];
  return isDay(due) && priority !== undefined ? { due, priority, id } : undefined;
}

/** In the place of a state of open tasks: what was closed lately. */
export const CLOSED = 'closed' as const;
export const asksForClosed = (query: URLSearchParams) => query.get('state') === CLOSED;

const oneOf = <Name extends string>(names: readonly Name[], asked: string | null) =>
  names.find((name) => name === asked);
