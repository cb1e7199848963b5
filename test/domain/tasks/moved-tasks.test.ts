import { describe, expect, it } from 'vitest';
import type { PlannedWork } from '../../../domain/plays/plan-work.ts';
import type { Task } from '../../../domain/tasks/task.ts';
import { handOverTask, snoozeTask, type TaskDecision } from '../../../domain/tasks/task-changes.ts';
import type { Day } from '../../../domain/time/day.ts';
import { contentsOf, D, finish, silentAccount, work, workThrough } from '../../support/plays.ts';
import type { Story } from '../../support/story.ts';

/** Raised on Monday the first, due in two business days: on Wednesday the third. */
const withOneTask = () => {
  const story = silentAccount([{ task: 'look' }]);
  const [task] = work(story, D).tasks as [Task];
  return { story, task };
};
const tell = ({ mails }: PlannedWork) => mails.map(({ kind, to }) => `${kind} ${to.address}`);
const change = (story: Story, decision: TaskDecision): Task => {
  if ('refused' in decision) throw new Error(decision.refused);
  if (decision.activity) story.activities.push(decision.activity);
  return decision.task;
};
const on = (day: Day) => ({ by: 'mika', day });

describe('a task that was put off', () => {
  it('is left alone until its day, comes back once, and is late from there on', () => {
    const { story, task } = withOneTask();
    change(story, snoozeTask(task, { until: '2026-06-15' }, on('2026-06-02')));
    expect(workThrough(story, '2026-06-02', '2026-07-31', tell)).toEqual([
      '2026-06-15 returned mika@cs.example',
      '2026-06-16 reminder mika@cs.example',
      '2026-06-18 escalation boss@cs.example',
    ]);
  });

  it('comes back with what is known on that day, due then', () => {
    const { story, task } = withOneTask();
    change(story, snoozeTask(task, { until: '2026-06-15' }, on('2026-06-02')));
    work(story, '2026-06-14');
    const [content] = contentsOf(work(story, '2026-06-15'), 'returned');
    expect(content).toMatchObject({
      ...{ account: { id: 'koa' }, task: { id: task.id, due: '2026-06-15', assignee: 'mika' } },
      data: { asOf: '2026-06-15' },
    });
  });

  it('before it was due comes back earlier, and is late when it would have been', () => {
    const { story, task } = withOneTask();
    change(story, snoozeTask(task, { until: '2026-06-02' }, on('2026-06-01')));
    expect(workThrough(story, '2026-06-02', '2026-06-30', tell)).toEqual([
      '2026-06-02 returned mika@cs.example',
      '2026-06-04 reminder mika@cs.example',
      '2026-06-08 escalation boss@cs.example',
    ]);
  });

  it('after it was reminded of is reminded of anew, and again after a second time', () => {
    const { story, task } = withOneTask();
    expect(workThrough(story, '2026-06-02', '2026-06-04', tell)).toEqual(['2026-06-04 reminder mika@cs.example']);
    const once = change(story, snoozeTask(task, { until: '2026-06-09' }, on('2026-06-04')));
    expect(workThrough(story, '2026-06-05', '2026-06-10', tell)).toEqual([
      '2026-06-09 returned mika@cs.example',
      '2026-06-10 reminder mika@cs.example',
    ]);
    change(story, snoozeTask(once, { until: '2026-06-17' }, on('2026-06-10')));
    const mails = ['2026-06-17', '2026-06-18'].flatMap((day) => work(story, day).mails);
    expect(mails.map(({ kind }) => kind)).toEqual(['returned', 'reminder']);
    expect(mails[1]?.id).toBe(`${task.id}/2026-06-17/reminder/mika`);
  });

  it('that is done meanwhile does not come back', () => {
    const { story, task } = withOneTask();
    change(story, snoozeTask(task, { until: '2026-06-15' }, on('2026-06-02')));
    finish(story, task, '2026-06-10');
    expect(workThrough(story, '2026-06-02', '2026-06-30', tell)).toEqual([]);
  });
});

describe('a task that was handed over', () => {
  it('is its new assignee’s to be reminded of, and their manager’s to be told of', () => {
    const { story, task } = withOneTask();
    change(story, handOverTask(task, { to: 'sales' }, on('2026-06-02')));
    expect(workThrough(story, '2026-06-02', '2026-06-30', tell)).toEqual([
      '2026-06-04 reminder sam@cs.example',
      '2026-06-08 escalation boss@cs.example',
    ]);
  });

  it('after it was put off is not put off any more', () => {
    const { story, task } = withOneTask();
    const snoozed = change(story, snoozeTask(task, { until: '2026-06-15' }, on('2026-06-02')));
    change(story, handOverTask(snoozed, { to: 'sales' }, on('2026-06-02')));
    expect(workThrough(story, '2026-06-02', '2026-06-04', tell)).toEqual(['2026-06-04 reminder sam@cs.example']);
  });

  it('ends its play by being done, whoever did it', () => {
    const { story, task } = withOneTask();
    const given = change(story, handOverTask(task, { to: 'sales' }, on('2026-06-02')));
    work(story, '2026-06-02');
    finish(story, given, '2026-06-03');
    expect(workThrough(story, '2026-06-03', '2026-06-30', tell)).toEqual([]);
  });
});
