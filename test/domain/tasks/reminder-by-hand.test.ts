import { describe, expect, it } from 'vitest';
import { teamOf } from '../../../domain/company/team.ts';
import { lateBy, reminderByHand } from '../../../domain/tasks/reminder-by-hand.ts';
import type { Task } from '../../../domain/tasks/task.ts';
import { businessCalendar } from '../../../domain/time/business-days.ts';
import { addDays } from '../../../domain/time/day.ts';
import { company, contentsOf, D, silentAccount, team, work } from '../../support/plays.ts';

/** Due on Wednesday, 3 June. */
const story = silentAccount([{ task: 'call' }]);
const [task] = work(story, D).tasks as [Task];
const setting = {
  ...{ company, team: teamOf(team), calendar: businessCalendar({}) },
  ...{ playbookVersion: 'v1', now: '2026-06-05T00:00:00.000Z' },
};
const asked = { account: story.account, day: '2026-06-05', moment: '2026-06-05T00:00' };

describe('a reminder that somebody asks for', () => {
  it('says what the one says that comes by itself, and is another mail', () => {
    const mail = reminderByHand(task, { ...asked, type: 'reminder' }, setting);
    const [own] = contentsOf(work(story, '2026-06-05'), 'reminder') as object[];
    expect(mail).toMatchObject({ id: `${task.id}/reminder/by-hand/2026-06-05T00:00/mika`, status: 'pending' });
    expect(mail?.content).toMatchObject({ ...own, lateInBusinessDays: 2 });
    expect(mail?.releasedAt, 'goes whatever went before it').toBe(setting.now);
  });

  it('goes to who answers for the assignee where it is to be escalated', () => {
    const mail = reminderByHand(task, { ...asked, type: 'escalation' }, setting);
    expect(mail).toMatchObject({ kind: 'escalation', person: 'boss', to: { address: 'boss@cs.example' } });
  });

  it('is nobody’s where nobody has the task', () => {
    expect(reminderByHand({ ...task, assignee: null }, { ...asked, type: 'reminder' }, setting)).toBeNull();
  });

  it('counts the days of the assignee, and from the day to which the task was put off', () => {
    const late = (day: string, changes: Partial<Task> = {}) => lateBy({ ...task, ...changes }, day, setting);
    expect([late('2026-06-03'), late('2026-06-04'), late('2026-06-06'), late('2026-06-08')]).toEqual([0, 1, 2, 3]);
    expect(late('2026-06-08', { snoozedUntil: addDays('2026-06-03', 4) })).toBe(1);
  });
});
