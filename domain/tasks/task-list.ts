import type { Period } from '../kpis/period.ts';
import type { Day } from '../time/day.ts';
import { dueOn, isPutOff, type ListedTask } from './listed-task.ts';
import { type Priority, rankOf } from './priority.ts';

export const taskListStates = ['to-do', 'late', 'put-off', 'nobodys'] as const;
export type TaskListState = (typeof taskListStates)[number];

/** When something is due: up to and with today, within the n-th of the coming weeks, or after these. */
export type DueFilter = 'today' | number | 'later';

/** What is looked for among the open tasks; all of them where nothing is said. */
export interface TaskFilter {
  /** Whose they are. */
  people?: ReadonlySet<string> | undefined;
  signal?: string | undefined;
  state?: TaskListState | undefined;
  due?: DueFilter | undefined;
  priority?: Priority | undefined;
}

interface Setting {
  today: Day;
  /** As the load is told of them. */
  weeks: readonly Period[];
  /** What the signal is called today. */
  signalNow(name: string): string;
}

export function matching(tasks: readonly ListedTask[], filter: TaskFilter, setting: Setting): readonly ListedTask[] {
  if (Object.values(filter).every((one) => one === undefined)) return tasks;
  const { people, signal, state, due, priority } = filter;
  const { today, weeks, signalNow } = setting;
  return tasks.filter(
    (task) =>
      (people === undefined || (task.assignee !== null && people.has(task.assignee))) &&
      (signal === undefined || signalNow(task.signal) === signal) &&
      (priority === undefined || task.priority === priority) &&
      (state === undefined || isIn[state](task, today)) &&
      (due === undefined || isDueIn(dueOn(task), due, today, weeks)),
  );
}

const isIn: Record<TaskListState, (task: ListedTask, today: Day) => boolean> = {
  'to-do': (task, today) => !isPutOff(task, today),
  late: (task, today) => dueOn(task) < today,
  'put-off': isPutOff,
  nobodys: ({ assignee }) => assignee === null,
};

/** What is late is due in the first week, as the load counts it. */
function isDueIn(day: Day, due: DueFilter, today: Day, weeks: readonly Period[]): boolean {
  if (due === 'today') return day <= today;
  if (due === 'later') return weeks.every(({ last }) => day > last);
  const week = weeks[due];
  return week !== undefined && day <= week.last && (due === 0 || day >= week.first);
}

/** What is said first of open tasks. */
export interface TaskCounts {
  all: number;
  late: number;
  nobodys: number;
}

export function countsOf(tasks: readonly ListedTask[], today: Day): TaskCounts {
  const counts = { all: tasks.length, late: 0, nobodys: 0 };
  for (const task of tasks) {
    if (dueOn(task) < today) counts.late += 1;
    if (task.assignee === null) counts.nobodys += 1;
  }
  return counts;
}

export const taskOrders = ['due', '-due', 'priority', '-priority'] as const;
export type TaskOrder = (typeof taskOrders)[number];

type Place = Pick<ListedTask, 'id' | 'priority' | 'due' | 'snoozedUntil'>;

/** What is due first in front, or what is most urgent; with `-` the other way round. Each has one place. */
export function inOrder<Task extends Place>(tasks: readonly Task[], order: TaskOrder): Task[] {
  const compare = comparing(order);
  return [...tasks].sort(compare);
}

/** Those behind the place, whether or not the task is still there that had it. */
export function after<Task extends Place>(tasks: readonly Task[], order: TaskOrder, place: Place): Task[] {
  const compare = comparing(order);
  return tasks.filter((task) => compare(task, place) > 0);
}

function comparing(order: TaskOrder): (a: Place, b: Place) => number {
  const byDay = (a: Place, b: Place) => compared(dueOn(a), dueOn(b));
  const byRank = (a: Place, b: Place) => rankOf(a.priority) - rankOf(b.priority);
  const [first, second] = order.endsWith('due') ? [byDay, byRank] : [byRank, byDay];
  const sign = order.startsWith('-') ? -1 : 1;
  return (a, b) => sign * (first(a, b) || second(a, b) || compared(a.id, b.id));
}

const compared = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
