import { describe, expect, it } from 'vitest';
import type { PlannedWork } from '../../../domain/plays/plan-work.ts';
import type { Task } from '../../../domain/tasks/task.ts';
import { addDays, type Day } from '../../../domain/time/day.ts';
import { D, finish, playbookWith, silentAccount, templatesOf, work, workThrough } from '../../support/plays.ts';
import { Story } from '../../support/story.ts';

const raised = ({ tasks, mails }: PlannedWork) => [
  ...tasks.map(({ template, raisedOn }) => `${template} raised on ${raisedOn}`),
  ...mails.map(({ kind }) => `mail ${kind}`),
];

/** What the plan of each day opens and closes, and raises. */
function history(story: Story, from: Day, to: Day) {
  const days: PlannedWork[] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) days.push(work(story, day, { isHistory: true }));
  return {
    opened: days.flatMap(({ opened }) => opened.map(({ openedOn }) => openedOn)),
    closed: days.flatMap(({ closed }) => closed.map(({ recoveredOn }) => recoveredOn)),
    raised: days.flatMap(raised),
  };
}

describe('days that are caught up with long after them', () => {
  it('put on record what opened and closed, and give nobody a task or a mail', () => {
    const story = silentAccount([{ email: 'win-back', mode: 'send', to: ['admin'] }, { task: 'look' }]);
    story.logins('2026-06-05', 1);
    expect(history(story, '2026-05-30', '2026-06-10')).toEqual({ opened: [D], closed: ['2026-06-05'], raised: [] });
  });

  it('leave nothing to be raised later of an episode that was over', () => {
    const story = silentAccount([{ task: 'look' }, { task: 'later', when: { daysAfter: 20 } }]).logins('2026-06-05', 1);
    history(story, '2026-05-30', '2026-06-10');
    expect(workThrough(story, '2026-06-11', '2026-07-20', raised)).toEqual([]);
  });

  it('leave nothing to be raised of an episode that is over on the first day of the present', () => {
    const story = silentAccount([{ task: 'look' }]).logins('2026-06-11', 1);
    history(story, '2026-05-30', '2026-06-10');
    expect(workThrough(story, '2026-06-11', '2026-06-30', raised)).toEqual([]);
  });

  it('let the play of an episode that is open still begin with the first run of the present, once, dated that day', () => {
    const story = silentAccount([
      { email: 'win-back', mode: 'send', to: ['admin'] },
      { task: 'look' },
      { task: 'call', after: ['look'] },
      { task: 'after-ten-days', when: { daysAfter: 10 } },
    ]);
    expect(history(story, '2026-05-30', '2026-06-29')).toMatchObject({ opened: [D], raised: [] });
    expect(workThrough(story, '2026-06-30', '2026-07-02', raised)).toEqual([
      '2026-06-30 look raised on 2026-06-30',
      '2026-06-30 mail win-back',
      '2026-06-30 mail task',
    ]);
  });

  it('count the days of a play from the day it began, not from the day that nobody knew of', () => {
    const story = silentAccount([{ task: 'after-ten-days', when: { daysAfter: 10 } }]);
    history(story, '2026-05-30', '2026-06-29');
    expect(workThrough(story, '2026-06-30', '2026-07-20', ({ tasks }) => templatesOf({ tasks }))).toEqual([
      '2026-07-10 after-ten-days',
    ]);
  });

  it('go on with the order of the play afterwards', () => {
    const story = silentAccount([{ task: 'look' }, { task: 'call', after: ['look'] }]);
    history(story, '2026-05-30', '2026-06-29');
    const [look] = work(story, '2026-06-30').tasks as [Task];
    finish(story, look, '2026-07-01');
    expect(templatesOf(work(story, '2026-07-01'))).toEqual(['call']);
  });

  it('remind nobody of a task that was raised before them, and close it with its episode', () => {
    const story = silentAccount([{ task: 'look' }]);
    work(story, D);
    story.logins('2026-06-12', 1);
    expect(history(story, '2026-06-02', '2026-06-20')).toEqual({ opened: [], closed: ['2026-06-12'], raised: [] });
  });

  it('do not ask about a renewal that lies behind them', () => {
    const story = new Story();
    story.account = { ...story.account, csm: 'mika', renewalDate: '2026-06-20' };
    story.contacts = [{ id: 'a', account: 'koa', role: 'admin', email: 'a@koa.example' }];
    story.playbook = playbookWith([{ task: 'prepare' }]);
    const { opened, raised: ofThePast } = history(story, '2026-05-30', '2026-06-30');
    expect([opened.length, ofThePast]).toEqual([1, []]);
    expect(workThrough(story, '2026-07-01', '2026-07-10', raised)).toEqual([]);
  });
});
