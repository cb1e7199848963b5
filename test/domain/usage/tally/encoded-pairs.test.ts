import { describe, expect, it } from 'vitest';
import { eachPair, encodePair, joinPairs, splitPairs } from '../../../../domain/usage/tally/encoded-pairs.ts';

const text = joinPairs(['a&b', 'c=d', '先', '100%'].map((key, i) => encodePair(key, i)));

describe('encoded pairs', () => {
  it('give back any key and value', () => {
    const pairs: [string, string][] = [];
    eachPair(text, (key, value) => pairs.push([key, value]));
    expect(pairs).toEqual([
      ['a&b', '0'],
      ['c=d', '1'],
      ['先', '2'],
      ['100%', '3'],
    ]);
  });

  it('are cut between pairs only, into pieces that make the whole again', () => {
    for (let length = 12; length <= text.length + 1; length += 1) {
      const pieces = splitPairs(text, length);
      expect(joinPairs(pieces)).toBe(text);
      expect(Math.max(...pieces.map((piece) => piece.length))).toBeLessThanOrEqual(length);
    }
  });

  it('of which one is longer than a piece are refused', () => {
    expect(() => splitPairs(text, 5)).toThrow(RangeError);
  });
});
