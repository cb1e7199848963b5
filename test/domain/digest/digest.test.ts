import { describe, expect, it } from 'vitest';
import type { Csm } from '../../../domain/account.ts';
import {
  type DigestInput,
  digestOf,
  leadingTasks,
  type OpenTask,
  tasksByPerson,
} from '../../../domain/digest/digest.ts';
import { teamOf } from '../../../domain/plays/team.ts';

const DAY = '2026-06-03';
const aoi: Csm = { id: 'aoi', name: 'Aoi', email: 'aoi@cs.example', role: 'csm' };

function task(id: string, changes: Partial<OpenTask> = {}): OpenTask {
  return {
    id,
    account: 'koa',
    signal: 'logins-fell',
    subject: null,
    episode: 'koa/logins-fell/-/2026-06-01',
    template: 'check-in-call',
    title: 'Call the champion',
    assignee: 'aoi',
    priority: 'normal',
    due: '2026-06-05',
    raisedAt: '2026-06-01T00:00:00.000Z',
    ...changes,
  };
}

const digest = (tasks: OpenTask[], changes: Partial<DigestInput> = {}) =>
  digestOf({ reader: aoi, day: DAY, last: null, tasks, views: new Map(), lateOfTeam: [], ...changes });

describe('a digest', () => {
  it('is none where there is nothing to do', () => {
    expect(digest([])).toBeNull();
    expect(digest([], { lateOfTeam: [{ name: 'Mika', late: 0 }] })).toBeNull();
  });

  it('groups by account, the account with the most urgent task first: by day, then by priority', () => {
    const tasks = [
      task('a', { account: 'later', due: '2026-06-04' }),
      task('b', { account: 'late', due: '2026-06-01', priority: 'low' }),
      task('c', { account: 'later', due: '2026-06-09' }),
      task('d', { account: 'high', due: '2026-06-04', priority: 'high' }),
    ];
    const made = digest(tasks);
    expect(made?.accounts.map(({ account, tasks: own }) => [account.id, own.map(({ id }) => id)])).toEqual([
      ['late', ['b']],
      ['high', ['d']],
      ['later', ['a', 'c']],
    ]);
    expect(made).toMatchObject({ open: 4, late: 1, more: { accounts: 0, tasks: 0 } });
    expect(leadingTasks(tasks).map(({ id }) => id)).toEqual(['b', 'd', 'a']);
  });

  it('says what is new since the last one, and calls nothing new in the first', () => {
    const tasks = [
      task('before', { raisedAt: '2026-06-01T10:00:00.000Z' }),
      task('since', { raisedAt: '2026-06-02T10:00:00.000Z' }),
      task('old', { raisedAt: undefined }),
    ];
    const last = { at: '2026-06-01T23:00:00.000Z', day: '2026-06-02' };
    const made = digest(tasks, { last });
    expect(made).toMatchObject({ fresh: 1, since: '2026-06-02' });
    expect(made?.accounts[0]?.tasks.filter(({ isNew }) => isNew).map(({ id }) => id)).toEqual(['since']);
    expect(digest(tasks)).toMatchObject({ fresh: 0, since: null });
  });

  it('calls a task new that was raised while the last one was being made', () => {
    const last = { at: '2026-06-01T23:00:00.000Z', day: '2026-06-02' };
    expect(digest([task('just then', { raisedAt: '2026-06-01T22:59:59.900Z' })], { last })).toMatchObject({ fresh: 1 });
  });

  it('shows what one can read, and counts the rest', () => {
    const tasks = Array.from({ length: 2_000 }, (_, i) =>
      task(`t${i}`, { account: `a${i % 100}`, due: i % 100 < 10 ? '2026-06-01' : '2026-06-09' }),
    );
    const made = digest(tasks);
    expect(made).toMatchObject({ open: 2_000, late: 200 });
    const shown = made?.accounts.reduce((sum, { tasks: own, moreTasks }) => sum + own.length + moreTasks, 0) ?? 0;
    expect(shown + (made?.more.tasks ?? 0)).toBe(2_000);
    expect((made?.accounts.length ?? 0) + (made?.more.accounts ?? 0)).toBe(100);
    expect(JSON.stringify(made).length).toBeLessThan(50_000);
  });

  it('says who has each task: who left, where the reader goes on for them', () => {
    const made = digest([task('own'), task('taken over', { assignee: 'mika' })]);
    expect(made?.accounts[0]?.tasks.map(({ id, assignee }) => [id, assignee])).toEqual([
      ['own', 'aoi'],
      ['taken over', 'mika'],
    ]);
  });

  it('says once for an account what its plays could not do', () => {
    const made = digest([task('a', { lacks: ['no-address'] }), task('b', { lacks: ['no-address'] })]);
    expect(made?.accounts[0]?.lacks).toEqual(['no-address']);
  });

  it('tells who answers for others how much of theirs is late, the most first', () => {
    const lateOfTeam = [
      { name: 'Mika', late: 2 },
      { name: 'Nils', late: 0 },
      { name: 'Aoi', late: 9 },
    ];
    expect(digest([], { lateOfTeam })).toMatchObject({
      open: 0,
      team: [
        { name: 'Aoi', late: 9 },
        { name: 'Mika', late: 2 },
      ],
    });
  });
});

describe('whose the open tasks are', () => {
  const team = teamOf([
    { ...aoi, leftOn: '2026-06-02', successor: 'rei' },
    { id: 'rei', name: 'Rei', email: 'rei@cs.example', role: 'csm' },
  ]);

  it('is nobody’s while a task is put off', () => {
    const snoozed = [task('a', { snoozedUntil: '2026-06-02' })];
    expect(tasksByPerson(snoozed, team, '2026-06-01').size).toBe(0);
    expect(tasksByPerson(snoozed, team, '2026-06-02').size).toBe(1);
  });

  it('is said by the task, or by who goes on for somebody who has left', () => {
    expect([...tasksByPerson([task('a')], team, '2026-06-01').keys()]).toEqual(['aoi']);
    expect([...tasksByPerson([task('a')], team, '2026-06-02').keys()]).toEqual(['rei']);
    expect([...tasksByPerson([task('a', { assignee: null }), task('b', { assignee: 'gone' })], team, DAY)]).toEqual([]);
  });
});
