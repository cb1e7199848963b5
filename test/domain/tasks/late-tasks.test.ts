import { describe, expect, it } from 'vitest';
import type { Csm } from '../../../domain/account/account.ts';
import type { PlannedWork } from '../../../domain/plays/plan-work.ts';
import type { Task } from '../../../domain/tasks/task.ts';
import { contentsOf, D, finish, type Setting, silentAccount, team, work, workThrough } from '../../support/plays.ts';
import type { Story } from '../../support/story.ts';

/** Raised on Monday the first, due in two business days: on Wednesday the third. */
const withOneTask = () => silentAccount([{ task: 'look' }]);
const tellLate = ({ mails }: PlannedWork) =>
  mails
    .filter(({ kind }) => kind === 'reminder' || kind === 'escalation')
    .map(({ kind, to }) => `${kind} ${to.address}`);
const toldUntil = (story: Story, until: string, setting?: Setting) => workThrough(story, D, until, tellLate, setting);
const but = (id: string, more: Partial<Csm>) =>
  team.map((member) => (member.id === id ? { ...member, ...more } : member));

describe('a task that gets late', () => {
  it('is reminded of one business day after it was due, and told to the manager after three, each once', () => {
    expect(toldUntil(withOneTask(), '2026-07-31')).toEqual([
      '2026-06-04 reminder mika@cs.example',
      '2026-06-08 escalation boss@cs.example',
    ]);
  });

  it('goes by the numbers of the playbook and the business days of whoever has it', () => {
    const story = withOneTask();
    story.playbook.overdue = { remindAfterInBusinessDays: 2, escalateAfterInBusinessDays: 5 };
    const members = but('mika', { workingDays: ['Mon', 'Wed'] });
    // Due on Monday the eighth; two working days later is the fifteenth, five the twenty-fourth.
    expect(toldUntil(story, '2026-07-31', { members })).toEqual([
      '2026-06-15 reminder mika@cs.example',
      '2026-06-24 escalation boss@cs.example',
    ]);
  });

  it('is neither on the day it is due nor after it was done', () => {
    const story = withOneTask();
    const [task] = work(story, D).tasks as [Task];
    expect(tellLate(work(story, '2026-06-03'))).toEqual([]);
    finish(story, task, '2026-06-04');
    expect(toldUntil(story, '2026-06-30')).toEqual([]);
  });

  it('is not chased once its signal recovered', () => {
    const story = withOneTask();
    work(story, D);
    story.logins('2026-06-04', 1);
    expect(toldUntil(story, '2026-06-30')).toEqual([]);
  });

  it('is chased in a renewal that was answered, too', () => {
    const story = silentAccount([{ task: 'talk', when: { answer: 'talk' } }]).logins('2026-05-30', 1);
    story.account = { ...story.account, renewalDate: '2026-09-01' };
    work(story, D);
    story.answers = [{ renewalDate: '2026-09-01', answer: 'talk', day: '2026-06-02' }];
    expect(workThrough(story, '2026-06-02', '2026-06-30', tellLate)).toEqual([
      '2026-06-05 reminder mika@cs.example',
      '2026-06-09 escalation boss@cs.example',
    ]);
  });

  it('is caught up with after days without a run, nothing twice', () => {
    const story = withOneTask();
    work(story, D);
    expect(tellLate(work(story, '2026-06-20'))).toEqual(['reminder mika@cs.example', 'escalation boss@cs.example']);
    expect(tellLate(work(story, '2026-06-20'))).toEqual([]);
    expect(tellLate(work(story, '2026-06-22'))).toEqual([]);
  });

  it('is told with what it is, whose, since when and how late, under an id that is made of the task', () => {
    const story = withOneTask();
    work(story, D);
    const planned = work(story, '2026-06-08');
    const id = 'koa/no-login/-/2026-06-01/look';
    expect(planned.mails.map((mail) => [mail.id, mail.language])).toEqual([
      [`${id}/reminder/mika`, 'ja'],
      [`${id}/escalation/boss`, 'en'],
    ]);
    expect(contentsOf(planned, 'escalation')).toMatchObject([
      {
        account: { name: 'Koa' },
        task: { id, template: 'look', due: '2026-06-03', assigneeName: 'Mika Sato' },
        lateInBusinessDays: 3,
      },
    ]);
  });

  it('is told to who stands in for somebody away', () => {
    const members = but('mika', { standIn: 'sales', awayFrom: '2026-06-03' });
    const managed = members.map((member) =>
      member.id === 'boss' ? { ...member, standIn: 'chief', awayFrom: D } : member,
    );
    const chief: Csm = { id: 'chief', name: 'Chief', email: 'chief@cs.example', role: 'manager' };
    expect(toldUntil(withOneTask(), '2026-06-30', { members: [...managed, chief] })).toEqual([
      '2026-06-04 reminder sam@cs.example',
      '2026-06-08 escalation chief@cs.example',
    ]);
  });

  it('is not told to a manager about themself', () => {
    const story = silentAccount([{ task: 'look' }], { look: { assign: 'manager' } });
    expect(toldUntil(story, '2026-06-30')).toEqual(['2026-06-04 reminder boss@cs.example']);
  });

  it('is told to the manager at least where nobody has it', () => {
    const story = withOneTask();
    work(story, D, { members: [] });
    expect(workThrough(story, '2026-06-02', '2026-06-30', tellLate, { members: team })).toEqual([
      '2026-06-08 escalation boss@cs.example',
    ]);
  });

  it('of two who do it together is whoever has not done theirs', () => {
    const story = silentAccount([{ task: 'upsell' }], { upsell: { assign: ['csm', 'sales'] } });
    const [csm] = work(story, D).tasks as [Task];
    finish(story, csm, '2026-06-02');
    expect(toldUntil(story, '2026-06-05')).toEqual(['2026-06-04 reminder sam@cs.example']);
  });
});
