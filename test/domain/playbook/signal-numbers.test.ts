import { describe, expect, it } from 'vitest';
import { languages } from '../../../domain/locale/locale.ts';
import { checkPlaybook } from '../../../domain/playbook/check-playbook.ts';
import { signalSchema } from '../../../domain/playbook/playbook.ts';
import { numbersOf, problemsOfNumbers, withNumbers } from '../../../domain/playbook/signal-numbers.ts';
import { defaultPlaybook } from '../../support/default-playbook.ts';

const numbersOfSignal = (name: string) => numbersOf(defaultPlaybook.signals[name] as never);

/** Numbers anywhere in a signal, by their paths. */
function numbersIn(value: unknown, path: string[] = []): string[] {
  if (typeof value === 'number') return [path.join('.')];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => numbersIn(inner, [...path, key]));
}

describe('the numbers that a signal is tuned by', () => {
  it('are all that it has, with what each counts and a name in each language', () => {
    for (const [name, signal] of Object.entries(defaultPlaybook.signals)) {
      const numbers = numbersOf(signal);
      expect([name, numbers.map(({ path }) => path).sort()]).toEqual([name, numbersIn(signal).sort()]);
      for (const { label } of numbers) for (const language of languages) expect(label[language]).toMatch(/\S/);
    }
  });

  it('have the bounds of the playbook', () => {
    expect(numbersOfSignal('logins-fell')).toMatchObject([
      { path: 'when.windowInDays', unit: 'days', value: 28, bounds: { least: 1, most: 92, isWhole: true } },
      { path: 'when.baselineWindows', bounds: { least: 2, most: 4, isWhole: true } },
      { path: 'when.minimumBaseline', unit: 'times', bounds: { least: 0, isWhole: false } },
      { path: 'when.tripsAtOrBelow', unit: 'share', value: 0.6, bounds: { least: 0, isAbove: true, isWhole: false } },
      { path: 'when.recoversAbove', unit: 'share', value: 0.75 },
      { path: 'cooldownInDays', unit: 'days', value: 28, bounds: { least: 0, most: 3650, isWhole: true } },
      { path: 'newLevelAfterInDays', value: 84 },
    ]);
  });

  it('are moved without moving anything else, also within a group of fields', () => {
    const moved = withNumbers(defaultPlaybook, 'other-product-interest', {
      'when.viewed.atLeast': 5,
      cooldownInDays: 9,
    });
    const { when, cooldownInDays } = defaultPlaybook.signals['other-product-interest'] as never as {
      when: { viewed: object };
      cooldownInDays: number;
    };
    expect(moved.signals['other-product-interest']).toEqual({
      ...defaultPlaybook.signals['other-product-interest'],
      when: { ...when, viewed: { ...when.viewed, atLeast: 5 } },
      cooldownInDays: 9,
    });
    expect(cooldownInDays).toBe(30);
    expect({ ...moved, signals: null }).toEqual({ ...defaultPlaybook, signals: null });
  });

  it('take nothing over that the signal does not have', () => {
    const wanted = { 'when.kind': 1, 'when.event': 2, play: 3, '__proto__.x': 4, 'when.tripsAtOrAbove': 5 };
    expect(withNumbers(defaultPlaybook, 'logins-fell', wanted)).toEqual(defaultPlaybook);
    expect(withNumbers(defaultPlaybook, 'nps-detractor', { cooldownInDays: 3 }).signals['nps-detractor']).toEqual(
      defaultPlaybook.signals['nps-detractor'],
    );
  });

  it.each([
    ['too small', { 'when.windowInDays': 0 }, [{ path: 'when.windowInDays', limit: { is: 'at-least', value: 1 } }]],
    [
      'nothing at all',
      { 'when.tripsAtOrBelow': 0 },
      [{ path: 'when.tripsAtOrBelow', limit: { is: 'above', value: 0 } }],
    ],
    ['too large', { 'when.windowInDays': 93 }, [{ path: 'when.windowInDays', limit: { is: 'at-most', value: 92 } }]],
    ['not whole', { 'when.windowInDays': 2.5 }, [{ path: 'when.windowInDays', limit: { is: 'whole' } }]],
    ['no number', { 'when.windowInDays': Number.NaN }, [{ path: 'when.windowInDays', limit: { is: 'number' } }]],
    [
      'on the wrong side of another',
      { 'when.tripsAtOrBelow': 0.8 },
      [{ path: 'when.recoversAbove', limit: { is: 'at-least', value: 0.8 } }],
    ],
    ['as before', { 'when.tripsAtOrBelow': 1.2 }, [{ path: 'when.tripsAtOrBelow', limit: { is: 'below', value: 1 } }]],
    ['fine', { 'when.tripsAtOrBelow': 0.5 }, []],
  ])('say where they would fit when one is %s', (_, wanted, problems) => {
    expect(problemsOfNumbers(defaultPlaybook, 'logins-fell', wanted as never)).toEqual(problems);
  });

  it('are refused wherever the playbook would refuse them, and nowhere else', () => {
    for (const [name, signal] of Object.entries(defaultPlaybook.signals)) {
      for (const { path, value } of numbersOf(signal)) {
        for (const tried of [-1, 0, 0.5, value * 2, 93, 4000]) {
          const moved = withNumbers(defaultPlaybook, name, { [path]: tried });
          const isFine = signalSchema.safeParse(moved.signals[name]).success && checkPlaybook(moved).length === 0;
          const problems = problemsOfNumbers(defaultPlaybook, name, { [path]: tried });
          expect([name, path, tried, problems.length === 0]).toEqual([name, path, tried, isFine]);
        }
      }
    }
  });
});
