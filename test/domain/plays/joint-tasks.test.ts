import { describe, expect, it } from 'vitest';
import type { PlayStep } from '../../../domain/playbook/playbook.ts';
import type { Task } from '../../../domain/tasks/task.ts';
import { contentsOf, D, finish, silentAccount, templatesOf, work } from '../../support/plays.ts';

const steps: PlayStep[] = [{ task: 'upsell' }, { task: 'note' }, { task: 'close', after: ['upsell'] }];
const templates = { upsell: { assign: ['csm', 'sales'] as ['csm', 'sales'] } };
const together = () => silentAccount(steps, templates);

describe('work that two roles do together', () => {
  it('is a task for each of them, each knowing the other', () => {
    const { tasks } = work(together(), D);
    const base = 'koa/no-login/-/2026-06-01/upsell';
    expect(
      tasks.slice(0, 2).map(({ id, role, assignee, linked, order }) => ({ id, role, assignee, linked, order })),
    ).toEqual([
      { id: `${base}/csm`, role: 'csm', assignee: 'mika', linked: [`${base}/sales`], order: 1 },
      { id: `${base}/sales`, role: 'sales', assignee: 'sales', linked: [`${base}/csm`], order: 1 },
    ]);
    expect(tasks[2]).not.toHaveProperty('linked');
  });

  it('is told to each in a mail of their own, by the name of the other', () => {
    const planned = work(together(), D);
    const [mika, sam] = contentsOf(planned, 'task');
    expect(planned.mails.map(({ id }) => id.replace(/.*06-01\//, ''))).toEqual([
      'task-upsell/mika',
      'task-upsell/sales',
    ]);
    expect(mika?.tasks).toMatchObject([{ template: 'upsell', togetherWith: ['Sam'] }, { template: 'note' }]);
    expect(mika?.othersTasks).toEqual([]);
    expect(sam?.tasks).toMatchObject([{ template: 'upsell', togetherWith: ['Mika Sato'] }]);
    expect(sam?.othersTasks).toMatchObject([{ template: 'note', assigneeName: 'Mika Sato' }]);
    expect(mika?.next).toEqual(['close']);
  });

  it('is done when all of them are, and only then is gone on with', () => {
    const story = together();
    const [csm, sales] = work(story, D).tasks as [Task, Task];
    finish(story, csm, D, 'helped');
    expect(work(story, D).tasks).toEqual([]);
    finish(story, sales, '2026-06-02', 'won');
    const then = work(story, '2026-06-02');
    expect(templatesOf(then)).toEqual(['close']);
    expect(contentsOf(then, 'task')[0]?.done).toEqual([
      { template: 'upsell', byName: 'Mika Sato', outcome: 'helped', note: undefined },
      { template: 'upsell', byName: 'Sam', outcome: 'won', note: undefined },
    ]);
  });
});
