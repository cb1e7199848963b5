import { describe, expect, it } from 'vitest';
import {
  heldSecrets,
  isLive,
  rotate,
  type SigningSecrets,
  TooManySecretsError,
} from '../../../domain/sources/signing-secrets.ts';

const NOW = Date.parse('2026-06-01T00:00:00Z');
const HOUR_IN_MS = 3_600_000;
const live = (held: SigningSecrets, at = NOW) =>
  heldSecrets(held)
    .filter((one) => isLive(one, at))
    .map(({ secret }) => secret);

describe('changing the secret of a source', () => {
  it('keeps the earlier one good until the overlap ends, to the millisecond', () => {
    const held = rotate({ current: 'a' }, 'b', NOW, 24);
    expect(held).toEqual({ current: 'b', previous: 'a', previousUntil: '2026-06-02T00:00:00.000Z' });
    expect(live(held, NOW + 24 * HOUR_IN_MS - 1)).toEqual(['b', 'a']);
    expect(live(held, NOW + 24 * HOUR_IN_MS)).toEqual(['b']);
  });

  it('ends all that was live before it where there is no overlap', () => {
    const held = rotate(rotate({ current: 'a' }, 'b', NOW, 24), 'c', NOW, 0);
    expect(held).toEqual({ current: 'c' });
  });

  it('lengthens no overlap that runs, and leaves out what has ended', () => {
    let held = rotate({ current: 'a' }, 'b', NOW, 1);
    held = rotate(held, 'c', NOW + HOUR_IN_MS / 2, 24);
    expect(live(held, NOW + HOUR_IN_MS / 2)).toEqual(['c', 'b', 'a']);
    expect(live(held, NOW + HOUR_IN_MS)).toEqual(['c', 'b']);
    held = rotate(held, 'd', NOW + 2 * HOUR_IN_MS, 24);
    expect(Object.values(held)).not.toContain('a');
  });

  it('ten times in a row refuses none of those that still run, and says so before it would', () => {
    let held: SigningSecrets = { current: 's0' };
    for (let i = 1; i <= 10; i += 1) held = rotate(held, `s${i}`, NOW + i, 24);
    expect(live(held, NOW + 11)).toHaveLength(11);
    expect(() => rotate(held, 's11', NOW + 11, 24)).toThrow(TooManySecretsError);
    expect(rotate(held, 's11', NOW + 11, 0)).toEqual({ current: 's11' });
  });

  it('gives one that was added by hand an end, and drops what it does not know', () => {
    expect(rotate({ current: 'a', previous: 'z', note: 'May' }, 'b', NOW, 1)).toEqual({
      current: 'b',
      previous: 'a',
      previousUntil: '2026-06-01T01:00:00.000Z',
      previous2: 'z',
      previous2Until: '2026-06-01T01:00:00.000Z',
    });
  });

  it('takes an end that nobody can read for one that has passed', () => {
    expect(live({ current: 'a', previous: 'b', previousUntil: 'soon' })).toEqual(['a']);
  });
});
