import { describe, expect, it } from 'vitest';
import { teamOf } from '../../../domain/company/team.ts';
import { followUpsOf } from '../../../domain/plays/follow-ups.ts';
import type { Task } from '../../../domain/tasks/task.ts';
import { D, playbookWith, team } from '../../support/plays.ts';
import { sampleTask } from '../../support/sample-task.ts';

const task = (template: string, changes: Partial<Task> = {}) =>
  sampleTask({ id: template, signal: 'no-login', template, ...changes });
const account = { id: 'koa', name: 'Koa', csm: 'mika' };
const playbook = playbookWith(
  [{ task: 'look' }, { task: 'call' }, { task: 'plan', after: ['look', 'call'] }, { task: 'sell', after: ['plan'] }],
  { sell: { assign: ['csm', 'sales'] } },
);
const told = (done: Task, tasks: Task[]) => {
  const { next, waitsFor } = followUpsOf(done, { tasks, playbook, team: teamOf(team), account, day: D });
  return {
    next: next.map(({ template, assignees }) => `${template}: ${assignees.map((one) => one?.id).join(' ')}`),
    waitsFor: waitsFor.map(({ template }) => template),
  };
};

describe('what comes once a task is done', () => {
  it('is what waits for it, with everybody who gets it', () => {
    const done = task('call', { status: 'done' });
    expect(told(task('plan'), [done, task('plan')])).toEqual({ next: ['sell: mika sales'], waitsFor: [] });
    expect(told(task('sell'), [task('sell')])).toEqual({ next: [], waitsFor: [] });
  });

  it('waits for the others that are awaited as well, be it another task or a colleague’s part of the same', () => {
    expect(told(task('look'), [task('look'), task('call')])).toEqual({ next: [], waitsFor: ['call'] });
    const twin = task('plan', { id: 'twin' });
    expect(told(task('plan'), [task('plan'), twin])).toEqual({ next: [], waitsFor: ['plan'] });
    expect(told(task('look'), [task('look'), task('call', { status: 'done' })]).next).toEqual(['plan: mika']);
  });

  it('is not raised again where it was before', () => {
    const all = [task('look'), task('call', { status: 'done' }), task('plan')];
    expect(told(task('look'), all)).toEqual({ next: [], waitsFor: [] });
  });

  it('is nothing where the playbook has forgotten the signal', () => {
    expect(told(task('look', { signal: 'gone' }), [])).toEqual({ next: [], waitsFor: [] });
  });
});
