import { describe, expect, it } from 'vitest';
import type { Csm } from '../../../domain/account/account.ts';
import { capacityOf } from '../../../domain/company/capacity.ts';
import { businessCalendar } from '../../../domain/time/business-days.ts';
import { company } from '../../support/web-in-memory.ts';

const calendar = businessCalendar({ JP: ['2026-06-10'] });
const WEEK = { first: '2026-06-01', last: '2026-06-07' };

function capacity(of: Partial<Csm>, days = WEEK) {
  const member = { id: 'aya', name: 'Aya', email: 'aya@cs.example', role: 'csm', country: 'JP', ...of } as const;
  return capacityOf(member, days, { company, calendar });
}

describe('what somebody can do in a week', () => {
  it('is as many tasks as was said where they are there the whole week', () => {
    expect(capacity({ tasksPerWeek: 15 })).toBe(15);
  });

  it('is less by the days away, by holidays and by the days that are over, and never a part of a task', () => {
    expect(capacity({ tasksPerWeek: 15, awayFrom: '2026-06-04', awayUntil: '2026-06-30' })).toBe(9);
    expect(capacity({ tasksPerWeek: 15 }, { first: '2026-06-08', last: '2026-06-14' })).toBe(12);
    expect(capacity({ tasksPerWeek: 15 }, { first: '2026-06-05', last: '2026-06-07' })).toBe(3);
    expect(capacity({ tasksPerWeek: 9, awayFrom: '2026-06-04', awayUntil: '2026-06-30' })).toBe(5);
  });

  it('counts the week of somebody who works two days as a whole one', () => {
    expect(capacity({ tasksPerWeek: 6, workingDays: ['Mon', 'Sat'] })).toBe(6);
    expect(capacity({ tasksPerWeek: 6, workingDays: ['Mon', 'Sat'], awayFrom: '2026-06-06' })).toBe(3);
  });

  it('is not known where nobody has said, but for who is away or has left: that is nothing', () => {
    expect(capacity({})).toBeUndefined();
    expect(capacity({ awayFrom: '2026-05-20' })).toBe(0);
    expect(capacity({ leftOn: '2026-06-01' })).toBe(0);
    expect(capacity({ tasksPerWeek: 10, leftOn: '2026-06-03' })).toBe(4);
  });
});
