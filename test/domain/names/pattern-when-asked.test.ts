import { expect, it } from 'vitest';
import { patternWhenAsked } from '../../../domain/names/pattern-when-asked.ts';

it('is one pattern, made when it is first asked for', () => {
  const broken = patternWhenAsked('(');
  expect(broken).toThrow(SyntaxError);

  const letters = patternWhenAsked(String.raw`^\p{L}+$`);
  expect(letters().test('名前')).toBe(true);
  expect(letters().test('名前 1')).toBe(false);
  expect(letters()).toBe(letters());
});

it('replaces every place where it is told to', () => {
  const marks = patternWhenAsked(String.raw`\p{M}`, 'gu');
  expect('é à'.normalize('NFKD').replace(marks(), '')).toBe('e a');
  expect('ü'.normalize('NFKD').replace(marks(), '')).toBe('u');
});
