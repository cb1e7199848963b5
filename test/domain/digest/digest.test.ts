import { describe, expect, it } from 'vitest';
import type { Csm } from '../../../domain/account/account.ts';
import { teamOf } from '../../../domain/company/team.ts';
import { type DigestInput, digestOf, leadingTasks, tasksByPerson } from '../../../domain/digest/digest.ts';
import type { MoveToDo } from '../../../domain/improvement-map/moves.ts';
import type { OpenTask } from '../../../domain/tasks/open-task.ts';
import { defaultPlaybook as rules } from '../../support/default-playbook.ts';

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
  digestOf({
    ...{ reader: aoi, day: DAY, last: null, tasks, views: new Map(), rules, moves: [], lateOfTeam: [] },
    ...changes,
  });

const viewOf = (account: string) => ({
  account: { id: account, name: account },
  about: null,
  evidence: {},
  data: { weeklyLogins: [] },
});

describe('a digest', () => {
  it('is none where there is nothing to do', () => {
    expect(digest([])).toBeNull();
    expect(digest([], { lateOfTeam: [{ name: 'Mika', late: 0 }] })).toBeNull();
  });

  it('tells of what the team changes about its own work once its day has come, also where that is all', () => {
    const moves = Array.from({ length: 6 }, (_, n): MoveToDo => {
      const move = {
        id: `m${n}`,
        activity: 'training',
        kind: 'reduce',
        owner: 'aoi',
        note: 'x'.repeat(2_000),
      } as const;
      return { move: { ...move, due: '2026-06-01', agreedOn: '2026-05-01' }, what: 'make', due: '2026-06-01' };
    });
    const line = { id: 'm0', activity: 'training', kind: 'reduce', what: 'make', due: '2026-06-01' };
    expect(digest([], { moves: moves.slice(0, 1) })).toMatchObject({ open: 0, moves: { shown: [line], more: 0 } });
    const many = digest([task('one')], { moves });
    expect([many?.moves?.shown.length, many?.moves?.more]).toEqual([5, 1]);
    expect(JSON.stringify(many)).not.toContain('xxx');
    expect(digest([task('one')])).not.toHaveProperty('moves');
  });

  const shownIn = (made: ReturnType<typeof digest>) =>
    made?.accounts.map(({ account, tasks: own }) => [account.id, own.map(({ id }) => id)]);

  it('begins with what is urgent, of that with risks, and only then looks at the day', () => {
    const tasks = [
      task('late, of no weight', { account: 'low', due: '2026-05-01', priority: 'low' }),
      task('an ordinary risk', { account: 'risk', due: '2026-06-09' }),
      task('an ordinary chance', { account: 'chance', signal: 'usage-growing', due: '2026-06-02' }),
      task('a chance of weight', { account: 'big', signal: 'usage-growing', priority: 'high', due: '2026-06-02' }),
      task('a risk of weight, later', { account: 'bad', priority: 'high', due: '2026-06-20' }),
      task('a risk of weight', { account: 'worse', priority: 'high', due: '2026-06-19' }),
    ];
    const made = digest(tasks);
    expect(shownIn(made)).toEqual([
      ['worse', ['a risk of weight']],
      ['bad', ['a risk of weight, later']],
      ['big', ['a chance of weight']],
      ['risk', ['an ordinary risk']],
      ['chance', ['an ordinary chance']],
      ['low', ['late, of no weight']],
    ]);
    expect(made).toMatchObject({ open: 6, late: 3, more: { accounts: 0, tasks: 0 } });
  });

  it('takes what a customer said for urgent, whatever priority the playbook gives it', () => {
    const said = { signal: 'nps-detractor', priority: 'low', due: '2026-06-30' } as const;
    const tasks = [task('ordinary', { account: 'other' }), task('said', said)];
    expect(shownIn(digest(tasks))?.[0]).toEqual(['koa', ['said']]);
  });

  it('keeps the matters of one account together, each with what it is told by', () => {
    const handOver = { signal: 'hand-over', subject: 'ren', episode: 'koa/hand-over/ren/2026-06-01' };
    const tasks = [
      task('other', { account: 'other', priority: 'high', due: '2026-06-06' }),
      task('look', { ...handOver, priority: 'high', due: '2026-06-08' }),
      task('call', { priority: 'high', due: '2026-06-04' }),
      task('plan', { due: '2026-06-09' }),
    ];
    expect(shownIn(digest(tasks))).toEqual([
      ['koa', ['call', 'plan']],
      ['koa', ['look']],
      ['other', ['other']],
    ]);
    expect(leadingTasks(tasks, rules).map(({ id }) => id)).toEqual(['call', 'look', 'other']);
  });

  it('makes one matter of one renewal, its urgent task first, and tells it by the renewal', () => {
    const asked = { signal: 'renewal-due', subject: '2026-09-01', episode: 'koa/renewal-due/2026-09-01/2026-06-01' };
    const stage = { signal: 'stage-renewal', subject: 'renewal', episode: 'koa/stage-renewal/renewal/2026-06-01' };
    const tasks = [
      task('prepare', { ...asked, template: 'renewal-prepare', due: '2026-06-15' }),
      task('terms', { ...stage, template: 'renewal-terms', due: '2026-06-15' }),
      task('deciders', { ...stage, template: 'renewal-deciders', priority: 'high', due: '2026-06-20' }),
      task('call', { priority: 'high', due: '2026-06-30' }),
    ];
    const view = (id: string, signal: string) => [id, { ...viewOf('koa'), about: { id: signal } }] as const;
    const made = digest(tasks, { views: new Map([view('prepare', 'of the renewal'), view('call', 'of the log-ins')]) });
    expect(made?.accounts).toMatchObject([
      { signal: 'logins-fell', about: { id: 'of the log-ins' } },
      { signal: 'renewal-due', about: { id: 'of the renewal' } },
    ]);
    expect(shownIn(made)?.[1]).toEqual(['koa', ['deciders', 'prepare', 'terms']]);
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

  it.each([
    ['at a hundred accounts', ({ i }: { i: number }) => ({ account: `a${i % 100}` }), 100],
    ['each a matter of its own', ({ i }: { i: number }) => ({ account: `a${i % 7}`, episode: `e${i}` }), 7],
    ['at one account', ({ i }: { i: number }) => ({ episode: `e${i % 50}` }), 1],
    ['of one matter', () => ({}), 1],
  ])('of 2,000 tasks %s shows what one can read, and counts the rest', (_, changesOf, accounts) => {
    const tasks = Array.from({ length: 2_000 }, (_, i) =>
      task(`t${i}`, { ...changesOf({ i }), due: i % 10 === 0 ? '2026-06-01' : '2026-06-09' }),
    );
    const made = digest(tasks);
    expect(made).toMatchObject({ open: 2_000, late: 200 });
    const shown = made?.accounts.reduce((sum, { tasks: own, moreTasks }) => sum + own.length + moreTasks, 0) ?? 0;
    expect(shown + (made?.more.tasks ?? 0)).toBe(2_000);
    const ofShown = new Set(made?.accounts.map(({ account }) => account.id));
    expect(ofShown.size + (made?.more.accounts ?? 0)).toBe(accounts);
    expect(made?.accounts.length).toBeLessThanOrEqual(12);
    expect(JSON.stringify(made).length).toBeLessThan(50_000);
  });

  it('of one account shows three matters at most, so that others have room', () => {
    const many = Array.from({ length: 20 }, (_, i) => task(`m${i}`, { episode: `e${i}`, priority: 'high' }));
    const made = digest([...many, task('other', { account: 'other' })]);
    expect(made?.accounts.map(({ account, moreTasks }) => [account.id, moreTasks])).toEqual([
      ['koa', 0],
      ['koa', 0],
      ['koa', 17],
      ['other', 0],
    ]);
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
