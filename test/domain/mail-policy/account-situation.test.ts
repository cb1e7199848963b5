import { describe, expect, it } from 'vitest';
import { accountSituation } from '../../../domain/mail-policy/account-situation.ts';
import type { LiveEpisode, RaisedTask } from '../../../domain/signals/reading.ts';

const episode = (changes: Partial<LiveEpisode>): LiveEpisode => ({
  signal: 'hand-over',
  subject: 'u7',
  openedOn: '2026-06-03',
  steps: [],
  ...changes,
});
const task = (late?: RaisedTask['late']): RaisedTask => ({
  id: 'koa/hand-over/u7/2026-06-03/kickoff',
  template: 'kickoff',
  due: '2026-06-08',
  assignee: 'aoi',
  ...(late !== undefined && { late }),
});
const named = { signal: 'hand-over', episode: 'koa/hand-over/u7/2026-06-03', openedOn: '2026-06-03' };

describe('what goes on at an account, for whoever writes to its people', () => {
  it('is nothing where no signal has opened', () => {
    expect(accountSituation('koa', [])).toEqual({ openEpisodes: [], answered: [], hasEscalation: false, handled: [] });
  });

  it('is each open episode by the id that its mails bear, and none that has recovered', () => {
    const live = [
      episode({}),
      episode({ signal: 'no-login', subject: null, openedOn: '2026-06-01' }),
      episode({ signal: 'logins-fell', subject: null, recoveredOn: '2026-06-04' }),
    ];
    expect(accountSituation('koa', live)).toEqual({
      openEpisodes: [named, { signal: 'no-login', episode: 'koa/no-login/-/2026-06-01', openedOn: '2026-06-01' }],
      answered: [],
      hasEscalation: false,
      handled: [],
    });
  });

  it('is handled where somebody still has a task of the episode, be it recovered or not', () => {
    const handledOf = (changes: Partial<LiveEpisode>) => accountSituation('koa', [episode(changes)]).handled;
    expect(handledOf({ tasks: [task()] })).toEqual([named]);
    expect(handledOf({ tasks: [task()], recoveredOn: '2026-06-04' })).toEqual([named]);
    expect(handledOf({ tasks: [] })).toEqual([]);
  });

  it('is escalated as soon as a manager was told of one task, not when its assignee was reminded', () => {
    const isEscalated = (...tasks: RaisedTask[]) =>
      accountSituation('koa', [episode({}), episode({ tasks })]).hasEscalation;
    expect(isEscalated(task(), task('escalated'))).toBe(true);
    expect(isEscalated(task(), task('reminded'))).toBe(false);
    expect(isEscalated()).toBe(false);
  });
});
