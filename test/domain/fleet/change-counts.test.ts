import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type ChangeCounts,
  changesOf,
  countChange,
  LOWEST_CHANGE,
  sumOfCounts,
} from '../../../domain/fleet/change-counts.ts';
import type { FleetChange, FleetChanges } from '../../../domain/fleet/fleet.ts';
import { median } from '../../../domain/statistics/median.ts';
import { addDays, type Day } from '../../../domain/time/day.ts';

const LEVEL = 'login/28/3/businessDay';

function countsOf(changes: number[]): ChangeCounts {
  const counts: ChangeCounts = {};
  for (const change of changes) countChange(counts, LEVEL, change);
  return counts;
}

const changesArbitrary = fc.array(fc.double({ min: 0.06, max: 19, noNaN: true }), { minLength: 1, maxLength: 60 });

describe('how the levels of all accounts changed, counted in steps', () => {
  it('tells the median to half a percent of itself', () => {
    fc.assert(
      fc.property(changesArbitrary, (changes) => {
        const told = changesOf(countsOf(changes), '2026-06-01')[LEVEL] as FleetChange;
        expect(told.accounts).toBe(changes.length);
        expect(Math.abs(told.median / median(changes) - 1)).toBeLessThan(0.0051);
      }),
      { seed: 20_260_601, numRuns: 500 },
    );
  });

  it('comes to the same however the accounts are spread over the calls of a night', () => {
    fc.assert(
      fc.property(changesArbitrary, fc.nat(60), (changes, at) => {
        const parts = [countsOf(changes.slice(at)), countsOf(changes.slice(0, at))];
        expect(sumOfCounts(parts)).toEqual(sumOfCounts([countsOf(changes)]));
      }),
      { seed: 20_260_602, numRuns: 200 },
    );
  });

  it('stays as short for a hundred thousand accounts as its steps are many', () => {
    const counts = countsOf(Array.from({ length: 100_000 }, (_, n) => 0.01 * 1.0001 ** n));
    expect(Object.keys(counts[LEVEL] ?? {}).length).toBeLessThanOrEqual(601);
    expect(JSON.stringify(counts).length).toBeLessThan(8_000);
  });

  it('counts whoever stopped altogether as the lowest step', () => {
    expect(changesOf(countsOf([0, 0, 1]), '2026-06-01')[LEVEL]?.median).toBe(LOWEST_CHANGE);
  });
});

describe('a stretch in which the fleet stands elsewhere than usual', () => {
  function stretches(medians: number[], from: Day = '2026-06-01'): (string | undefined)[] {
    let before: FleetChanges = {};
    return medians.map((value, n) => {
      before = changesOf(countsOf(Array.from({ length: 20 }, () => value)), addDays(from, n), before);
      const moved = before[LEVEL]?.moved;
      return moved && `${moved.way} ${moved.since}`;
    });
  }

  it('begins where a fifth is gone, and goes on until a tenth is', () => {
    expect(stretches([1, 0.85, 0.79, 0.85, 0.89, 0.92, 0.85])).toEqual([
      undefined,
      undefined,
      'down 2026-06-03',
      'down 2026-06-03',
      'down 2026-06-03',
      undefined,
      undefined,
    ]);
  });

  it('begins where a quarter has come, and a new one when it turns', () => {
    expect(stretches([1.26, 1.15, 0.7, 1.3])).toEqual([
      'up 2026-06-01',
      'up 2026-06-01',
      'down 2026-06-03',
      'up 2026-06-04',
    ]);
  });
});
