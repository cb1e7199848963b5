import fc from 'fast-check';
import { expect, it } from 'vitest';
import { pageOfAccount } from '../../../domain/links/team-pages.ts';
import { anyCharacter } from '../../support/any-character.ts';

it('the address of an account’s page leads to it, whatever characters its id is made of', () => {
  fc.assert(
    fc.property(fc.string({ unit: anyCharacter, minLength: 1, maxLength: 40 }), (id) => {
      const { pathname, search, hash } = new URL(pageOfAccount(id), 'https://cs.example');
      expect(decodeURIComponent(pathname)).toBe(`/accounts/${id}`);
      expect([search, hash]).toEqual(['', '']);
    }),
  );
});
