import { describe, expect, it } from 'vitest';
import { type ExpectationCounts, expectationGap } from '../../../domain/improvement-map/expectation-gap.ts';
import { improvementMap, type MapFacts } from '../../../domain/improvement-map/improvement-map.ts';
import { wayOutOf } from '../../../domain/improvement-map/moves.ts';
import { sampleWork } from '../work-cuts/sample-work.ts';

const MONTH = 365.25 / 12;
const times = <Value>(count: number, make: (i: number) => Value) => Array.from({ length: count }, (_, i) => make(i));
const said = (less: number, asExpected: number, more: number): ExpectationCounts => ({
  ...{ less, more },
  'as-expected': asExpected,
});

const work = sampleWork();
const minutesOf = (activity: string, minutes: number) => work({ activity, minutes });
const mapOf = (facts: Partial<MapFacts>) =>
  improvementMap({ work: [], days: MONTH, answers: {}, ratings: {}, costOf: () => 0, ...facts });
const placeOf = (facts: Partial<MapFacts>) =>
  Object.fromEntries(mapOf(facts).activities.map(({ activity, block }) => [activity, block]));

describe('What customers had expected', () => {
  it('is met, passed or missed by more than a third', () => {
    expect(expectationGap(said(0, 6, 4))).toMatchObject({ gap: 0.4, zone: 'O', answers: 10, needed: 0 });
    expect(expectationGap(said(2, 6, 2))).toMatchObject({ gap: 0, zone: 'H' });
    expect(expectationGap(said(5, 5, 0))).toMatchObject({ gap: -0.5, zone: 'G' });
  });

  it('is not told where nobody answered', () => {
    expect(expectationGap(said(0, 0, 0))).toBeNull();
  });

  it('is a first sight while few answered, and says how many more it takes', () => {
    expect(expectationGap(said(1, 0, 0))).toMatchObject({ zone: 'G', isSure: false, needed: 9 });
  });

  it('is sure once its interval lies in one zone alone', () => {
    expect(expectationGap(said(0, 200, 0))?.isSure).toBe(true);
    expect(expectationGap(said(0, 13, 7))?.isSure).toBe(false);
  });

  it('is unsure within what can be at all, also where all said the same', () => {
    const [low, high] = expectationGap(said(0, 3, 0))?.interval ?? [];

    expect(low).toBeGreaterThanOrEqual(-1);
    expect(low).toBeLessThan(-0.2);
    expect(high).toBeLessThanOrEqual(1);
    expect(high).toBeGreaterThan(0.2);
  });
});

describe('The improvement map', () => {
  const answers = { little: said(0, 10, 0), usual: said(10, 0, 0), much: said(0, 0, 10) };
  const log = [minutesOf('little', 20), minutesOf('usual', 100), minutesOf('much', 200)];

  it('has nine blocks: by what customers expected, and by what goes into an activity', () => {
    expect(placeOf({ work: log, answers })).toEqual({ much: 'O-3', usual: 'G-2', little: 'H-1' });
  });

  it('lists what takes the most first, and tells it by the month', () => {
    const { activities } = mapOf({ work: log, days: 2 * MONTH, answers });

    expect(activities.map(({ activity, resources }) => [activity, resources.minutes])).toEqual([
      ['much', 100],
      ['usual', 50],
      ['little', 10],
    ]);
  });

  it('counts money beside the time of people once it is known what an hour costs', () => {
    const costOf = (activity: string) => (activity === 'little' ? 20_000 : 0);

    expect(placeOf({ work: log, answers, costOf, hourCost: 3000 })).toEqual({
      little: 'H-3',
      much: 'O-2',
      usual: 'G-1',
    });
    expect(mapOf({ work: log, answers, costOf, hourCost: 3000 }).activities[0]?.resources.cost).toBeCloseTo(21_000);
    expect(placeOf({ work: log, answers, costOf }).little).toBe('H-1');
  });

  it('keeps the team’s own rating apart: by it nothing is placed', () => {
    const [mapped] = mapOf({ work: [minutesOf('much', 10)], ratings: { much: said(3, 0, 0) } }).activities;

    expect(mapped).toMatchObject({ block: null, customers: null, team: { zone: 'G', answers: 3 } });
  });

  it('knows what was asked about and never noted as done', () => {
    const [mapped] = mapOf({ answers: { visit: said(1, 0, 0) } }).activities;

    expect(mapped).toMatchObject({ activity: 'visit', block: 'G-2', resources: { works: 0, minutes: 0 } });
  });

  it('lies over the customers’ way by the stages in which it was done', () => {
    const { activities } = mapOf({
      work: [...times(3, () => work({ stage: 'adoption' })), work({ stage: 'onboarding-1' }), work()],
    });

    expect(activities[0]?.stages).toEqual({ 'onboarding-1': 1, adoption: 3 });
  });

  it('is empty of a team that noted nothing yet', () => {
    expect(mapOf({})).toEqual({
      activities: [],
      ratio: { counts: { O: 0, H: 0, G: 0 }, of: 0, ofTen: null, phase: null },
    });
  });
});

describe('The ratio of zones', () => {
  const zoned = (O: number, H: number, G: number) =>
    mapOf({
      answers: Object.fromEntries([
        ...times(O, (i) => [`o${i}`, said(0, 0, 10)]),
        ...times(H, (i) => [`h${i}`, said(0, 10, 0)]),
        ...times(G, (i) => [`g${i}`, said(10, 0, 0)]),
      ]),
    }).ratio;

  it('stands beside the one it is nearest to', () => {
    expect(zoned(0, 4, 0)).toMatchObject({ ofTen: { O: 0, H: 10, G: 0 }, phase: 'ideal' });
    expect(zoned(0, 17, 3)).toMatchObject({ phase: 'trying' });
    expect(zoned(1, 7, 2)).toMatchObject({ ofTen: { O: 1, H: 7, G: 2 }, phase: 'mature' });
    expect(zoned(1, 4, 5)).toMatchObject({ phase: 'starting' });
    expect(zoned(0, 0, 5)).toMatchObject({ ofTen: { O: 0, H: 0, G: 10 }, phase: 'starting' });
  });

  it('is ten in all, however it is rounded', () => {
    expect(zoned(1, 1, 1).ofTen).toEqual({ O: 4, H: 3, G: 3 });
  });

  it('leaves out what few were asked about', () => {
    const { ratio } = mapOf({ answers: { few: said(9, 0, 0), enough: said(0, 10, 0) } });

    expect(ratio).toMatchObject({ counts: { O: 0, H: 1, G: 0 }, of: 1 });
  });
});

describe('The way out of a block', () => {
  it('leads over the wall that stands there', () => {
    expect(wayOutOf('O-2')).toEqual({ wall: 'courage', moves: ['stop', 'reduce', 'signal'], route: ['H-2'] });
    expect(wayOutOf('G-1')).toEqual({ wall: 'service', moves: ['improve'], route: ['H-2'] });
    expect(wayOutOf('G-3')).toMatchObject({ wall: 'service', route: ['H-3', 'H-2'] });
    expect(wayOutOf('H-3')).toMatchObject({ wall: 'efficiency', moves: ['streamline', 'signal'] });
  });

  it('is none where customers are content at little cost', () => {
    expect(wayOutOf('H-1')).toBeNull();
    expect(wayOutOf('H-2')).toBeNull();
  });
});
