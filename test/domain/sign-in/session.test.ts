import { describe, expect, it } from 'vitest';
import type { Csm } from '../../../domain/account/account.ts';
import { goesOn, isOver, type Session, seenNow } from '../../../domain/sign-in/session.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const noon = Date.parse('2026-06-02T03:00:00Z');
const session: Session = { id: 's', person: 'aoi', role: 'csm', signedInAt: noon, seenAt: noon };
const aoi: Csm = { id: 'aoi', name: 'Aoi', email: 'aoi@mirai.example', role: 'csm' };

describe('a session', () => {
  it.each([
    ['at once', {}, 0, false],
    ['after twelve idle hours', {}, 12 * HOUR, false],
    ['a moment later', {}, 12 * HOUR + 1, true],
    ['of somebody who works on, after seven days', { seenAt: noon + 168 * HOUR }, 168 * HOUR, false],
    ['a moment later, whoever they are', { seenAt: noon + 168 * HOUR }, 168 * HOUR + 1, true],
    ['made by a clock that is a minute ahead', {}, -MINUTE, false],
    ['made by a clock that is far ahead', {}, -3 * MINUTE, true],
  ])('%s', (_, changes, later, over) => {
    expect(isOver({ ...session, ...changes }, noon + later)).toBe(over);
  });

  it('goes on while the person is what they were, and ends with the role and with leaving', () => {
    expect(goesOn(session, aoi, '2026-06-02')).toBe(true);
    expect(goesOn(session, { ...aoi, role: 'manager' }, '2026-06-02')).toBe(false);
    expect(goesOn(session, { ...aoi, leftOn: '2026-06-02' }, '2026-06-02')).toBe(false);
    expect(goesOn(session, { ...aoi, leftOn: '2026-06-03' }, '2026-06-02')).toBe(true);
    expect(goesOn(session, undefined, '2026-06-02')).toBe(false);
  });

  it('is written anew once in five minutes', () => {
    expect(seenNow(session, noon + 5 * MINUTE)).toBe(session);
    expect(seenNow(session, noon + 5 * MINUTE + 1).seenAt).toBe(noon + 5 * MINUTE + 1);
  });
});
