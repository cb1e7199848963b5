import { describe, expect, it } from 'vitest';
import { proposedId } from '../../../domain/company/proposed-id.ts';

describe('the id proposed for somebody new', () => {
  const of = (name: string, email: string, taken: string[] = []) =>
    proposedId({ name, email }, (id) => taken.includes(id));

  it.each([
    ['Mia Tanaka', 'm@x.jp', 'mia-tanaka'],
    ['  Björn   Ängström-Lund ', 'b@x.jp', 'bjorn-angstrom-lund'],
    ["O'Neil, Jr.", 'o@x.jp', 'o-neil-jr'],
    ['白石 葵', 'Aoi.Shiraishi@x.jp', 'aoi-shiraishi'],
    ['白石 Aoi', 'aoi@x.jp', 'aoi'],
    ['白石 葵', '', 'colleague'],
    ['..', '..@x.jp', 'colleague'],
    ['x'.repeat(500), 'x@x.jp', 'x'.repeat(60)],
  ])('of %j at %j is %j', (name, email, id) => {
    expect(of(name, email)).toBe(id);
  });

  it('is nobody else’s', () => {
    expect(of('Mia', 'm@x.jp', ['mia', 'mia-2'])).toBe('mia-3');
  });
});
