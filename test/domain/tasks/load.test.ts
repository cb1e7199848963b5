import { describe, expect, it } from 'vitest';
import type { Csm } from '../../../domain/account/account.ts';
import { isOver, loadsOf, weekOver, weeksAhead } from '../../../domain/tasks/load.ts';
import { businessCalendar } from '../../../domain/time/business-days.ts';
import { sampleTask } from '../../support/sample-task.ts';
import { company } from '../../support/web-in-memory.ts';

const WEDNESDAY = '2026-06-03';
const calendar = businessCalendar({});
const on = (today: string) => ({ today, company: { ...company, country: 'JP' }, calendar });
const person = (id: string, more: Partial<Csm> = {}): Csm => ({
  id,
  name: id,
  email: `${id}@cs.example`,
  role: 'csm',
  ...more,
});
const due = (assignee: string | null, ...days: string[]) =>
  days.map((day, n) => sampleTask({ id: `koa/${assignee}/${n}`, assignee, due: day }));

describe('the weeks that the load is told of', () => {
  it('are this one from today on and three more', () => {
    expect(weeksAhead(on(WEDNESDAY))).toEqual([
      { first: WEDNESDAY, last: '2026-06-07' },
      { first: '2026-06-08', last: '2026-06-14' },
      { first: '2026-06-15', last: '2026-06-21' },
      { first: '2026-06-22', last: '2026-06-28' },
    ]);
  });

  it('begin with the next one once nobody works any more in this', () => {
    expect(weeksAhead(on('2026-06-06'))[0]).toEqual({ first: '2026-06-08', last: '2026-06-14' });
  });
});

describe('what each of the team has to do', () => {
  it('is counted in the week in which it is due, what is late in the first one, what was put off when it comes back', () => {
    const putOff = sampleTask({ id: 'koa/p', assignee: 'aya', due: '2026-06-02', snoozedUntil: '2026-06-09' });
    const tasks = [
      ...due('aya', '2026-05-01', '2026-06-03', '2026-06-07', '2026-06-15', '2026-07-30'),
      ...due(null, '2026-06-03'),
      putOff,
    ];
    const [load] = loadsOf(tasks, [person('aya')], on(WEDNESDAY));
    expect(load?.open).toBe(6);
    expect(load?.weeks.map((week) => week.due)).toEqual([3, 1, 1, 0]);
    expect(load?.weeks[0]).not.toHaveProperty('possible');
  });

  it('names those in front who have more than they can do, by how much, then those with the most', () => {
    const members = [
      person('free', { tasksPerWeek: 10 }),
      person('busy', { tasksPerWeek: 10 }),
      person('over', { tasksPerWeek: 5 }),
      person('gone', { leftOn: '2026-06-01' }),
    ];
    const tasks = [
      ...due('busy', ...Array(6).fill(WEDNESDAY)),
      ...due('over', ...Array(5).fill(WEDNESDAY)),
      ...due('gone', WEDNESDAY),
    ];
    const loads = loadsOf(tasks, members, on(WEDNESDAY));
    expect(loads.map(({ person: { id } }) => id)).toEqual(['over', 'gone', 'busy', 'free']);
    expect(loads.map(({ weeks: [week] }) => week && [week.due, week.possible, isOver(week)])).toEqual([
      [5, 3, true],
      [1, 0, true],
      [6, 6, false],
      [0, 6, false],
    ]);
  });

  it('finds a later week in which somebody is away', () => {
    const away = person('mei', { awayFrom: '2026-06-15', awayUntil: '2026-06-21' });
    const [load] = loadsOf(due('mei', '2026-06-10', '2026-06-16'), [away], on(WEDNESDAY));
    expect(load && weekOver(load)).toMatchObject({ first: '2026-06-15', due: 1, possible: 0, isAway: true });
  });

  it('leaves out who gets no work and has none: those who look on, and those who have left', () => {
    const members = [person('kei', { role: 'viewer' }), person('ren', { leftOn: '2026-06-01' }), person('aya')];
    expect(loadsOf([], members, on(WEDNESDAY)).map(({ person: { id } }) => id)).toEqual(['aya']);
    expect(loadsOf(due('ren', WEDNESDAY), members, on(WEDNESDAY)).map(({ open }) => open)).toEqual([1, 0]);
  });
});
