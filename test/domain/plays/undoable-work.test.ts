import { describe, expect, it } from 'vitest';
import type { Activity } from '../../../domain/activities/activity.ts';
import { addDays } from '../../../domain/time/day.ts';
import { defaultPlaybook } from '../../support/default-playbook.ts';
import { D, finish, silentAccount, templatesOf, work } from '../../support/plays.ts';
import type { Story } from '../../support/story.ts';

const at = (time: string, day = D) => `${day}T${time}:00.000Z`;
const steps = [{ task: 'call' }, { task: 'plan', after: ['call'] }];
/** Somebody did it from a mail at 01:00, and may take that back until 01:10. */
function finishFromMail(story: Story, task: Parameters<typeof finish>[1], outcome?: 'false-alarm'): Activity {
  finish(story, task, D, outcome);
  const activity = story.activities.at(-1) as Activity;
  activity.undoableUntil = at('01:10');
  return activity;
}
const takeBack = (story: Story, taken: Activity) => {
  story.activities = story.activities.filter((activity) => activity !== taken);
};
const openTasks = (story: Story) =>
  story.state?.episodes.flatMap(({ tasks = [] }) =>
    tasks.map(({ template, late }) => `${template} ${late ?? ''}`.trim()),
  );

describe('what was done and may still be taken back', () => {
  it('is gone on from at once; the state remembers the task until it is done for good', () => {
    const story = silentAccount(steps);
    const [call] = work(story, D, { now: at('00:00') }).tasks;
    finishFromMail(story, call as never);
    expect(templatesOf(work(story, D, { now: at('01:01') }))).toEqual(['plan']);
    expect(openTasks(story)).toEqual(['call', 'plan']);
    work(story, D, { now: at('01:10') });
    expect(openTasks(story)).toEqual(['call', 'plan']);
    work(story, D, { now: at('01:11') });
    expect(openTasks(story)).toEqual(['plan']);
  });

  it('taken back, is open as before: it gets late, and what followed is not raised twice', () => {
    const story = silentAccount(steps);
    const [call] = work(story, D, { now: at('00:00') }).tasks;
    const taken = finishFromMail(story, call as never);
    work(story, D, { now: at('01:01') });
    takeBack(story, taken);
    expect(work(story, D, { now: at('01:02') })).toMatchObject({ tasks: [], mails: [] });
    expect(openTasks(story)).toEqual(['call', 'plan']);
    const late = work(story, addDays(D, 3));
    expect(late.mails.map(({ id }) => id.split('/').slice(-3, -1).join(' ')).sort()).toEqual([
      'call reminder',
      'plan reminder',
    ]);
    finish(story, call as never, addDays(D, 3));
    expect(work(story, addDays(D, 3))).toMatchObject({ tasks: [] });
    expect(openTasks(story)).toEqual(['plan reminded']);
  });

  it('is nothing that anybody is reminded of meanwhile', () => {
    const story = silentAccount(steps);
    const [call] = work(story, D).tasks;
    const late = addDays(D, 3);
    finish(story, call as never, late);
    (story.activities.at(-1) as Activity).undoableUntil = at('01:10', late);
    const { mails } = work(story, late, { now: at('01:01', late) });
    expect(mails.map(({ kind }) => kind)).not.toContain('reminder');
  });

  it('called a false alarm, stops the play at once, and goes on with it when that is taken back', () => {
    const story = silentAccount(steps);
    const [call] = work(story, D, { now: at('00:00') }).tasks;
    const taken = finishFromMail(story, call as never, 'false-alarm');
    expect(work(story, D, { now: at('01:01') }).tasks).toEqual([]);
    takeBack(story, taken);
    work(story, D, { now: at('01:02') });
    finish(story, call as never, addDays(D, 1));
    expect(templatesOf(work(story, addDays(D, 1)))).toEqual(['plan']);
  });

  it('closes no matter before it is done for good, so that there is none to open again', () => {
    const story = silentAccount([]);
    story.playbook = structuredClone(defaultPlaybook);
    const touch = structuredClone(defaultPlaybook.signals['no-touch']);
    if (touch === undefined) throw new Error('the default playbook has changed its signals');
    story.playbook.signals = { 'no-touch': touch };
    story.account = { ...story.account, stage: 'adoption' };
    story.activities = [{ id: 'a', day: addDays(D, -120), kind: 'call' }];
    const opened = work(story, D, { now: at('00:00') });
    expect(opened.opened.map(({ signal }) => signal)).toEqual(['no-touch']);
    const taken = finishFromMail(story, opened.tasks[0] as never);
    expect(work(story, D, { now: at('01:01') }).closed).toEqual([]);
    const back = structuredClone(story.state);
    takeBack(story, taken);
    expect(work(story, D, { now: at('01:02') }).closed).toEqual([]);
    story.state = back as never;
    story.activities.push(taken);
    expect(work(story, D, { now: at('01:11') }).closed).toMatchObject([{ signal: 'no-touch', closedAs: 'recovered' }]);
  });
});
