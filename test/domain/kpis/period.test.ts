import { describe, expect, it } from 'vitest';
import { daysAsked, type PeriodUnit, periodsOf } from '../../../domain/kpis/period.ts';

describe('The days that KPIs are told of', () => {
  const told = (unit: PeriodUnit, asked: { from?: string; to?: string } = {}) => {
    const { from, to } = daysAsked(unit, asked, '2026-06-17');
    const periods = periodsOf(unit, from, to);
    return [periods[0]?.first, periods.at(-1)?.last, periods.length];
  };

  it('are the last twelve periods that are over, unless somebody asks for others', () => {
    expect(told('month')).toEqual(['2025-06-01', '2026-05-31', 12]);
    expect(told('week')).toEqual(['2026-03-23', '2026-06-14', 12]);
    expect(told('day')).toEqual(['2026-06-05', '2026-06-16', 12]);
  });

  it('go on from the day asked for to the last period that is over, or end with the day asked for', () => {
    expect(told('month', { from: '2026-03-15' })).toEqual(['2026-03-01', '2026-05-31', 3]);
    expect(told('month', { to: '2026-02-10' })).toEqual(['2025-03-01', '2026-02-28', 12]);
    expect(told('month', { from: '2026-02-10', to: '2026-03-01' })).toEqual(['2026-02-01', '2026-03-31', 2]);
  });

  it('end with the last day that can be written', () => {
    expect(told('month', { from: '9999-11-10', to: '9999-12-31' })).toEqual(['9999-11-01', '9999-12-31', 2]);
    expect(told('week', { from: '9999-12-31', to: '9999-12-31' })).toEqual(['9999-12-27', '9999-12-31', 1]);
    expect(told('day', { from: '9999-12-30', to: '9999-12-31' })).toEqual(['9999-12-30', '9999-12-31', 2]);
  });

  it('are those of the running period where only that is asked for', () => {
    expect(told('month', { from: '2026-06-10' })).toEqual(['2026-06-01', '2026-06-30', 1]);
  });
});
