import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Csm } from '../../../domain/account/account.ts';
import { opensBy, personalKeyText, readPersonalKey } from '../../../domain/sign-in/personal-key.ts';

const aoi: Csm = { id: 'aoi', name: 'Aoi', email: 'aoi@mirai.example', role: 'csm' };
const key = { person: 'aoi', role: 'csm', madeAt: '2026-06-01T00:00:00.000Z' } as const;
const at = (iso: string) => ({ today: iso.slice(0, 10) as `${number}-${number}-${number}`, now: Date.parse(iso) });

describe('a personal key', () => {
  it('says whose it is, whatever their id', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 100 }), (person) => {
        const text = personalKeyText(`${'s'.repeat(39)}ab_-`, person);
        expect(readPersonalKey(text)).toEqual({ person: Buffer.from(person).toString(), hint: 'ab_-' });
      }),
    );
  });

  it.each(['', 'skp_', 'ska_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', `skp_${'a'.repeat(43)}`, `skp_${'a'.repeat(42)}_YW9p`])(
    'is none of other forms: %s',
    (text) => expect(readPersonalKey(text)).toBeNull(),
  );

  it.each([
    ['by whose it is', aoi, '2026-06-02T00:00:00.000Z', true],
    ['for half a year', aoi, '2026-11-27T23:59:59.000Z', true],
    ['no longer', aoi, '2026-11-28T00:00:00.000Z', false],
    ['not in another role', { ...aoi, role: 'manager' }, '2026-06-02T00:00:00.000Z', false],
    ['not once they left', { ...aoi, leftOn: '2026-06-02' }, '2026-06-02T00:00:00.000Z', false],
    ['for nobody else', { ...aoi, id: 'ken' }, '2026-06-02T00:00:00.000Z', false],
    ['for nobody who is not there', undefined, '2026-06-02T00:00:00.000Z', false],
  ] as [string, Csm | undefined, string, boolean][])('opens %s', (_, member, when, opens) => {
    expect(opensBy(key, member, at(when) as never)).toBe(opens);
  });
});
