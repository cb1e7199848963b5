import { describe, expect, it } from 'vitest';
import { type Activity, loggedKinds } from '../../../domain/activities/activity.ts';
import { actsOf } from '../../../domain/activities/acts.ts';
import type { TaskOutcome } from '../../../domain/tasks/task-outcome.ts';

const DAY = '2026-02-04';
const EPISODE = 'koa/logins-fell/-/2026-02-01';
const task = (outcome: TaskOutcome | null, more: Partial<Activity> = {}): Activity => ({
  ...{ id: 'a', day: DAY, kind: 'task', task: { id: 't', episode: EPISODE, template: 'look', outcome } },
  ...more,
});
const acts = (...activities: Activity[]) => actsOf(activities, []);

describe('What the team did for a customer', () => {
  it('is every conversation, of which nobody writes down what raised it', () => {
    const touches = loggedKinds.filter((kind) => kind !== 'note');
    expect(acts(...touches.map((kind): Activity => ({ id: kind, day: DAY, kind })))).toEqual(
      touches.map(() => ({ day: DAY })),
    );
  });

  it('is a task that was done, of its episode', () => {
    for (const outcome of [null, 'won', 'helped', 'no-effect'] as const)
      expect([outcome, acts(task(outcome))]).toEqual([outcome, [{ day: DAY, episode: EPISODE }]]);
  });

  it('is a mail of an episode that somebody let go', () => {
    expect(actsOf([], [{ episode: EPISODE, day: DAY }])).toEqual([{ episode: EPISODE, day: DAY }]);
  });

  it.each<[string, Activity]>([
    ['nothing had to be done', task('not-needed')],
    ['it was a false alarm', task('false-alarm')],
    ['the customer ticked it off', task('helped', { contact: 'mei' })],
    ['a task was put off', { id: 'a', day: DAY, kind: 'task-moved', moved: { task: 't', order: 1, assignee: null } }],
    ['somebody wrote a note', { id: 'a', day: DAY, kind: 'note', note: 'Ask about exports.' }],
    ['somebody set the stage', { id: 'a', day: DAY, kind: 'stage', stage: 'adoption' }],
  ])('is none of it that %s', (_, activity) => {
    expect(acts(activity)).toEqual([]);
  });
});
