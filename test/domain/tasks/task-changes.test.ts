import { describe, expect, it } from 'vitest';
import type { Task, TaskStatus } from '../../../domain/tasks/task.ts';
import {
  assignmentOn,
  type ChangedTask,
  finishTask,
  handOverTask,
  judgeSignal,
  snoozeTask,
  type TaskDecision,
} from '../../../domain/tasks/task-changes.ts';
import { sampleTask } from '../../support/sample-task.ts';

const acting = { by: 'aoi', day: '2026-06-02' };
const task = sampleTask();
const changed = (decision: TaskDecision) => {
  if ('refused' in decision) throw new Error(`refused: ${decision.refused}`);
  return decision;
};
const raised = { id: task.id, template: task.template, due: task.due, assignee: 'aoi' };

describe('finishing a task', () => {
  it('keeps the outcome, the note and the minutes with it, and as something that was done', () => {
    const done = changed(finishTask(task, { outcome: 'helped', note: 'They stay', minutes: 25 }, acting));
    expect(done.task).toMatchObject({ status: 'done', outcome: 'helped', minutes: 25, closedOn: '2026-06-02' });
    expect(done.task.history).toEqual([{ day: '2026-06-02', act: 'done', by: 'aoi', note: 'They stay' }]);
    expect(done.activity).toMatchObject({ kind: 'task', by: 'aoi', minutes: 25, task: { outcome: 'helped' } });
  });

  it('is its assignee’s doing unless somebody else is named', () => {
    const { activity } = changed(finishTask(task, { outcome: null }, { ...acting, by: undefined }));
    expect(activity?.by).toBe('aoi');
  });
});

describe('putting a task off', () => {
  it('keeps it open, with the day it comes back and who put it off', () => {
    const { task: snoozed, activity } = changed(snoozeTask(task, { until: '2026-06-10' }, acting));
    expect(snoozed).toMatchObject({ status: 'open', assignee: 'aoi', snoozedUntil: '2026-06-10', due: task.due });
    expect(snoozed.history).toEqual([{ day: '2026-06-02', act: 'snoozed', until: '2026-06-10', by: 'aoi' }]);
    expect(activity).toMatchObject({ kind: 'task-moved', moved: { task: task.id, snoozedUntil: '2026-06-10' } });
  });

  it('said twice counts once', () => {
    const once = changed(snoozeTask(task, { until: '2026-06-10' }, acting)).task;
    expect(snoozeTask(once, { until: '2026-06-10' }, acting)).toEqual({ task: once });
  });

  it('is to a day still to come, within three months', () => {
    expect(snoozeTask(task, { until: '2026-06-02' }, acting)).toEqual({ refused: 'not-a-later-day' });
    expect(snoozeTask(task, { until: '2026-09-02' }, acting)).toMatchObject({ task: { snoozedUntil: '2026-09-02' } });
    expect(snoozeTask(task, { until: '2026-09-03' }, acting)).toEqual({ refused: 'too-far-off' });
  });
});

describe('handing a task over', () => {
  it('gives it to somebody else, who has it at once, and keeps who had it and what is done together', () => {
    const snoozed = changed(snoozeTask(task, { until: '2026-06-10' }, acting)).task;
    const given = changed(handOverTask(snoozed, { to: 'ken', note: 'Your turf' }, acting));
    expect(given.task).toMatchObject({ assignee: 'ken', role: 'csm', linked: task.linked });
    expect(given.task.snoozedUntil).toBeUndefined();
    expect(given.task.history?.at(-1)).toEqual({
      ...{ day: '2026-06-02', act: 'handed-over', from: 'aoi', to: 'ken', by: 'aoi', note: 'Your turf' },
    });
    expect(given.activity?.moved).toEqual({ task: task.id, order: 2, assignee: 'ken' });
  });

  it('to a role makes it a task of that role', () => {
    expect(changed(handOverTask(task, { to: 'stig', role: 'sales' }, acting)).task.role).toBe('sales');
  });

  it('to whoever has it already does nothing', () => {
    expect(handOverTask(task, { to: 'aoi' }, acting)).toEqual({ refused: 'has-it-already' });
  });
});

describe('a word on the signal', () => {
  it('is kept with the task and for tuning, and leaves the task open', () => {
    const told = changed(judgeSignal(task, { verdict: 'too-early' }, acting));
    expect(told.task).toMatchObject({ status: 'open', feedback: 'too-early' });
    expect(told.activity).toBeUndefined();
    expect(told.feedback).toMatchObject({ signal: 'logins-fell', verdict: 'too-early', by: 'aoi', day: '2026-06-02' });
  });

  it('that it was a false alarm closes the task, so that nothing more of its play is raised', () => {
    const told = changed(judgeSignal(task, { verdict: 'false-alarm', note: 'Holiday' }, acting));
    expect(told.task).toMatchObject({ status: 'done', outcome: 'false-alarm', feedback: 'false-alarm' });
    expect(told.activity?.task?.outcome).toBe('false-alarm');
    expect(told.task.history?.map(({ act }) => act)).toEqual(['feedback', 'done']);
  });

  it('may come after the work is over, and the last one stands', () => {
    const done = changed(finishTask(task, { outcome: 'helped' }, acting)).task;
    const useful = changed(judgeSignal(done, { verdict: 'useful' }, acting));
    expect(useful.task).toMatchObject({ status: 'done', outcome: 'helped', feedback: 'useful' });
    expect(judgeSignal(useful.task, { verdict: 'useful' }, acting)).toEqual({ task: useful.task });
    const after = changed(judgeSignal(useful.task, { verdict: 'false-alarm' }, acting));
    expect(after.task).toMatchObject({ status: 'done', outcome: 'helped', feedback: 'false-alarm' });
    expect(after.activity).toBeUndefined();
  });
});

it('a task that is closed, for whatever reason, is neither done, put off nor handed over any more', () => {
  for (const status of ['done', 'recovered', 'retired', 'churned'] as TaskStatus[]) {
    const closed: Task = { ...task, status };
    expect(finishTask(closed, { outcome: null }, acting)).toEqual({ refused: 'closed' });
    expect(snoozeTask(closed, { until: '2026-06-10' }, acting)).toEqual({ refused: 'closed' });
    expect(handOverTask(closed, { to: 'ken' }, acting)).toEqual({ refused: 'closed' });
  }
});

it('what is done to a task comes to an end, so that nothing can fill its record', () => {
  let current: Task = task;
  let last: TaskDecision = { task };
  for (let n = 0; n < 200 && !('refused' in last); n += 1) {
    last = handOverTask(current, { to: n % 2 === 0 ? 'ken' : 'aoi' }, acting);
    current = (last as ChangedTask).task ?? current;
  }
  expect(last).toEqual({ refused: 'changed-too-often' });
  expect(judgeSignal(current, { verdict: 'useful' }, acting)).toEqual({ refused: 'changed-too-often' });
  expect(finishTask(current, { outcome: null }, acting)).toMatchObject({ task: { status: 'done' } });
});

describe('how a raised task stands', () => {
  const first = changed(snoozeTask(task, { until: '2026-06-10' }, acting));
  const second = changed(handOverTask(first.task, { to: 'ken' }, { ...acting, day: '2026-06-03' }));
  const activities = [second, first].flatMap(({ activity }) => (activity ? [activity] : []));

  it('is by the last thing done to it up to the day, in whatever order the records come', () => {
    expect(assignmentOn(raised, [], '2026-06-05')).toEqual({ assignee: 'aoi' });
    expect(assignmentOn(raised, activities, '2026-06-02')).toMatchObject({
      assignee: 'aoi',
      snoozedUntil: '2026-06-10',
    });
    expect(assignmentOn(raised, activities, '2026-06-03')).toMatchObject({ assignee: 'ken' });
    expect(assignmentOn(raised, activities, '2026-06-03').snoozedUntil).toBeUndefined();
  });

  it('is not touched by what was done to another', () => {
    expect(assignmentOn({ ...raised, id: 'another' }, activities, '2026-06-05')).toEqual({ assignee: 'aoi' });
  });
});
