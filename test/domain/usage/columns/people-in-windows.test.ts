import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { activePeople, type DayOfPeople, featureUsers } from '../../../../domain/usage/columns/people-in-windows.ts';

const DAYS = 40;
const FEATURES = 35;

const places = fc.uniqueArray(fc.nat(DAYS - 1), { maxLength: 12 }).map((some) => some.sort((a, b) => a - b));
// Few lengths, so that of some of them many windows are asked for.
const window = fc.record({ last: fc.nat(DAYS - 1), length: fc.constantFrom(1, 3, 28, 2 * DAYS) });
const windows = fc.array(window, { minLength: 1, maxLength: 60 });

describe('people within windows of days', () => {
  it('are as many, however many windows are asked for', () => {
    fc.assert(
      fc.property(fc.array(places, { maxLength: 8 }), windows, (activeOn, asked) => {
        const counted = activePeople(activeOn, DAYS);
        for (const { last, length } of asked) {
          const first = last - length + 1;
          const active = activeOn.filter((days) => days.some((day) => day >= first && day <= last));
          expect(counted.count(first, last)).toBe(active.length);
        }
      }),
    );
  });

  it('of each feature are as many, whatever else they use on the same day', () => {
    const names = ['a', 'b', 'c', 'none'];
    const featuresOf = (name: string) => ({ a: [0, 33], b: [0, 34], c: [1], none: [] })[name] ?? [];
    const did = fc.uniqueArray(fc.nat(names.length - 1), { minLength: 1 });
    const day = fc.dictionary(fc.constantFrom('0', '1', '2', '3'), did);
    const days = fc.dictionary(fc.nat(DAYS - 1).map(String), day).map((byPlace) =>
      Object.entries(byPlace).map(
        ([place, people]): DayOfPeople => ({
          place: Number(place),
          names,
          people: Int32Array.from(Object.keys(people), Number),
          did: Object.values(people),
        }),
      ),
    );
    fc.assert(
      fc.property(days, windows, (known, asked) => {
        const counted = featureUsers(known, 4, DAYS, { features: FEATURES, featuresOf });
        for (const { last, length } of asked) {
          const first = last - length + 1;
          for (const feature of [0, 1, 2, 33, 34]) {
            const users = new Set<number>();
            for (const { place, people, did } of known) {
              if (place < first || place > last) continue;
              people.forEach((person, p) => {
                if (did[p]?.some((n) => featuresOf(names[n] as string).includes(feature))) users.add(person);
              });
            }
            expect(counted.count(first, last)(feature)).toBe(users.size);
          }
        }
      }),
    );
  });
});
