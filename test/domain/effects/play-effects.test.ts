import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addEffects,
  type EffectsPart,
  effectsOfAccount,
  neededToHalve,
  playEffects,
} from '../../../domain/effects/play-effects.ts';
import { HOLD_OUT, OWN_STEPS } from '../../../domain/episodes/arm.ts';
import { addDays } from '../../../domain/time/day.ts';
import { effectIn, OPENED, type Planted, pastOf, question } from './planted-fleets.ts';

const many = (count: number, account: Planted) => Array.from({ length: count }, () => account);
const told = (part: EffectsPart) => playEffects(part, { save: [OWN_STEPS] })[0];

describe('What comes of a play', () => {
  it('is told from the accounts that somebody acted on and those that nobody did, by the fourteenth day', () => {
    const fleet = [
      ...many(56, { actedAfter: 14 }),
      ...many(14, { actedAfter: 3, leftAfter: 60 }),
      ...many(40, {}),
      ...many(8, { actedAfter: 15 }),
      ...many(32, { leftAfter: 60 }),
      ...many(5, { leftAfter: 10 }),
    ];
    const { comparison, ...counts } = effectIn(fleet);
    expect(counts).toMatchObject({ play: 'save', episodes: 155, acted: 70, notActed: 80, leftBefore: 5 });
    expect(comparison.kept.value).toBeCloseTo(0.2, 9);
    expect(comparison.kept.interval?.[0]).toBeCloseTo(0.0524, 4);
    expect(comparison.kept.interval?.[1]).toBeCloseTo(0.3339, 4);
    expect(comparison).toMatchObject({ kind: 'observed', verdict: 'better', needed: { outcomes: 0 } });
  });

  it('is counted and not told where fewer than ten customers left, with how many are missing', () => {
    const { comparison } = effectIn([...many(40, { actedAfter: 1 }), ...many(30, {}), ...many(3, { leftAfter: 50 })]);
    expect(comparison.kept).toMatchObject({ value: null, interval: [expect.any(Number), expect.any(Number)] });
    expect(comparison.other).toMatchObject({ over: 33, kept: 30, share: null });
    expect(comparison).toMatchObject({ verdict: 'too-few', needed: { outcomes: 7 } });
  });

  it('is not told of who has not come to the horizon yet: they are neither kept nor left', () => {
    const part = effectsOfAccount(pastOf({ actedAfter: 1 }), { ...question, asOf: addDays(question.asOf, -1) });
    expect(told(part)?.comparison.one).toMatchObject({ accounts: 1, over: 0, kept: 0 });
  });

  it('counts an account once, by its first episode, and each episode that was raised', () => {
    const past = pastOf({ actedAfter: 1 });
    const second = { ...past.episodes[0], id: 'later', openedOn: addDays(OPENED, 40) };
    const part = effectsOfAccount({ ...past, episodes: [second, ...past.episodes] as never }, question);
    expect(told(part)).toMatchObject({ episodes: 2, acted: 1, notActed: 0 });
  });

  it('counts nothing that was put on record afterwards, or under a trial that is over', () => {
    const past = pastOf({ isHeldOut: true });
    const withArm = (arm: object | undefined) => ({ ...past, episodes: [{ ...past.episodes[0], arm }] as never });
    expect(effectsOfAccount(withArm(undefined), question)).toEqual({});
    const older = effectsOfAccount(withArm({ play: 'save', name: HOLD_OUT, trial: 'older' }), question);
    expect(older.save).toEqual({ episodes: 1, byChance: {}, observed: {} });
  });

  it('goes on under the name that the playbook has given the play', () => {
    const part = effectsOfAccount(pastOf({}), { ...question, playsNow: { save: 'rescue' } });
    expect(Object.keys(part)).toEqual(['rescue']);
  });

  it('compares each way with the first, and with those held out', () => {
    const { trial } = effectIn([], ['call', 'letter', HOLD_OUT]);
    expect(trial.map(({ one, other }) => [one.name, other.name])).toEqual([
      ['letter', 'call'],
      ['call', HOLD_OUT],
      ['letter', HOLD_OUT],
    ]);
  });

  it('says before a trial how many it needs: 199 accounts a group, and more where one group is small', () => {
    expect(neededToHalve()).toBe(199);
    expect(effectIn([], [OWN_STEPS, HOLD_OUT]).comparison.needed.accounts).toBe(398);
    const uneven = [...many(90, { isHeldOut: false }), ...many(10, { isHeldOut: true })];
    expect(effectIn(uneven, [OWN_STEPS, HOLD_OUT]).comparison.needed.accounts).toBe(1106 - 100);
  });

  it('is the same in whatever order the accounts are added up', () => {
    const account = fc.record(
      {
        actedAfter: fc.integer({ min: 1, max: 30 }),
        leftAfter: fc.integer({ min: 1, max: 120 }),
        isHeldOut: fc.boolean(),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.array(account, { maxLength: 20 }), (fleet) => {
        const parts = fleet.map((one) => effectsOfAccount(pastOf(one), question));
        const forth = parts.reduce(addEffects, {});
        const back = parts.reduceRight((sum, part) => addEffects(part, sum), {} as EffectsPart);
        expect(back).toEqual(forth);
      }),
    );
  });
});
