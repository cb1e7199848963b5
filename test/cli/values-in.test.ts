import { describe, expect, it } from 'vitest';
import { EmptyValueError, valuesIn } from '../../cli/commands/studies/values-in.ts';

describe('Values that somebody tries', () => {
  it.each<[string, unknown[]]>([
    ['0.5', [0.5]],
    ['0.4,0.5, 0.65', [0.4, 0.5, 0.65]],
    ['low', ['low']],
    ['', [null]],
    ['28,once', [28, 'once']],
    ['[login, export]', [['login', 'export']]],
    ['[a,b],[c]', [['a', 'b'], ['c']]],
    ['{ en: "Hello, you", ja: こんにちは }', [{ en: 'Hello, you', ja: 'こんにちは' }]],
    ['"Hello, you"', ['Hello, you']],
    ["'one, two',three", ['one, two', 'three']],
    ["don't,won't", ["don't", "won't"]],
  ])('are parted by commas that belong to none of them: %s', (text, values) => {
    expect(valuesIn(text)).toEqual(values);
  });

  it.each(['0.5,', ',0.5', '0.4,,0.5', ' , '])('are none where a comma has nothing beside it: "%s"', (text) => {
    expect(() => valuesIn(text)).toThrow(EmptyValueError);
  });
});
