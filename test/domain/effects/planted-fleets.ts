import type { Act } from '../../../domain/activities/acts.ts';
import type { EffectsPast, OutcomeRules } from '../../../domain/effects/episode-outcomes.ts';
import {
  addEffects,
  type EffectsPart,
  effectsOfAccount,
  type PlayEffect,
  playEffects,
} from '../../../domain/effects/play-effects.ts';
import { HOLD_OUT, OWN_STEPS } from '../../../domain/episodes/arm.ts';
import { addDays, type Day } from '../../../domain/time/day.ts';

export const OPENED: Day = '2026-01-10';
export const HORIZON = 90;
const TRIAL = 't';

export const question: OutcomeRules = {
  asOf: addDays(OPENED, HORIZON),
  horizonInDays: HORIZON,
  trials: { save: TRIAL },
  playsNow: {},
};

/** One account of which everything is known, since it was made up. */
export interface Planted {
  /** Score in points: four weeks before the opening, on its day, at the horizon; without the last where it doesn't matter. */
  scores?: readonly [earlier: number, opening: number, later: number];
  /** Days after the opening; by a task of the episode on one half of them, by a conversation on the other. */
  actedAfter?: number;
  leftAfter?: number;
  /** Of a trial; without it nobody assigned anything. */
  isHeldOut?: boolean;
}

export function pastOf({ scores, actedAfter, leftAfter, isHeldOut }: Planted): EffectsPast {
  const arm = {
    play: 'save',
    name: isHeldOut ? HOLD_OUT : OWN_STEPS,
    ...(isHeldOut !== undefined && { trial: TRIAL }),
  };
  const leftOn = leftAfter === undefined ? '9999-12-31' : addDays(OPENED, Math.ceil(leftAfter));
  const tenths = (score: number) => Math.round(score * 10);
  const [earlier, opening, later] = scores ?? [50, 50, 50];
  return {
    episodes: [{ id: 'e', openedOn: OPENED, arm }],
    acts: actedAfter === undefined ? [] : [actAfter(Math.ceil(actedAfter))],
    scores: {
      [addDays(OPENED, -28)]: tenths(earlier),
      [OPENED]: tenths(opening),
      [addDays(OPENED, HORIZON)]: tenths(later),
    },
    hasLeft: (day) => leftOn <= day,
  };
}

const actAfter = (days: number): Act => ({
  day: addDays(OPENED, days),
  ...(days % 2 === 0 && { episode: 'e' }),
});

/** What is found in a fleet. */
export function effectIn(fleet: readonly Planted[], arms: readonly string[] = [OWN_STEPS]): PlayEffect {
  let part: EffectsPart = {};
  for (const account of fleet) part = addEffects(part, effectsOfAccount(pastOf(account), question));
  return playEffects(part, { save: arms })[0] as PlayEffect;
}

/** Normally distributed (Box and Muller). */
export const normalOf = (random: () => number) => () =>
  Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
