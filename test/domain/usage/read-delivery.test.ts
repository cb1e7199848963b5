import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readDelivery } from '../../../domain/usage/read-delivery.ts';
import { anyCharacter } from '../../support/any-character.ts';

const codeOf = (text: string) => {
  try {
    readDelivery(text);
    return null;
  } catch (error) {
    return (error as { code: string }).code;
  }
};

const FORBIDDEN = ['__proto__', 'constructor'];
const keyArbitrary = fc.string({ unit: anyCharacter, maxLength: 4 }).filter((key) => !FORBIDDEN.includes(key));
const { value: valueArbitrary } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.string({ unit: anyCharacter, maxLength: 6 }),
    fc.constantFrom('\\"', '":', '{"a":1}', '\\\\', null, true, 1.5),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(keyArbitrary, tie('value'), { maxKeys: 3 }),
  ),
}));

describe('the body of a delivery', () => {
  it('is an event, an array of them, or {"events"}; only the first may do without an id', () => {
    expect(readDelivery('{"id":1}')).toEqual({ events: [{ id: 1 }], isSingleEvent: true });
    expect(readDelivery('[1,{}]')).toEqual({ events: [1, {}], isSingleEvent: false });
    expect(readDelivery('{"events":[1]}')).toEqual({ events: [1], isSingleEvent: false });
    expect(readDelivery(' [ ] ')).toEqual({ events: [], isSingleEvent: false });
  });

  it('is taken whatever its strings hold, written tightly or with spaces', () => {
    fc.assert(
      fc.property(fc.array(valueArbitrary), fc.constantFrom(undefined, 2, '\t'), (events, indent) => {
        const text = JSON.stringify(events, null, indent);
        expect(readDelivery(text).events).toEqual(JSON.parse(text));
      }),
      { seed: 1, numRuns: 3_000 },
    );
  });

  it('is refused with a key twice, wherever it is', () => {
    fc.assert(
      fc.property(keyArbitrary, valueArbitrary, valueArbitrary, (key, first, second) => {
        const [name, a, b] = [JSON.stringify(key), JSON.stringify(first), JSON.stringify(second)];
        expect(codeOf(`[{"x":[{${name}:${a},${name} : ${b}}]}]`)).toBe('duplicate-key');
      }),
      { seed: 1, numRuns: 1_000 },
    );
  });

  it('is refused with a key twice even if its strings try to make up for it', () => {
    expect(codeOf('{"a":1,"a":2,"b":"\\u003a\\":"}')).toBe('duplicate-key');
    expect(codeOf('{"a":1,"\\u0061":"x:y"}')).toBe('duplicate-key');
    expect(codeOf('{"a":"\\\\","a":1}')).toBe('duplicate-key');
    expect(codeOf('{"a":1,"a"\n:2}')).toBe('duplicate-key');
    expect(codeOf('{"a":":x","a":2}')).toBe('duplicate-key');
    expect(codeOf('{"a":":x","b":"\\":"}')).toBeNull();
  });

  it('may be 32 deep and no deeper', () => {
    const deep = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);
    expect(codeOf(deep(32))).toBeNull();
    expect(codeOf(deep(33))).toBe('too-deep');
    expect(codeOf(`{"text":"${'['.repeat(100)}"}`)).toBeNull();
  });

  it.each(FORBIDDEN)('is refused with a key named %s at any depth, and taken with a text of that name', (name) => {
    expect(codeOf(`{"${name}":1}`)).toBe('forbidden-key');
    expect(codeOf(`[{"a":[{"${name}":1}]}]`)).toBe('forbidden-key');
    expect(codeOf(`{"event":"${name}"}`)).toBeNull();
  });

  it.each(['', '{', '{"a"', '{"a":"\\', '"\\"', 'undefined', '{a:1}', '\u0000'])('%j is no JSON', (text) => {
    expect(codeOf(text)).toBe('not-json');
  });

  it('is never quoted in what is said about it', () => {
    expect(() => readDelivery('{"user":"hanako@example.com"')).toThrow(/^The body is not JSON\.$/);
  });
});
