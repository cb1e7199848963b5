import { describe, expect, it } from 'vitest';
import type { Task } from '../../../domain/tasks/task.ts';
import {
  type ChangedTask,
  finishTask,
  handOverTask,
  judgeSignal,
  snoozeTask,
  type TaskDecision,
  undoTask,
} from '../../../domain/tasks/task-changes.ts';
import { sampleTask } from '../../support/sample-task.ts';

const at = (minute: number) => `2026-06-02T03:${String(minute).padStart(2, '0')}:00.000Z`;
const aoi = (minute = 0) => ({ by: 'aoi', day: '2026-06-02', at: at(minute) });
const ken = (minute = 0) => ({ ...aoi(minute), by: 'ken' });
const task = sampleTask();
const changed = (decision: TaskDecision): ChangedTask => {
  if ('refused' in decision) throw new Error(`refused: ${decision.refused}`);
  return decision;
};
/** All but what was done to it. */
const stateOf = ({ history: _, ...state }: Task) => state;
const last = ({ history = [] }: Task) => history.length - 1;

describe('taking back', () => {
  const snoozed = changed(snoozeTask(task, { until: '2026-06-10' }, aoi())).task;

  it('that a task was put off leaves it as it was, put off to an earlier day or not at all', () => {
    const undone = changed(undoTask(snoozed, 0, aoi(1)));
    expect(stateOf(undone.task)).toEqual(stateOf(task));
    expect(undone.activity).toMatchObject({ kind: 'task-moved', moved: { assignee: 'aoi', order: 2 } });
    expect(undone.activity?.moved?.snoozedUntil).toBeUndefined();
    const later = changed(snoozeTask(snoozed, { until: '2026-06-12' }, aoi(1))).task;
    expect(changed(undoTask(later, 1, aoi(2))).task.snoozedUntil).toBe('2026-06-10');
  });

  it('a hand-over gives it back to who had it, in their role and put off as it was, and its mail is of no use', () => {
    const given = changed(handOverTask(snoozed, { to: 'ken', role: 'sales' }, aoi(1))).task;
    expect(given).toMatchObject({ assignee: 'ken', role: 'sales' });
    const undone = changed(undoTask(given, 1, aoi(2)));
    expect(stateOf(undone.task)).toEqual(stateOf(snoozed));
    expect(undone.activity).toMatchObject({ moved: { assignee: 'aoi', snoozedUntil: '2026-06-10', order: 3 } });
    expect(undone.untold).toEqual({ mail: `${task.id}/handed-over/2/ken`, at: at(2) });
  });

  it('a word on the signal leaves the word before it, whoever said that', () => {
    const first = changed(judgeSignal(task, { verdict: 'too-early', note: 'In May' }, ken())).task;
    const second = changed(judgeSignal(first, { verdict: 'useful' }, aoi(1))).task;
    const undone = changed(undoTask(second, 1, aoi(2)));
    expect(stateOf(undone.task)).toEqual(stateOf(first));
    expect(undone.feedback).toMatchObject({ verdict: 'too-early', by: 'ken', note: 'In May' });
    const only = changed(judgeSignal(task, { verdict: 'useful' }, aoi())).task;
    expect(changed(undoTask(only, 0, aoi(1))).feedback).toBeNull();
  });

  it('counts no word that was taken back itself, and every other one', () => {
    const useful = changed(judgeSignal(task, { verdict: 'useful' }, aoi())).task;
    const alarm = changed(judgeSignal(useful, { verdict: 'false-alarm' }, aoi(1))).task;
    const again = changed(undoTask(alarm, last(alarm), aoi(2))).task;
    expect(again).toMatchObject({ status: 'open', feedback: 'useful' });
    const early = changed(judgeSignal(again, { verdict: 'too-early' }, aoi(3))).task;
    expect(changed(undoTask(early, last(early), aoi(4))).task.feedback).toBe('useful');
    // That it was done and reopened says nothing of what was said before.
    const done = changed(finishTask(useful, { outcome: 'helped' }, aoi(1))).task;
    const open = changed(undoTask(done, last(done), aoi(2))).task;
    const word = changed(judgeSignal(open, { verdict: 'too-early' }, aoi(3))).task;
    expect(changed(undoTask(word, last(word), aoi(4))).task.feedback).toBe('useful');
  });

  it('is for who did it, for ten minutes, and only while nothing was done since', () => {
    expect(undoTask(snoozed, 0, ken(1))).toEqual({ refused: 'closed' });
    expect(undoTask(snoozed, 0, aoi(11))).toEqual({ refused: 'closed' });
    const given = changed(handOverTask(snoozed, { to: 'ken' }, ken(1))).task;
    expect(undoTask(given, 0, aoi(2))).toEqual({ refused: 'closed' });
    const closed: Task = { ...snoozed, status: 'recovered', closedOn: '2026-06-02' };
    expect(undoTask(closed, 0, aoi(1))).toEqual({ refused: 'closed' });
  });

  it('asked for twice is done once', () => {
    const undone = changed(undoTask(snoozed, 0, aoi(1))).task;
    expect(undoTask(undone, 0, aoi(2))).toEqual({ task: undone });
  });
});
