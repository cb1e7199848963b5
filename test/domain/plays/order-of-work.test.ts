import { describe, expect, it } from 'vitest';
import { evaluate } from '../../../domain/evaluation/evaluate.ts';
import type { PlayStep } from '../../../domain/playbook/playbook.ts';
import type { Task } from '../../../domain/tasks/task.ts';
import { contentsOf, D, finish, silentAccount, templatesOf, work } from '../../support/plays.ts';
import type { Story } from '../../support/story.ts';

const inARow: PlayStep[] = [
  { task: 'look' },
  { task: 'call', after: ['look'] },
  { task: 'plan', after: ['call'] },
  { task: 'tell' },
];
const next = '2026-06-02';
const openTasks = ({ state }: Story) => state?.episodes.flatMap(({ tasks = [] }) => tasks.map(({ id }) => id)) ?? [];
const byTemplate = (tasks: Task[], template: string) => tasks.find((task) => task.template === template) as Task;

describe('the tasks of a play in their order', () => {
  it('raises at first what waits for nothing, and says what comes after it', () => {
    const first = work(silentAccount(inARow), D);
    expect(templatesOf(first)).toEqual(['look', 'tell']);
    expect(first.tasks.map(({ order }) => order)).toEqual([1, 4]);
    expect(contentsOf(first, 'task')).toMatchObject([{ next: ['call', 'plan'], done: [] }]);
  });

  it('raises the next task, and its mail, when the one before it is done, the same day', () => {
    const story = silentAccount(inARow);
    const { tasks } = work(story, D);
    expect(work(story, D)).toMatchObject({ tasks: [], mails: [] });
    finish(story, byTemplate(tasks, 'look'), D, 'helped', 'They moved office');
    const then = work(story, D);
    expect(templatesOf(then)).toEqual(['call']);
    expect(then.mails.map(({ id }) => id)).toEqual(['koa/no-login/-/2026-06-01/task-call/mika']);
    expect(contentsOf(then, 'task')).toMatchObject([
      {
        next: ['plan'],
        done: [{ template: 'look', byName: 'Mika Sato', outcome: 'helped', note: 'They moved office' }],
      },
    ]);
    expect(work(story, next)).toMatchObject({ tasks: [], mails: [] });
  });

  it('waits for every task that is named', () => {
    const story = silentAccount([{ task: 'look' }, { task: 'ask' }, { task: 'call', after: ['look', 'ask'] }]);
    const { tasks } = work(story, D);
    finish(story, byTemplate(tasks, 'look'), D);
    expect(work(story, D).tasks).toEqual([]);
    finish(story, byTemplate(tasks, 'ask'), next);
    expect(templatesOf(work(story, next))).toEqual(['call']);
  });

  it('takes a task that was not needed for done', () => {
    const story = silentAccount(inARow);
    finish(story, byTemplate(work(story, D).tasks, 'look'), D, 'not-needed');
    expect(templatesOf(work(story, D))).toEqual(['call']);
  });

  it('takes a step with a date and an order when both have come', () => {
    const story = silentAccount([{ task: 'look' }, { task: 'call', after: ['look'], when: { daysAfter: 3 } }]);
    finish(story, byTemplate(work(story, D).tasks, 'look'), D);
    expect(work(story, '2026-06-03').tasks).toEqual([]);
    expect(templatesOf(work(story, '2026-06-04'))).toEqual(['call']);
  });

  it('is not moved on by a task of another episode', () => {
    const story = silentAccount(inARow);
    const look = byTemplate(work(story, D).tasks, 'look');
    finish(story, { ...look, id: 'koa/no-login/-/2025-06-01/look', episode: 'koa/no-login/-/2025-06-01' }, D);
    expect(work(story, D).tasks).toEqual([]);
  });

  it('remembers with the episode which tasks are still open', () => {
    const story = silentAccount(inARow);
    const { tasks } = work(story, D);
    expect(story.state?.episodes[0]?.tasks).toEqual(
      tasks.map(({ id, template, due, assignee }) => ({ id, template, due, assignee })),
    );
    finish(story, byTemplate(tasks, 'tell'), D);
    finish(story, byTemplate(tasks, 'look'), D);
    work(story, D);
    expect(openTasks(story)).toEqual(['koa/no-login/-/2026-06-01/call']);
    // A log-in: the signal recovers, and its open tasks close with it.
    story.logins(next, 1);
    expect(work(story, next)).toMatchObject({ closed: [{ closedAs: 'recovered' }], tasks: [] });
    expect(openTasks(story)).toEqual([]);
  });
});

describe('a false alarm', () => {
  it('ends the play: no task, no mail and no reminder more, and the episode stays open until it recovers', () => {
    const story = silentAccount([
      { task: 'look' },
      { task: 'call', after: ['look'] },
      { task: 'tell' },
      { task: 'later', when: { daysAfter: 7 } },
      { email: 'win-back', mode: 'send', to: ['admin'], when: { daysAfter: 7 } },
    ]);
    finish(story, byTemplate(work(story, D).tasks, 'look'), next, 'false-alarm');
    for (const day of [next, '2026-06-08', '2026-06-30']) {
      expect(work(story, day)).toMatchObject({ tasks: [], mails: [], closed: [] });
    }
    expect(evaluate(story.input('2026-06-30')).signals.find(({ signal }) => signal === 'no-login')).toMatchObject({
      state: 'open',
    });
    story.logins('2026-07-01', 1);
    expect(work(story, '2026-07-01').closed).toMatchObject([{ closedAs: 'recovered' }]);
  });
});

describe('a renewal that was answered', () => {
  const steps: PlayStep[] = [
    { task: 'prepare' },
    { task: 'review', after: ['prepare'] },
    { task: 'talk', when: { answer: 'talk' } },
    { task: 'offer', after: ['talk'] },
  ];
  function renewing(): Story {
    const story = silentAccount(steps).logins('2026-05-30', 1);
    story.account = { ...story.account, renewalDate: '2026-09-01' };
    return story;
  }

  const episode = 'koa/renewal-due/2026-09-01/2026-06-01';

  it('goes on with its work, and with what the answer raised and what follows from that', () => {
    const story = renewing();
    finish(story, byTemplate(work(story, D).tasks, 'prepare'), '2026-06-12');
    story.answers = [{ renewalDate: '2026-09-01', answer: 'talk', day: '2026-06-12' }];
    const answered = work(story, '2026-06-12');
    expect(templatesOf(answered)).toEqual(['review', 'talk']);
    expect(answered.closed).toEqual([]);
    finish(story, byTemplate(answered.tasks, 'talk'), '2026-06-15');
    expect(templatesOf(work(story, '2026-06-15'))).toEqual(['offer']);
    expect(openTasks(story)).toEqual([`${episode}/review`, `${episode}/offer`]);
  });

  it('begins what follows from an answer anew when it is given anew', () => {
    const story = renewing();
    work(story, D);
    const said = { renewalDate: '2026-09-01', answer: 'talk', day: '2026-06-12' } as const;
    story.answers = [said];
    finish(story, byTemplate(work(story, '2026-06-12').tasks, 'talk'), '2026-06-15');
    expect(templatesOf(work(story, '2026-06-15'))).toEqual(['offer']);
    story.answers = [{ ...said, day: '2026-06-16', comment: 'One more thing', earlier: [said] }];
    const again = work(story, '2026-06-16');
    expect(again.overtaken).toEqual([`${episode}/offer`]);
    expect(again.tasks.map(({ id }) => id)).toEqual([`${episode}/talk/2`]);
    expect(work(story, '2026-06-17').tasks).toEqual([]);
    finish(story, again.tasks[0] as Task, '2026-06-18');
    expect(work(story, '2026-06-18').tasks.map(({ id }) => id)).toEqual([`${episode}/offer/2`]);
  });

  it('asks for nothing more of an answer that was found to be a false alarm', () => {
    const story = renewing();
    work(story, D);
    story.answers = [{ renewalDate: '2026-09-01', answer: 'talk', day: '2026-06-12' }];
    finish(story, byTemplate(work(story, '2026-06-12').tasks, 'talk'), '2026-06-15', 'false-alarm');
    expect(work(story, '2026-06-15').tasks).toEqual([]);
  });

  it('is not answered by an answer of a later day', () => {
    const story = renewing();
    story.answers = [{ renewalDate: '2026-09-01', answer: 'talk', day: '2026-06-12' }];
    expect(templatesOf(work(story, D))).toEqual(['prepare']);
  });

  it('keeps its open tasks when the cooldown is over', () => {
    const story = renewing();
    const rule = story.playbook.signals['renewal-due'];
    if (rule) rule.cooldownInDays = 5;
    work(story, D);
    story.answers = [{ renewalDate: '2026-09-01', answer: 'talk', day: '2026-06-12' }];
    work(story, '2026-06-12');
    work(story, '2026-07-12');
    expect(openTasks(story)).toEqual([`${episode}/prepare`, `${episode}/talk`]);
  });
});
