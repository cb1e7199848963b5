import { describe, expect, test } from 'vitest';
import { withoutErased } from '../../../domain/personal-data/late-arrivals.ts';
import { PersonMarks } from '../../../domain/personal-data/person-marks.ts';
import type { Call } from '../../../domain/usage/call.ts';
import type { UsageEvent } from '../../../domain/usage/usage-event.ts';

const marks = PersonMarks.ofAccount('koa');
const without = (value: unknown) => marks.replaced(value, 'x');

describe('an account that is named', () => {
  test('is found where it is meant, and at the beginning of what belongs to it', () => {
    expect(without({ account: 'koa', id: 'koa/no-login/-/2026-05-30/call', steps: [['koa', { day: 'd' }]] })).toEqual({
      account: 'x',
      id: 'x/no-login/-/2026-05-30/call',
      steps: [['x', { day: 'd' }]],
    });
    expect(without({ mergedInto: 'koa', about: { parent: 'koa' } })).toEqual({
      mergedInto: 'x',
      about: { parent: 'x' },
    });
  });

  test('is not meant by a user, a plan or a word of the same name', () => {
    const other = { user: 'koa', plan: 'koa', contact: 'koa', note: 'the koa tree', id: 'koala/1', path: 'a/koa' };
    expect(without(other)).toBe(other);
  });
});

test('whatever names an account that was erased is dropped, whoever did it; others of the same users are taken', () => {
  const isErased = (account: string | undefined) => account === 'koa';
  const event = (account?: string) => ({ source: 'app', id: 'e', time: 1, event: 'login', user: 'ren', account });
  const call = { kind: 'group', source: 'app', id: 'g', time: 1, groupId: 'koa', traits: { name: 'Koa' } };
  const arrivals = [event('koa'), event('lio'), event(), call] as (UsageEvent | Call)[];
  expect(withoutErased(arrivals, isErased)).toEqual({ taken: [arrivals[1], arrivals[2]], erased: 2 });
});
