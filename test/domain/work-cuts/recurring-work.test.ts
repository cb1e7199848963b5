import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../domain/statistics/random.ts';
import { addDays } from '../../../domain/time/day.ts';
import { recurringWork } from '../../../domain/work-cuts/recurring-work.ts';
import { sampleWork } from './sample-work.ts';

const YEAR = 365.25;

describe('Reactive work that comes again', () => {
  it('is worth the minutes a month of what an account asked before', () => {
    const work = sampleWork();
    const asked = (account: string, ...days: string[]) => days.map((day) => work({ account, day, minutes: 12 }));
    const log = ['a', 'b', 'c', 'd', 'e', 'f'].flatMap((account) => asked(account, '2026-01-10', '2026-03-01'));

    const [kind] = recurringWork(log, YEAR);

    expect(kind).toMatchObject({ activity: 'answer-inquiry', works: 12, accounts: 6, minutesAMonth: 12, saving: 6 });
    expect(kind?.repeated).toMatchObject({ successes: 6, of: 12, share: 0.5 });
  });

  it('is no repetition after a quarter, of another account or of another kind', () => {
    const work = sampleWork();
    const log = [
      work({ day: '2026-01-01' }),
      work({ day: addDays('2026-01-01', 91) }),
      work({ account: 'other', day: '2026-01-02' }),
      work({ activity: 'complaint', day: '2026-01-02' }),
    ];

    expect(recurringWork(log, YEAR).map(({ repeated }) => repeated.successes)).toEqual([0, 0]);
  });

  it('leaves out what we took up ourselves, and what nobody said the kind of', () => {
    const work = sampleWork();

    expect(recurringWork([work({ initiative: 'proactive' }), work({ activity: null })], YEAR)).toEqual([]);
  });

  it('comes in the order of what is most surely saved', () => {
    const work = sampleWork();
    const repeatedBy = (activity: string, accounts: number, minutes: number) =>
      Array.from({ length: accounts }, (_, i) => [
        work({ activity, account: `a${i}`, minutes, day: '2026-02-01' }),
        work({ activity, account: `a${i}`, minutes, day: '2026-02-20' }),
      ]).flat();
    const log = [...repeatedBy('training', 6, 10), ...repeatedBy('data-correction', 40, 10)];

    expect(recurringWork(log, YEAR).map(({ activity }) => activity)).toEqual(['data-correction', 'training']);
  });

  it('is told and ranked in money, where it is known what an hour costs and what a kind costs beside', () => {
    const work = sampleWork();
    const asked = (activity: string, minutes: number) =>
      ['a', 'b', 'c', 'd', 'e', 'f'].flatMap((account) =>
        ['2026-01-10', '2026-03-01'].map((day) => work({ activity, account, day, minutes })),
      );
    const log = [...asked('training', 30), ...asked('troubleshooting', 12)];
    const costOf = (activity: string) => (activity === 'troubleshooting' ? 10_000 : 0);

    expect(recurringWork(log, YEAR).map(({ activity }) => activity)).toEqual(['training', 'troubleshooting']);
    expect(recurringWork(log, YEAR)[0]?.inMoney).toBeNull();

    const [first] = recurringWork(log, YEAR, { hourCost: 3000, costOf });

    expect(first).toMatchObject({ activity: 'troubleshooting', minutesAMonth: 12, saving: 6 });
    expect(first?.inMoney?.cost).toBeCloseTo(10_600);
    expect(first?.inMoney?.saving).toBeCloseTo(5_300);
  });

  it('of which nobody wrote down how long it took, tells no saving: nothing is known of it, which is not nothing', () => {
    const work = sampleWork();
    const log = Array.from(
      { length: 12 },
      (_, i) => ({ ...work({ account: `a${i % 6}` }), minutes: undefined }) as never,
    );
    const [untimed] = recurringWork(log, YEAR, { hourCost: 3000, costOf: () => 50 });
    expect(untimed).toMatchObject({ works: 12, untimed: 12, saving: null, savingInterval: null });
    expect(untimed?.inMoney).toMatchObject({ saving: null, savingInterval: null });
  });

  it('of few has counts, no saving and no rank', () => {
    const work = sampleWork();
    const few = Array.from({ length: 4 }, () => work({ activity: 'complaint', minutes: 600 }));
    const many = Array.from({ length: 12 }, (_, i) => work({ account: `a${i % 6}`, minutes: 5 }));

    const [first, second] = recurringWork([...few, ...many], YEAR);

    expect(first?.activity).toBe('answer-inquiry');
    expect(second).toMatchObject({
      activity: 'complaint',
      works: 4,
      saving: null,
      repeated: { needed: 6, share: null },
    });
  });

  it('tells of how many works nobody noted the minutes', () => {
    const work = sampleWork();
    const { minutes: _, ...untimed } = work();

    expect(recurringWork([work(), untimed], YEAR)[0]).toMatchObject({ works: 2, untimed: 1 });
  });

  it('of one account that asks a hundred times is less sure than of a hundred that ask twice', () => {
    const random = seededRandom(3);
    const work = sampleWork();
    const day = () => addDays('2026-01-01', Math.floor(random() * 80));
    const ofOne = [
      ...Array.from({ length: 60 }, () => work({ account: 'one', day: day() })),
      ...Array.from({ length: 60 }, (_, i) => work({ account: `a${i}`, day: day() })),
    ];
    const ofMany = Array.from({ length: 120 }, (_, i) => work({ account: `a${i % 60}`, day: day() }));
    const width = (log: typeof ofOne) => {
      const [low = 0, high = 0] = recurringWork(log, YEAR)[0]?.repeated.interval ?? [];
      return high - low;
    };

    expect(width(ofOne)).toBeGreaterThan(2 * width(ofMany));
  });
});
