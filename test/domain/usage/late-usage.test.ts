import { describe, expect, it } from 'vitest';
import {
  isChangedLate,
  lateChanges,
  type OvertakenDay,
  usageAsKnownOn,
  withLoadedHistory,
} from '../../../domain/usage/late-usage.ts';
import { TallyBuilder, type UsageDay } from '../../../domain/usage/tally/usage-tally.ts';

function used(day: string, logins: number, changedOn?: string): UsageDay {
  const builder = new TallyBuilder();
  for (let i = 0; i < logins; i += 1) builder.add('login', 'rin');
  return { day, ...builder.build(), ...(changedOn !== undefined && { changedOn }) };
}

describe('a usage day', () => {
  it('is late from its third day on', () => {
    expect(isChangedLate('2026-02-28', '2026-02-28')).toBe(false);
    expect(isChangedLate('2026-02-28', '2026-03-01')).toBe(false);
    expect(isChangedLate('2026-02-28', '2026-03-02')).toBe(true);
  });
});

describe('usage as it was known', () => {
  const days = [used('2026-03-01', 9, '2026-03-20'), used('2026-03-02', 2), used('2026-03-03', 5, '2026-04-01')];
  // In any order; the third day was told late from the beginning.
  const overtaken: OvertakenDay[] = [
    { before: used('2026-03-01', 6, '2026-03-10'), changedOn: '2026-03-20' },
    { before: used('2026-03-01', 4), changedOn: '2026-03-10' },
    { before: used('2026-03-03', 3, '2026-03-15'), changedOn: '2026-04-01' },
  ];
  const knownOn = (day: string) => usageAsKnownOn(days, overtaken, day).map(({ day, total }) => [day, total]);

  it('on a day holds what had come by its end', () => {
    expect(knownOn('2026-03-09')).toEqual([
      ['2026-03-01', 4],
      ['2026-03-02', 2],
    ]);
    expect(knownOn('2026-03-15')).toEqual([
      ['2026-03-01', 6],
      ['2026-03-02', 2],
      ['2026-03-03', 3],
    ]);
    expect(usageAsKnownOn(days, overtaken, '2026-04-01')).toEqual(days);
  });

  it('changed by what came once a day was over', () => {
    const logins = (before: number, after: number) => [{ event: 'login', before, after }];
    expect(lateChanges(days, overtaken, '2026-03-12')).toEqual([
      { day: '2026-03-01', changedOn: '2026-03-20', events: logins(6, 9) },
      { day: '2026-03-03', changedOn: '2026-03-15', events: logins(0, 3) },
      { day: '2026-03-03', changedOn: '2026-04-01', events: logins(3, 5) },
    ]);
    expect(lateChanges(days, overtaken, '2026-03-01')).toEqual([
      { day: '2026-03-01', changedOn: '2026-03-10', events: logins(4, 6) },
      { day: '2026-03-01', changedOn: '2026-03-20', events: logins(6, 9) },
    ]);
    expect(lateChanges(days, overtaken, '2026-04-01')).toEqual([]);
  });

  it('changed though as many events are counted, where one of them was corrected', () => {
    const [before, after] = [used('2026-03-01', 4), used('2026-03-01', 4, '2026-03-10')];
    expect(lateChanges([after], [{ before, changedOn: '2026-03-10' }], '2026-03-02')).toEqual([
      { day: '2026-03-01', changedOn: '2026-03-10', events: [] },
    ]);
  });
});

describe('usage that was loaded of the time before any came in time', () => {
  const loaded = [used('2026-01-05', 3, '2026-03-01'), used('2026-02-05', 4, '2026-03-01')];
  const knownOn = (days: UsageDay[], overtaken: OvertakenDay[], day: string) =>
    usageAsKnownOn(withLoadedHistory(days, overtaken), overtaken, day).map((one) => [one.day, one.total]);

  it('counts as known on its own days', () => {
    expect(knownOn(loaded, [], '2026-02-05')).toEqual([
      ['2026-01-05', 3],
      ['2026-02-05', 4],
    ]);
    expect(knownOn([...loaded, used('2026-02-28', 1)], [], '2026-02-05')).toHaveLength(3);
  });

  it('also where it was loaded twice', () => {
    const overtaken = [{ before: used('2026-01-05', 1, '2026-02-20'), changedOn: '2026-03-01' }];
    expect(knownOn(loaded, overtaken, '2026-01-31')).toContainEqual(['2026-01-05', 3]);
  });

  it('is not what came late once events came in time', () => {
    const days = [used('2026-01-04', 1), ...loaded];
    expect(knownOn(days, [], '2026-02-05')).toEqual([['2026-01-04', 1]]);
    const corrected = [used('2026-01-04', 5, '2026-03-01'), ...loaded];
    const overtaken = [{ before: used('2026-01-04', 1), changedOn: '2026-03-01' }];
    expect(knownOn(corrected, overtaken, '2026-02-05')).toEqual([['2026-01-04', 1]]);
  });
});
