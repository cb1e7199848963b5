import { expect, it } from 'vitest';
import { shortName } from '../../../../functions/team-pages/parts/short-name.ts';

it('a name of a list is short, and turns round nothing after it', () => {
  expect(shortName(`Koa\u202e${'x'.repeat(100)}`)).toMatch(/^Koa x{35}…$/);
  expect(shortName('Koa')).toBe('Koa');
});
