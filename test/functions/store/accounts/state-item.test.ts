import { describe, expect, it } from 'vitest';
import { decodeState, encodeState } from '../../../../functions/store/accounts/state-item.ts';
import { NewerRecordError } from '../../../../functions/store/record.ts';

const key = { pk: { S: 'account#koa' }, sk: { S: '3#state' } };

describe('the state of an account as an older release wrote it', () => {
  it('the first one: no stage, no day since when it is looked at, no tasks', () => {
    const row = {
      ...key,
      version: { N: '12' },
      f: {
        S: JSON.stringify({
          lastScoredDay: '2026-05-31',
          health: { score: 612, parts: [], stale: false, day: '2026-05-31' },
          episodes: [
            { signal: 'logins-fell', subject: null, openedOn: '2026-05-20', baseline: 10, steps: ['task:call'] },
          ],
        }),
      },
      scoresFrom: { S: '2026-05-30' },
      scores: { S: 'gzh0' },
    };
    expect(decodeState(row)).toEqual({
      version: 12,
      state: {
        lastScoredDay: '2026-05-31',
        watchedSince: '2026-05-31',
        stage: null,
        health: { score: 612, parts: [], stale: false, day: '2026-05-31' },
        scores: { '2026-05-30': 611, '2026-05-31': 612 },
        episodes: [
          { signal: 'logins-fell', subject: null, openedOn: '2026-05-20', baseline: 10, steps: ['task:call'] },
        ],
      },
    });
  });

  it('one with tasks, before a snoozed one was told of', () => {
    const episode = { signal: 'logins-fell', subject: null, openedOn: '2026-05-20', steps: ['task:call'] };
    const tasks = [['call', '2026-05-22', 'mika', 'reminded']];
    const f = JSON.stringify({
      lastScoredDay: '2026-05-31',
      health: null,
      stage: null,
      episodes: [{ ...episode, tasks }],
    });
    expect(decodeState({ ...key, version: { N: '1' }, f: { S: f } }).state.episodes).toEqual([
      {
        ...episode,
        tasks: [
          {
            id: 'koa/logins-fell/-/2026-05-20/call',
            template: 'call',
            due: '2026-05-22',
            assignee: 'mika',
            late: 'reminded',
          },
        ],
      },
    ]);
  });

  it('goes through the store and back', () => {
    const read = decodeState({ ...key, version: { N: '3' }, f: { S: '{"lastScoredDay":"2026-05-31","health":null}' } });
    expect(decodeState(encodeState('koa', read))).toEqual(read);
  });
});

it('the state that a newer release wrote is refused, and told how to go on', () => {
  const row = { ...key, version: { N: '3' }, form: { N: '3' }, f: { S: '{}' } };
  expect(() => decodeState(row)).toThrow(NewerRecordError);
  expect(() => decodeState(row)).toThrow(/newer release: deploy that one again/);
});
