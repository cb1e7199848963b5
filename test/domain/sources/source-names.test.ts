import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { learnNames, type NamesRule, type SourceNames } from '../../../domain/sources/source-names.ts';
import { addDays } from '../../../domain/time/day.ts';

const today = '2026-06-10';
const rule: NamesRule = { isUsed: (name) => name === 'login', today, mostNewADay: 100_000 };
const seenOn = (day: string, ...names: string[]) => {
  const days = new Map(names.map((name) => [name, day]));
  return { names: days, lastDays: days };
};
const none = (): SourceNames => ({ names: new Map(), lastDays: new Map() });
const others = (count: number) => Array.from({ length: count }, (_, i) => `viewed-${String(i).padStart(5, '0')}`);

describe('the event names of a source', () => {
  it('never lack one that the playbook lives on, though 850 others came before', () => {
    const known = none();
    learnNames(known, seenOn(today, ...others(850)), rule);
    expect(learnNames(known, seenOn(today, 'login'), rule)).toEqual({ isChanged: true, leftOut: 1 });
    expect(known.names.get('login')).toBe(today);
    expect(known.names.size).toBe(850);
  });

  it('that a release before this one filled with others take it as soon as it comes', () => {
    const stored = new Map(others(850).map((name) => [name, '2026-01-01']));
    const known: SourceNames = { names: new Map(stored), lastDays: new Map(stored) };
    learnNames(known, seenOn(today, 'login'), rule);
    expect(known.names.has('login')).toBe(true);
    expect(known.fullOn).toBeUndefined();
  });

  it('make room by those that came last the longest ago', () => {
    const known = none();
    learnNames(known, seenOn('2026-06-01', ...others(850)), rule);
    learnNames(known, seenOn('2026-06-02', ...others(849)), rule);
    learnNames(known, seenOn(today, 'exported'), rule);
    expect(known.names.has('viewed-00849')).toBe(false);
    expect(known.names.has('exported')).toBe(true);
  });

  it('grow by so many a day, and no used one counts for that', () => {
    const known = none();
    const limited = { ...rule, mostNewADay: 3 };
    learnNames(known, seenOn(today, ...others(5)), limited);
    learnNames(known, seenOn(today, 'login'), limited);
    expect([...known.names.keys()]).toEqual([...others(3), 'login']);
    learnNames(known, seenOn(today, ...others(5)), { ...limited, today: addDays(today, 1) });
    expect(known.names.size).toBe(6);
  });

  it('say since when they are too many, and are not written again for it on the same day', () => {
    const known = none();
    const limited = { ...rule, mostNewADay: 1 };
    learnNames(known, seenOn(today, ...others(2)), limited);
    expect(known).toMatchObject({ fullFrom: today, fullOn: today });
    expect(learnNames(known, seenOn(today, ...others(9)), limited)).toEqual({ isChanged: false, leftOut: 8 });
    const tomorrow = addDays(today, 1);
    learnNames(known, seenOn(tomorrow, ...others(9)), { ...limited, today: tomorrow });
    expect(known).toMatchObject({ fullFrom: today, fullOn: tomorrow });
    const later = addDays(today, 5);
    learnNames(known, seenOn(later, ...others(9)), { ...limited, today: later });
    expect(known).toMatchObject({ fullFrom: later, fullOn: later });
  });

  it('are the same in whatever order they come, as long as a day takes them', () => {
    const sightings = fc.array(
      fc.record({ name: fc.constantFrom('login', ...others(1_000)), day: fc.integer({ min: 0, max: 9 }) }),
      { minLength: 900, maxLength: 1_200, size: 'max' },
    );
    const learnt = (list: { name: string; day: number }[]) => {
      const known = none();
      for (const { name, day } of list) learnNames(known, seenOn(addDays('2026-06-01', day), name), rule);
      return [...known.lastDays].sort();
    };
    fc.assert(
      fc.property(sightings, (list) => {
        expect(learnt(list)).toEqual(learnt(list.toReversed()));
      }),
      { numRuns: 20, seed: 6 },
    );
  });
});
