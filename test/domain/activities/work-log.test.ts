import { describe, expect, it } from 'vitest';
import type { Activity } from '../../../domain/activities/activity.ts';
import { loggedWork } from '../../../domain/activities/work-log.ts';
import type { TaskOutcome } from '../../../domain/tasks/task-outcome.ts';

const koa = { id: 'koa', stage: 'adoption' } as const;
const call: Activity = { id: 'a', day: '2026-06-01', kind: 'call', by: 'aoi' };
const done = (outcome: TaskOutcome | null): Activity => ({
  ...{ id: 'koa/no-login/-/2026-05-01/call', day: '2026-06-01', kind: 'task', by: 'aoi', minutes: 20 },
  task: { id: 'koa/no-login/-/2026-05-01/call', episode: 'koa/no-login/-/2026-05-01', template: 'call', outcome },
});

describe('the log of work', () => {
  it('has of a touch what kind of work it was, what came of it, and in which stage', () => {
    const touch: Activity = {
      ...{ ...call, activity: 'answer-inquiry', initiative: 'reactive', scope: 'general', skill: 'basic' },
      ...{ minutes: 15, outcome: 'solved', replies: 2, note: 'Ren asked' },
    };
    expect(loggedWork(koa, touch, '2026-06-01T03:00:00.000Z')).toEqual({
      ...{ id: 'a', account: 'koa', day: '2026-06-01', at: '2026-06-01T03:00:00.000Z', by: 'aoi', medium: 'call' },
      ...{ activity: 'answer-inquiry', initiative: 'reactive', scope: 'general', skill: 'basic' },
      ...{ minutes: 15, outcome: 'solved', replies: 2, stage: 'adoption' },
    });
  });

  it('guesses nothing of a touch of which nobody said more', () => {
    expect(loggedWork({ id: 'koa' }, { id: 'a', day: '2026-06-01', kind: 'call' })).toEqual({
      ...{ id: 'a', account: 'koa', day: '2026-06-01', by: null, medium: 'call' },
      ...{ activity: null, initiative: null, scope: null, skill: null },
    });
  });

  it('has of a task its template and signal; plays take things up before anybody asks', () => {
    expect(loggedWork({ id: 'koa' }, done('helped'))).toMatchObject({
      ...{ activity: 'call', medium: 'task', signal: 'no-login', minutes: 20, outcome: 'solved' },
      ...{ initiative: 'proactive', scope: 'general', skill: 'basic' },
    });
  });

  it('has of a task what its template said of it', () => {
    const asked = { ...done(null), initiative: 'reactive', scope: 'custom', skill: 'expert' } as const;
    expect(loggedWork(koa, asked)).toMatchObject({ initiative: 'reactive', scope: 'custom', skill: 'expert' });
  });

  it.each([
    ['won', 'agreed'],
    ['helped', 'solved'],
    ['no-effect', 'none'],
    ['not-needed', undefined],
    ['false-alarm', undefined],
    [null, undefined],
  ] as const)('takes a task that was %s as work that was %s', (outcome, as) => {
    expect(loggedWork(koa, done(outcome))?.outcome).toBe(as);
  });

  it('does not have what the customer did themselves', () => {
    expect(loggedWork({ id: 'koa' }, { ...done('helped'), contact: 'ren' })).toBeNull();
  });

  it.each(['note', 'task-moved', 'stage'] as const)('does not have a %s, which is no work with a customer', (kind) => {
    expect(loggedWork(koa, { ...call, kind })).toBeNull();
  });
});
