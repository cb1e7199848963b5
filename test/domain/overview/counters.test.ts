import { describe, expect, it } from 'vitest';
import { counterCourses } from '../../../domain/overview/counters.ts';
import { addDays } from '../../../domain/time/day.ts';
import { lifetimeOf } from '../../../domain/usage/lifetime.ts';
import { TallyBuilder } from '../../../domain/usage/tally/usage-tally.ts';
import { usageHistory } from '../../../domain/usage/usage-history.ts';

const D = '2026-06-01';
const counted = (event: string) => ({ when: { kind: 'counter-level', event } });

it('shows of what the playbook counts how often it happened, against its usual', () => {
  const days = Array.from({ length: 140 }, (_, n) => addDays(D, -140 + n)).map((day, n) => {
    const tally = new TallyBuilder();
    tally.add('login', 'u');
    if (n >= 112) tally.add('report.exported', 'u');
    tally.add('not.counted', 'u');
    return { day, ...tally.build() };
  });
  const usage = usageHistory(days, lifetimeOf(days), { aliases: {}, measures: [], features: {} }, D);
  const signals = { a: counted('report.exported'), b: counted('never.happened'), c: { when: { kind: 'renewal-due' } } };
  const courses = counterCourses({ health: { indicators: {} }, signals }, usage);
  expect(courses).toEqual([
    { event: 'login', count: 28, usual: 28, weeks: Array(13).fill(7) },
    { event: 'report.exported', count: 28, usual: 0, weeks: [...Array(9).fill(0), ...Array(4).fill(7)] },
  ]);
});

describe('of an account without events', () => {
  it('shows nothing', () => {
    const usage = usageHistory([], lifetimeOf([]), { aliases: {}, measures: [], features: {} }, D);
    expect(counterCourses({ health: { indicators: {} }, signals: {} }, usage)).toEqual([]);
  });
});
