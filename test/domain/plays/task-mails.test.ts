import { describe, expect, it } from 'vitest';
import type { Csm } from '../../../domain/account/account.ts';
import { addDays } from '../../../domain/time/day.ts';
import { contentsOf, D, finish, silentAccount, team, work } from '../../support/plays.ts';

/** The team, with a wish of Mika's. */
const wishing = (taskMails: Csm['taskMails']): Csm[] =>
  team.map((member) => (member.id === 'mika' ? { ...member, taskMails } : member));

const priorityOf = (priority: 'high' | 'normal') => ({ call: { priority } });

describe('which task mails come at once', () => {
  it.each([
    [undefined, 'normal', 1],
    ['each', 'normal', 1],
    ['urgent', 'normal', 0],
    ['urgent', 'high', 1],
    ['digest', 'high', 0],
  ] as const)('who asks for %s gets, of a task of %s priority, %i', (wish, priority, mails) => {
    const story = silentAccount([{ task: 'call' }], priorityOf(priority));
    const planned = work(story, D, { members: wishing(wish) });
    expect(planned.tasks).toHaveLength(1);
    expect(contentsOf(planned, 'task')).toHaveLength(mails);
  });

  it.each(['urgent', 'digest'] as const)('who asks for %s hears at once what a customer answered', (wish) => {
    const story = silentAccount([{ task: 'note' }, { task: 'call', when: { answer: 'talk' } }]);
    story.logins(addDays(D, -1), 1);
    story.account = { ...story.account, renewalDate: '2026-09-01' };
    expect(contentsOf(work(story, D, { members: wishing(wish) }), 'task')).toEqual([]);
    story.answers = [{ renewalDate: '2026-09-01', answer: 'talk', day: addDays(D, 1) }];
    const answered = work(story, addDays(D, 1), { members: wishing(wish) });
    expect(contentsOf(answered, 'task').map(({ tasks }) => tasks.map(({ template }) => template))).toEqual([['call']]);
  });

  it('an urgent task takes those of its episode along', () => {
    const story = silentAccount([{ task: 'call' }, { task: 'note' }], priorityOf('high'));
    const [mail] = contentsOf(work(story, D, { members: wishing('urgent') }), 'task');
    expect(mail?.tasks.map(({ template }) => template)).toEqual(['call', 'note']);
  });

  it('reminders and escalations come whatever was asked for', () => {
    const story = silentAccount([{ task: 'call' }]);
    work(story, D, { members: wishing('digest') });
    const late = work(story, addDays(D, 9), { members: wishing('digest') });
    expect(contentsOf(late, 'reminder')).toHaveLength(1);
    expect(contentsOf(late, 'escalation')).toHaveLength(1);
  });

  it('a task remembers when it was raised and what its play could not do, for the digest', () => {
    const story = silentAccount([{ task: 'call' }, { email: 'win-back', mode: 'draft', to: ['champion'] }]);
    expect(work(story, D).tasks[0]).toMatchObject({ raisedAt: `${D}T00:00:00.000Z`, lacks: ['no-address'] });
  });
});

describe('a play that tells the chat', () => {
  function told(chat: boolean) {
    const story = silentAccount([{ task: 'call' }, { task: 'plan', after: ['call'] }]);
    const play = story.playbook.plays.tried;
    if (play) play.chat = chat;
    return story;
  }

  it('says of which account, why, who has what and until when', () => {
    expect(work(told(true), D).notes).toEqual([
      {
        id: 'koa/no-login/-/2026-06-01/chat',
        place: 'main',
        locale: 'en',
        account: { id: 'koa', name: 'Koa' },
        signal: 'no-login',
        subject: null,
        evidence: { days: 60 },
        tasks: [
          { id: 'koa/no-login/-/2026-06-01/call', template: 'call', assigneeName: 'Mika Sato', due: '2026-06-03' },
        ],
      },
    ]);
  });

  it('does so once an episode, and never on a quiet day', () => {
    const story = told(true);
    const [call] = work(story, D).tasks;
    expect(work(story, addDays(D, 1)).notes).toEqual([]);
    if (call) finish(story, call, addDays(D, 2));
    const followed = work(story, addDays(D, 2));
    expect(followed.tasks.map(({ template }) => template)).toEqual(['plan']);
    expect(followed.notes).toEqual([]);
  });

  it('does so only where it is asked to', () => {
    expect(work(told(false), D).notes).toEqual([]);
  });
});
