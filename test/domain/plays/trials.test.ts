import { describe, expect, it } from 'vitest';
import { HOLD_OUT, OWN_STEPS } from '../../../domain/episodes/arm.ts';
import { rulesOf } from '../../../domain/playbook/rules.ts';
import { armsOf, assignedArm, stepsOfAllWays, trialOf } from '../../../domain/plays/trials.ts';
import { playbookWith } from '../../support/plays.ts';

const tried = playbookWith([{ task: 'look' }]).plays.tried as NonNullable<
  ReturnType<typeof playbookWith>['plays'][string]
>;
const call = { steps: [{ task: 'call' }] };
const accounts = Array.from({ length: 20_000 }, (_, n) => `account-${n}`);

function arms(change: Partial<typeof tried>, of = accounts, name = 'save') {
  return of.map((id) => assignedArm({ ...tried, ...change, name }, id, { mayBeHeldOut: true }).name);
}
const part = (found: string[], name: string) => found.filter((one) => one === name).length / found.length;
const moved = (before: string[], after: string[]) =>
  before.flatMap((name, i) => (name === after[i] ? [] : [`${name} → ${after[i]}`]));

describe('The way of its play that an account goes', () => {
  it('is as chance has it, in the shares that the playbook says, and the rest is shared by those that say none', () => {
    const found = arms({ variants: { a: { share: 0.5 }, b: call, c: {} }, holdOut: 0.1 });
    expect(Math.abs(part(found, 'a') - 0.45)).toBeLessThan(0.01);
    expect(Math.abs(part(found, 'b') - 0.225)).toBeLessThan(0.01);
    expect(Math.abs(part(found, 'c') - 0.225)).toBeLessThan(0.01);
    expect(Math.abs(part(found, HOLD_OUT) - 0.1)).toBeLessThan(0.01);
  });

  it('is the same whenever it is asked, and another one by another play', () => {
    const trial = { holdOut: 0.5 };
    expect(arms(trial)).toEqual(arms(trial));
    const [one, other] = [arms(trial), arms(trial, accounts, 'grow')];
    const both = one.filter((name, i) => name === HOLD_OUT && other[i] === HOLD_OUT).length / accounts.length;
    expect(Math.abs(both - 0.25)).toBeLessThan(0.01);
  });

  it('stays under another name of the play', () => {
    const renamed = { holdOut: 0.5, renamedFrom: 'save' };
    expect(arms(renamed, accounts, 'rescue')).toEqual(arms({ holdOut: 0.5 }));
  });

  it('is another one for as few accounts as can be where shares change, or a way is added', () => {
    const before = arms({ variants: { a: {}, b: call }, holdOut: 0.1 });
    const more = moved(before, arms({ variants: { a: {}, b: call }, holdOut: 0.2 }));
    expect(new Set(more)).toEqual(new Set([`a → ${HOLD_OUT}`, `b → ${HOLD_OUT}`]));
    expect(Math.abs(more.length / accounts.length - 0.1)).toBeLessThan(0.01);
    const added = moved(before, arms({ variants: { a: {}, b: call, c: {} }, holdOut: 0.1 }));
    expect(new Set(added)).toEqual(new Set(['a → c', 'b → c']));
    expect(Math.abs(added.length / accounts.length - 0.3)).toBeLessThan(0.01);
  });

  it('is the play’s own where nothing is tried, and that is no trial', () => {
    expect(assignedArm({ ...tried, name: 'save' }, 'koa', { mayBeHeldOut: true })).toEqual({
      play: 'save',
      name: OWN_STEPS,
    });
    expect(armsOf(tried)).toEqual([{ name: OWN_STEPS, share: 1 }]);
  });

  it('is no matter of chance for who may not be held out: what comes of it is compared with nobody', () => {
    const play = { ...tried, holdOut: 0.5, name: 'save' };
    const free = accounts.map((id) => assignedArm(play, id, { mayBeHeldOut: false }));
    expect(new Set(free.map(({ name }) => name))).toEqual(new Set([OWN_STEPS]));
    expect(free[0]?.trial).toBeUndefined();
    expect(assignedArm(play, 'koa', { mayBeHeldOut: true }).trial).toBe(trialOf(play));
  });
});

describe('A trial', () => {
  it('goes on with other shares, and is another one with other steps', () => {
    const one = { ...tried, variants: { a: {}, b: call } };
    expect(trialOf({ ...one, variants: { a: { share: 0.2 }, b: call } })).toBe(trialOf(one));
    expect(trialOf({ ...one, variants: { a: call, b: call } })).not.toBe(trialOf(one));
    expect(trialOf(tried)).toBeNull();
  });

  it('of another share of those held out leaves the rules of the playbook as they are', () => {
    const playbook = playbookWith([{ task: 'look' }]);
    const plays = { ...playbook.plays, tried: { ...tried, holdOut: 0.1 } };
    expect(rulesOf({ ...playbook, plays })).toBe(rulesOf(playbook));
  });

  it('may do what any of its ways may, each step once', () => {
    const variants = { a: {}, b: { steps: [{ task: 'look' }, { task: 'call' }] } };
    expect(stepsOfAllWays({ ...tried, variants })).toEqual([{ task: 'look' }, { task: 'call' }]);
  });
});
