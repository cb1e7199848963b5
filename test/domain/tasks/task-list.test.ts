import { describe, expect, it } from 'vitest';
import type { ListedTask } from '../../../domain/tasks/listed-task.ts';
import { after, inOrder, matching, type TaskFilter, type TaskOrder } from '../../../domain/tasks/task-list.ts';

const today = '2026-06-03';
const weeks = [
  { first: today, last: '2026-06-07' },
  { first: '2026-06-08', last: '2026-06-14' },
];
const task = (id: string, more: Partial<ListedTask> = {}): ListedTask => ({
  id,
  account: 'koa',
  signal: 'logins-fell',
  assignee: 'aya',
  due: today,
  priority: 'normal',
  ...more,
});
const tasks = [
  task('late', { due: '2026-05-20' }),
  task('today', { priority: 'high' }),
  task('sunday', { due: '2026-06-07', assignee: 'ken' }),
  task('next', { due: '2026-06-08', signal: 'nps-low' }),
  task('back', { due: '2026-05-20', snoozedUntil: today, assignee: null }),
  task('put-off', { due: '2026-05-20', snoozedUntil: '2026-06-10', priority: 'low' }),
  task('far', { due: '2026-07-01', signal: 'nps-fell' }),
];
const signalNow = (name: string) => (name === 'nps-low' ? 'nps-fell' : name);
const found = (filter: TaskFilter) => matching(tasks, filter, { today, weeks, signalNow }).map(({ id }) => id);

describe('what is looked for among the open tasks', () => {
  it('is all of them where nothing is said', () => {
    expect(found({})).toHaveLength(tasks.length);
  });

  it.each([
    ['late', ['late']],
    ['put-off', ['put-off']],
    ['to-do', ['late', 'today', 'sunday', 'next', 'back', 'far']],
    ['nobodys', ['back']],
  ] as const)('is %s', (state, ids) => {
    expect(found({ state })).toEqual(ids);
  });

  it.each([
    ['today', ['late', 'today', 'back']],
    [0, ['late', 'today', 'sunday', 'back']],
    [1, ['next', 'put-off']],
    ['later', ['far']],
    [7, []],
  ] as const)('is due (%s), of what was put off when it comes back', (due, ids) => {
    expect(found({ due })).toEqual(ids);
  });

  it('is of a person, of a signal whatever it was called when it was raised, and of a priority, all at once', () => {
    expect(found({ people: new Set(['ken']) })).toEqual(['sunday']);
    expect(found({ signal: 'nps-fell' })).toEqual(['next', 'far']);
    expect(found({ people: new Set(['aya']), priority: 'high', due: 'today' })).toEqual(['today']);
    expect(found({ people: new Set(), priority: 'high' })).toEqual([]);
  });
});

describe('the order of a list of tasks', () => {
  const ids = (order: TaskOrder) => inOrder(tasks, order).map(({ id }) => id);

  it('is by day and urgency, or by urgency and day, and the other way round', () => {
    expect(ids('due')).toEqual(['late', 'today', 'back', 'sunday', 'next', 'put-off', 'far']);
    expect(ids('priority')).toEqual(['today', 'late', 'back', 'sunday', 'next', 'far', 'put-off']);
    expect(ids('-due')).toEqual(ids('due').reverse());
    expect(ids('-priority')).toEqual(ids('priority').reverse());
  });

  it.each(['due', '-due', 'priority', '-priority'] as const)(
    'goes on (%s) behind the last one, though that is closed by now',
    (order) => {
      const [first, second, ...rest] = inOrder(tasks, order) as [ListedTask, ListedTask, ...ListedTask[]];
      expect(inOrder(after(rest, order, second), order)).toEqual(rest);
      expect(after([first, second, ...rest], order, second)).toHaveLength(rest.length);
    },
  );
});
