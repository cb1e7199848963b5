import { describe, expect, it } from 'vitest';
import { evaluate } from '../../../domain/evaluation/evaluate.ts';
import { type Roadmap, roadmapOf } from '../../../domain/stages/roadmap.ts';
import type { Task } from '../../../domain/tasks/task.ts';
import { D, finish, work } from '../../support/plays.ts';
import { Story } from '../../support/story.ts';

/** A customer since D. */
function beginning(): Story {
  const story = new Story();
  story.account = { ...story.account, csm: 'mika', stage: 'onboarding-1', contractStart: D };
  story.contacts = [{ id: 'cho', account: 'koa', role: 'champion', keyPerson: true, email: 'cho@koa.example' }];
  return story;
}

function roadmap(story: Story, asOf: string, tasks: Task[]): Roadmap {
  const input = story.input(asOf);
  return roadmapOf(input, evaluate(input), { episodes: story.state?.episodes ?? [], tasks, language: 'en' });
}
const shown = ({ joint, customer, own }: Roadmap) =>
  Object.fromEntries([...joint, ...customer, ...own].map(({ template, status }) => [template, status]));

describe('the roadmap of an account', () => {
  it('shows the goal of its stage with what is met of it, and whose work leads there in order', () => {
    const story = beginning();
    const { tasks } = work(story, D);
    const first = roadmap(story, D, tasks);
    expect(first).toMatchObject({
      stage: 'onboarding-1',
      label: 'Onboarding 1: kickoff',
      since: D,
      usualDays: 21,
      goal: {
        text: expect.stringContaining('kickoff'),
        reached: false,
        requirements: [
          { requirement: { tasksDone: ['kickoff-hold', 'kickoff-goal'] }, met: false, value: 0, limit: 2 },
          { requirement: { accountHas: ['goalName'] }, met: false, value: 0, limit: 1 },
        ],
      },
    });
    expect(shown(first)).toEqual({
      'kickoff-hand-over': 'open',
      'kickoff-date': 'open',
      'kickoff-people': 'to-come',
      'kickoff-hold': 'to-come',
      'kickoff-goal': 'to-come',
    });
    const { doneBy } = story.playbook.tasks['kickoff-people'] ?? {};
    const people = first[doneBy ?? 'own'].find(({ template }) => template === 'kickoff-people');
    expect(people).toMatchObject({ after: ['kickoff-date'], tasks: [] });

    const date = tasks.find(({ template }) => template === 'kickoff-date') as Task;
    finish(story, date, '2026-06-02', 'helped');
    story.account = { ...story.account, goalName: 'Bills in a day' };
    const raised = [
      ...tasks.map((task): Task => (task === date ? { ...task, status: 'done', outcome: 'helped' } : task)),
      ...work(story, '2026-06-02').tasks,
    ];
    const then = roadmap(story, '2026-06-02', raised);
    expect(shown(then)).toMatchObject({ 'kickoff-date': 'done', 'kickoff-people': 'open', 'kickoff-hold': 'to-come' });
    expect(then.goal?.requirements[1]).toMatchObject({ met: true, value: 1 });
  });

  it('says of work that will not come by itself that it was not raised', () => {
    const long = beginning();
    long.account = { ...long.account, contractStart: '2026-03-01' };
    work(long, D);
    expect(new Set(Object.values(shown(roadmap(long, D, []))))).toEqual(new Set(['not-raised']));

    const story = beginning();
    const { tasks } = work(story, D);
    finish(story, tasks[0] as Task, '2026-06-02', 'false-alarm');
    work(story, '2026-06-02');
    expect(shown(roadmap(story, '2026-06-02', tasks))).toMatchObject({ 'kickoff-hold': 'not-raised' });
  });

  it('shows joint work as done only when all of them have done theirs', () => {
    const story = beginning();
    story.playbook = structuredClone(story.playbook);
    const template = story.playbook.tasks['kickoff-date'];
    if (template) template.assign = ['csm', 'sales'];
    const [csm, sales] = work(story, D).tasks.filter(({ template }) => template === 'kickoff-date') as [Task, Task];
    const done = (task: Task): Task => ({ ...task, status: 'done' });
    expect(shown(roadmap(story, D, [done(csm), sales]))['kickoff-date']).toBe('open');
    expect(shown(roadmap(story, D, [done(csm), done(sales)]))['kickoff-date']).toBe('done');
  });

  it('shows the signals that matter in the stage with their state', () => {
    const story = beginning();
    story.deadAddresses = [{ contact: 'cho', address: 'cho@koa.example', reason: 'bounced', day: D }];
    work(story, D);
    expect(roadmap(story, D, []).challenge).toEqual([
      { signal: 'address-dead', label: expect.any(String), state: 'open', about: ['cho'] },
    ]);
    story.deadAddresses = [];
    work(story, '2026-06-02');
    expect(roadmap(story, '2026-06-02', []).challenge).toMatchObject([{ state: 'cooldown', about: [] }]);
  });

  it('is empty where nobody said which stage the account is in', () => {
    expect(roadmap(new Story(), D, [])).toMatchObject({ stage: null, goal: null, own: [], challenge: [] });
  });
});
