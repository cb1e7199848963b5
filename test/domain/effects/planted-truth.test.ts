import { beforeAll, describe, expect, it } from 'vitest';
import { HOLD_OUT, OWN_STEPS } from '../../../domain/episodes/arm.ts';
import { type Interval, newcombeInterval, normalInterval } from '../../../domain/statistics/intervals.ts';
import { randomOf } from '../../support/seeded-random.ts';
import { effectIn, HORIZON, normalOf, type Planted } from './planted-fleets.ts';

const FLEETS = 1_000;
/** Three times what they take on one busy core. */
const PATIENCE_IN_MS = 60_000;

interface Found {
  naive: { value: number; interval: Interval };
  ours: { value: number; interval: Interval };
}

function fleets(seed: number, one: (random: () => number) => Found): Found[] {
  const random = randomOf(seed);
  return Array.from({ length: FLEETS }, () => one(random));
}

const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const covered = (found: Found[], by: keyof Found, truth: number) =>
  mean(found.map(({ [by]: { interval } }) => Number(interval[0] <= truth && truth <= interval[1])));
const known = ({ value, interval }: { value: number | null; interval: Interval | null }) => {
  if (value === null || interval === null) throw new Error('nothing was told');
  return { value, interval };
};

/** How the mean of some numbers is told by who asks nothing more of them. */
function meanOf(values: number[]): Found['naive'] {
  const value = mean(values);
  const variance = mean(values.map((one) => (one - value) ** 2)) / (values.length - 1);
  return { value, interval: normalInterval(value, Math.sqrt(variance)) };
}

/**
 * Scores about 60 with a deviation of 20, of which the one at the horizon has a correlation of 0.7 with the one at the
 * opening, and so has that with the one before it.
 */
function scoresBelow40(normal: () => number): [number, number, number] {
  const next = (score: number) => 60 + 0.7 * (score - 60) + 20 * Math.sqrt(1 - 0.7 ** 2) * normal();
  for (;;) {
    const earlier = 60 + 20 * normal();
    const opening = next(earlier);
    if (opening < 40) return [earlier, opening, next(opening)];
  }
}

describe('Accounts chosen for a low score, with which nobody did anything that helped', () => {
  let found: Found[];

  beforeAll(() => {
    found = fleets(1, (random) => {
      const normal = normalOf(random);
      const fleet = Array.from({ length: 120 }, (): Planted => {
        const scores = scoresBelow40(normal);
        // The worse it stands, the sooner somebody acts.
        const isActedOn = random() < (scores[1] < 25 ? 0.8 : 0.3);
        return { scores, ...(isActedOn && { actedAfter: 1 + Math.floor(random() * 14) }) };
      });
      const acted = fleet.filter(({ actedAfter }) => actedAfter !== undefined);
      const risen = acted.map(({ scores = [0, 0, 0] }) => scores[2] - scores[1]);
      return { naive: meanOf(risen), ours: known(effectIn(fleet).comparison.score) };
    });
  }, PATIENCE_IN_MS);

  it('come up by themselves, so that “before and after” credits the play with about ten points', () => {
    expect(mean(found.map(({ naive }) => naive.value))).toBeGreaterThan(9);
    expect(covered(found, 'naive', 0)).toBeLessThan(0.01);
  });

  it('are told to have gained nothing: 93 % of the intervals and more hold the truth', () => {
    expect(mean(found.map(({ ours }) => ours.value))).toBeCloseTo(0, 0);
    expect(covered(found, 'ours', 0)).toBeGreaterThanOrEqual(0.93);
  });
});

describe('Customers who leave, or not, whether or not somebody acts', () => {
  let found: Found[];
  let churn: { done: number[]; notDone: number[] };

  beforeAll(() => {
    churn = { done: [], notDone: [] };
    found = fleets(2, (random) => {
      const exponential = (meanInDays: number) => -Math.log(1 - random()) * meanInDays;
      const fleet = Array.from({ length: 400 }, (): Planted => {
        const [left, acted] = [exponential(LEAVES_AFTER), exponential(ACTED_AFTER)];
        return {
          ...(left <= HORIZON && { leftAfter: left }),
          // With who has left nothing can be done any more.
          ...(acted < left && acted <= HORIZON && { actedAfter: acted }),
        };
      });
      const kept = (group: Planted[]) => ({
        of: group.length,
        successes: group.filter(({ leftAfter }) => leftAfter === undefined).length,
      });
      const done = kept(fleet.filter(({ actedAfter }) => actedAfter !== undefined));
      const notDone = kept(fleet.filter(({ actedAfter }) => actedAfter === undefined));
      churn.done.push(1 - done.successes / done.of);
      churn.notDone.push(1 - notDone.successes / notDone.of);
      const value = done.successes / done.of - notDone.successes / notDone.of;
      return {
        naive: { value, interval: newcombeInterval(done, notDone) as Interval },
        ours: known(effectIn(fleet).comparison.kept),
      };
    });
  }, PATIENCE_IN_MS);

  it('give “done against not done” time in which only survivors could have it done: 36 % against 61 %', () => {
    expect(mean(churn.done)).toBeCloseTo(0.36, 1);
    expect(mean(churn.notDone)).toBeCloseTo(0.61, 1);
    expect(covered(found, 'naive', 0)).toBeLessThan(0.05);
  });

  it('are told to leave alike: 93 % of the intervals and more hold the truth', () => {
    expect(mean(found.map(({ ours }) => ours.value))).toBeCloseTo(0, 2);
    expect(covered(found, 'ours', 0)).toBeGreaterThanOrEqual(0.93);
  });
});

const [LEAVES_AFTER, ACTED_AFTER] = [130, 90];

describe('A play that works, of which a tenth is held out', () => {
  const [GAIN, CHURN, CHURN_HELD_OUT] = [6, 0.1, 0.2];
  let found: { score: Found; kept: Found }[];

  beforeAll(() => {
    const random = randomOf(3);
    const normal = normalOf(random);
    found = Array.from({ length: FLEETS }, () => {
      const fleet = Array.from({ length: 400 }, (): Planted => {
        const isHeldOut = random() < 0.1;
        const hasLeft = random() < (isHeldOut ? CHURN_HELD_OUT : CHURN);
        const [earlier, opening, later] = scoresBelow40(normal);
        const scores = [earlier, opening, later + (isHeldOut ? 0 : GAIN)] as const;
        return { isHeldOut, scores, ...(hasLeft && { leftAfter: 1 + random() * (HORIZON - 1) }) };
      });
      const effect = effectIn(fleet, [OWN_STEPS, HOLD_OUT]);
      const treated = fleet.filter(({ isHeldOut }) => !isHeldOut);
      const stayed = treated.filter(({ leftAfter }) => leftAfter === undefined);
      const naive = meanOf(stayed.map(({ scores = [0, 0, 0] }) => scores[2] - scores[1]));
      return {
        score: { naive, ours: known(effect.comparison.score) },
        kept: { naive, ours: known(effect.comparison.kept) },
      };
    });
  }, PATIENCE_IN_MS);

  it('is told by how many more customers are kept', () => {
    const kept = found.map((one) => one.kept);
    expect(mean(kept.map(({ ours }) => ours.value))).toBeCloseTo(CHURN_HELD_OUT - CHURN, 2);
    expect(covered(kept, 'ours', CHURN_HELD_OUT - CHURN)).toBeGreaterThanOrEqual(0.93);
  });

  it('is told by how much higher the score is, those who left counting with nothing', () => {
    const score = found.map((one) => one.score);
    // What a score comes to on average is known of the normal distribution cut off at 40.
    const untouched = 60 - 0.7 * 20 * 1.5251;
    const truth = (1 - CHURN) * (untouched + GAIN) - (1 - CHURN_HELD_OUT) * untouched;
    expect(mean(score.map(({ ours }) => ours.value))).toBeCloseTo(truth, 0);
    expect(covered(score, 'ours', truth)).toBeGreaterThanOrEqual(0.93);
    expect(covered(score, 'naive', truth)).toBeLessThan(0.05);
  });

  it('is not called better before there are enough accounts to tell', () => {
    const random = randomOf(4);
    const fleet = Array.from({ length: 60 }, (_, i): Planted => {
      const isHeldOut = i % 2 === 0;
      return { isHeldOut, ...(random() < (isHeldOut ? 0.7 : 0.1) && { leftAfter: 40 }) };
    });
    const { verdict, kept, needed } = effectIn(fleet, [OWN_STEPS, HOLD_OUT]).comparison;
    expect(known(kept).interval[0]).toBeGreaterThan(0);
    expect(verdict).toBe('cannot-tell-yet');
    expect(needed.accounts).toBeGreaterThan(0);
  });
});
