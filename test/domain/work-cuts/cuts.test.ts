import { describe, expect, it } from 'vitest';
import { addDays } from '../../../domain/time/day.ts';
import { cutWork, NOT_SAID, workCuts } from '../../../domain/work-cuts/cut-work.ts';
import { experienceGaps } from '../../../domain/work-cuts/experience.ts';
import { inquiryReplies } from '../../../domain/work-cuts/inquiry-replies.ts';
import { offerOutcomes } from '../../../domain/work-cuts/offer-outcomes.ts';
import { senioritiesIn } from '../../../domain/work-cuts/seniority.ts';
import { sampleWork } from './sample-work.ts';

const isVeteran = () => 'veteran' as const;
const times = <Value>(count: number, make: (i: number) => Value) => Array.from({ length: count }, (_, i) => make(i));

describe('Work is told apart', () => {
  it('by how long it took, with what nobody noted at the end', () => {
    const work = sampleWork();
    const { minutes: _, ...untimed } = work();
    const log = [untimed, work({ minutes: 90 }), work({ minutes: 5 }), work({ minutes: 15 }), work({ minutes: 6 })];

    expect(cutWork(log, 'effort', isVeteran)).toEqual([
      { value: 'to-5', works: 1, accounts: 1, reactive: 1, minutes: 5, timed: 1, medianMinutes: 5 },
      { value: 'to-15', works: 2, accounts: 1, reactive: 2, minutes: 21, timed: 2, medianMinutes: 10.5 },
      { value: 'above-60', works: 1, accounts: 1, reactive: 1, minutes: 90, timed: 1, medianMinutes: 90 },
      { value: NOT_SAID, works: 1, accounts: 1, reactive: 1, minutes: 0, timed: 0, medianMinutes: null },
    ]);
  });

  it('by how often an account needs the same', () => {
    const work = sampleWork();
    const log = [...times(12, () => work({ account: 'often' })), work({ account: 'once' }), ...times(2, () => work())];

    expect(cutWork(log, 'frequency', isVeteran).map(({ value, works }) => [value, works])).toEqual([
      ['once', 1],
      ['to-3', 2],
      ['from-10', 12],
    ]);
  });

  it('by kind, with the most minutes first', () => {
    const work = sampleWork();
    const log = [work(), work({ activity: 'training', minutes: 120, initiative: 'proactive' }), work()];

    expect(cutWork(log, 'activity', isVeteran).map(({ value, reactive }) => [value, reactive])).toEqual([
      ['training', 0],
      ['answer-inquiry', 2],
    ]);
  });

  it('by each cut into parts that are all of it together', () => {
    const work = sampleWork();
    const log = [
      work({ scope: null, skill: null, activity: null, initiative: null, by: null }),
      ...times(30, (i) => work({ account: `a${i % 7}`, scope: i % 2 ? 'custom' : 'general', outcome: 'solved' })),
    ];

    for (const cut of workCuts) {
      const tallies = cutWork(log, cut, senioritiesIn(log));
      expect(tallies.reduce((sum, { works }) => sum + works, 0)).toBe(31);
    }
  });
});

describe('Who is new to the work', () => {
  const work = sampleWork();
  const began = '2025-01-01';
  const joined = addDays(began, 100);
  const seniorityOf = senioritiesIn([work({ by: 'saki', day: began }), work({ by: 'ren', day: joined })]);

  it('is new for half a year from their first work on', () => {
    expect(seniorityOf({ by: 'ren', day: addDays(joined, 179) })).toBe('newcomer');
    expect(seniorityOf({ by: 'ren', day: addDays(joined, 180) })).toBe('veteran');
  });

  it('is not known of those who were there when the log began, until it is half a year old', () => {
    expect(seniorityOf({ by: 'saki', day: addDays(began, 20) })).toBe('unknown');
    expect(seniorityOf({ by: 'saki', day: addDays(began, 180) })).toBe('veteran');
    expect(seniorityOf({ by: null, day: began })).toBe('unknown');
  });

  it('goes by the day on which somebody joined where that is known, whatever is on record of them', () => {
    const log = [work({ by: 'saki', day: began }), work({ by: 'ren', day: joined })];
    const told = senioritiesIn(
      log,
      new Map([
        ['saki', addDays(began, -20)],
        ['ren', addDays(joined, -400)],
      ]),
    );

    expect(told({ by: 'saki', day: began })).toBe('newcomer');
    expect(told({ by: 'saki', day: addDays(began, 160) })).toBe('veteran');
    expect(told({ by: 'ren', day: joined })).toBe('veteran');
  });
});

describe('Veterans and newcomers', () => {
  const work = sampleWork();
  const isNewIf = ({ by }: { by: string | null }) => (by?.startsWith('new') ? 'newcomer' : 'veteran') as never;
  const minutesOf = (by: string, count: number, minutes: number) => times(count, () => work({ by, minutes }));

  it('differ by the means of people, however much one of them does', () => {
    const log = [
      ...minutesOf('old-1', 100, 10),
      ...minutesOf('old-2', 5, 14),
      ...minutesOf('old-3', 5, 12),
      ...minutesOf('new-1', 4, 30),
      ...minutesOf('new-2', 4, 32),
      ...minutesOf('new-3', 4, 34),
    ];

    const [gap] = experienceGaps(log, isNewIf);

    expect(gap).toMatchObject({
      veterans: { people: 3, works: 110, meanMinutes: 12 },
      newcomers: { people: 3, works: 12, meanMinutes: 32 },
      difference: 20,
    });
    expect(gap?.interval?.[0]).toBeGreaterThan(0);
  });

  it('of one person each say nothing of how far people differ', () => {
    const [gap] = experienceGaps([...minutesOf('old-1', 20, 10), ...minutesOf('new-1', 20, 30)], isNewIf);

    expect(gap).toMatchObject({ difference: 20, interval: null });
  });

  it('are not compared by few works', () => {
    const [gap] = experienceGaps([...minutesOf('old-1', 20, 10), ...minutesOf('new-1', 9, 30)], isNewIf);

    expect(gap).toMatchObject({ difference: null, newcomers: { works: 9, meanMinutes: null } });
  });

  it('are not compared where only one of them does such work', () => {
    expect(experienceGaps(minutesOf('old-1', 20, 10), isNewIf)).toEqual([]);
  });
});

describe('Replies to an inquiry', () => {
  const work = sampleWork();

  it('are told by their mean, and by how many inquiries one was enough for', () => {
    const log = [1, 1, 1, 1, 1, 1, 3, 3, 4, 4].map((replies) => work({ replies }));

    const [kind] = inquiryReplies([...log, work()]);

    expect(kind).toMatchObject({ inquiries: 11, unknown: 1, mean: 2, median: 1, most: 4, needed: 0 });
    expect(kind?.atOnce).toMatchObject({ successes: 6, of: 10, share: 0.6 });
    expect(kind?.interval?.map((one) => one.toFixed(2))).toEqual(['1.05', '2.95']);
  });

  it('of few inquiries are told by counts', () => {
    expect(inquiryReplies([work({ replies: 5 })])).toMatchObject([{ mean: null, median: null, most: 5, needed: 9 }]);
  });

  it('of what we took up ourselves there are none', () => {
    expect(inquiryReplies([work({ replies: 2, initiative: 'proactive' })])).toEqual([]);
  });
});

describe('Offers', () => {
  const work = sampleWork();
  const offers = (initiative: 'proactive' | 'reactive', agreed: number, of: number) =>
    times(of, (i) => work({ initiative, outcome: i < agreed ? 'agreed' : 'declined' }));

  it('made before anybody asked are set against the others: 56 of 70 and 48 of 80 differ by 0.20, 0.05 to 0.33', () => {
    const { difference, interval } = offerOutcomes([...offers('proactive', 56, 70), ...offers('reactive', 48, 80)]);

    expect(difference).toBeCloseTo(0.2, 6);
    expect(interval?.map((one) => one.toFixed(3))).toEqual(['0.052', '0.334']);
  });

  it('that are still open, and other work, count for neither', () => {
    const others = [work({ outcome: 'open' }), work({ outcome: 'solved' }), work()];

    expect(offerOutcomes(others)).toMatchObject({ proactive: { of: 0 }, reactive: { of: 0 }, interval: null });
  });

  it('are told by counts while there are few on either side', () => {
    const { proactive, reactive, difference, interval } = offerOutcomes([
      ...offers('proactive', 3, 4),
      ...offers('reactive', 10, 40),
    ]);

    expect(proactive).toMatchObject({ successes: 3, of: 4, share: null, needed: 6 });
    expect(reactive).toMatchObject({ share: 0.25 });
    expect(difference).toBeNull();
    expect(interval).not.toBeNull();
  });
});
