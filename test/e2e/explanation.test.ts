import { beforeAll, describe, expect, it } from 'vitest';
import { businessCalendar } from '../../domain/time/business-days.ts';
import { addDays } from '../../domain/time/day.ts';
import type { OperationResult } from '../../functions/operate/operations.ts';
import { readLocalCompany } from '../../local/local-config.ts';
import { operate } from '../../local/operator.ts';
import { clock, heartbeat, importRows, logins, sendEvents, todayMinus } from './installation.ts';

interface Window {
  count: number;
  days: number;
}
type Explanation = OperationResult<'explain-account'>;

const today = todayMinus(0);
/** Uneven on purpose, with log-ins on the first and last day of windows. */
const loginsByDaysAgo = { 112: 3, 100: 4, 85: 2, 84: 5, 70: 6, 57: 1, 56: 7, 40: 3, 29: 2, 28: 1, 9: 4, 1: 1, 0: 50 };

describe('an explanation', () => {
  const events = Object.entries(loginsByDaysAgo).flatMap(([daysAgo, count]) =>
    logins('explained', daysAgo === '9' ? 'second' : 'first', Number(daysAgo), count),
  );

  beforeAll(async () => {
    await importRows('accounts', [{ id: 'explained', name: 'Explained Ltd', licenses: 7, stage: 'adoption' }]);
    await importRows('contacts', [{ id: 'first', account: 'explained', role: 'champion', keyPerson: true }]);
    await sendEvents([...events, ...heartbeat('explained')]);
    await operate('settle');
    await operate('score');
  });

  it('has parts that add up exactly to the score and to its change, for every account', async () => {
    const explanations = await operate<Explanation[]>('explain', '--all');
    const known = explanations.filter(({ health }) => health.score !== null);
    expect(known.length).toBeGreaterThan(0);
    for (const { health } of known) {
      expect(inTenths(health.parts.map(({ points }) => points))).toBe(inTenths([health.score as number]));
      if (health.change !== null)
        expect(inTenths(health.parts.map(({ change }) => change ?? 0))).toBe(inTenths([health.change]));
    }
  });

  it('gives the numbers that anyone gets who counts the raw events by hand', async () => {
    const { signals } = await operate<Explanation>('explain', 'explained');
    const { evidence } = signals.find(({ signal }) => signal === 'logins-fell') as Explanation['signals'][number];

    const countBetween = (from: number, to: number) =>
      events.filter(({ time }) => {
        const day = clock.dayOf(Date.parse(time));
        return day >= addDays(today, -from) && day <= addDays(today, -to);
      }).length;
    const { country, holidays } = readLocalCompany();
    const { isBusinessDay } = businessCalendar(holidays);
    const daysBetween = (from: number, to: number) =>
      Array.from({ length: from - to + 1 }, (_, n) => addDays(today, n - from)).filter((day) =>
        isBusinessDay(day, { country }),
      ).length;
    const [window, ...before] = (
      [
        [28, 1],
        [56, 29],
        [84, 57],
        [112, 85],
      ] as const
    ).map(([from, to]) => {
      return { count: countBetween(from, to), days: daysBetween(from, to) };
    }) as [Window, ...Window[]];
    const baseline = before.sort((a, b) => a.count / a.days - b.count / b.days)[1] as Window;
    expect(window.count).toBe(6);
    expect(evidence).toMatchObject({
      ...{ window: window.count, businessDays: window.days },
      ...{ baseline: baseline.count, baselineBusinessDays: baseline.days },
    });
    // Of ten accounts or more, by whichever stories share the stack, what all of them lost is taken out.
    const shared = Math.min(1, evidence.fleet ?? 1);
    const own = window.count / window.days / (baseline.count / baseline.days);
    expect(evidence.ratio).toBeCloseTo(own / shared, 12);
  });

  it('of a past day sees nothing of what came later', async () => {
    const asOf = addDays(today, -28);
    const { signals } = await operate<Explanation>('explain', 'explained', '--as-of', asOf);
    const fell = signals.find(({ signal }) => signal === 'logins-fell');
    expect(fell?.evidence).toMatchObject({ window: 12 });
  });
});

/** Points carry one decimal; summing whole tenths keeps binary fractions out of it. */
function inTenths(numbers: number[]): number {
  return numbers.reduce((sum, number) => sum + Math.round(number * 10), 0);
}
