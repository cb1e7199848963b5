import { describe, expect, it } from 'vitest';
import type { Csm } from '../../../domain/account/account.ts';
import { type DigestsSoFar, dueDigest } from '../../../domain/digest/digest-time.ts';
import { businessCalendar } from '../../../domain/time/business-days.ts';
import { localClock } from '../../../domain/time/time-zone.ts';
import { company } from '../../support/plays.ts';

const calendar = businessCalendar({});
const none: DigestsSoFar = { lastAt: null, leftFrom: null };
const aoi: Csm = { id: 'aoi', name: 'Aoi', email: 'aoi@cs.example', role: 'csm' };

/** What the person gets at that moment of their own clock; a Monday unless said. */
function at(wallClock: string, member: Csm = aoi, soFar = none) {
  const clock = localClock(member.timeZone ?? company.timeZone);
  const [day = '', hours = '0:0'] = wallClock.split(' ');
  const [hour = 0, minute = 0] = hours.split(':').map(Number);
  const now = clock.startOf(day) + (hour * 60 + minute) * 60_000;
  return dueDigest(member, now, soFar, { company, calendar, clock })?.id ?? null;
}

const tokyo = (time: string) => new Date(`${time}:00+09:00`).toISOString();

describe('the digest of the day', () => {
  it('comes at eight of the reader’s own clock, or at the hour they chose', () => {
    expect(at('2026-06-01 7:59')).toBeNull();
    expect(at('2026-06-01 8:00')).toBe('digest/aoi/2026-06-01');
    expect(at('2026-06-01 8:00', { ...aoi, digestHour: 14 })).toBeNull();
    expect(at('2026-06-01 14:00', { ...aoi, digestHour: 14 })).toBe('digest/aoi/2026-06-01');
    expect(at('2026-06-01 8:00', { ...aoi, timeZone: 'America/New_York', country: 'US' })).toBe(
      'digest/aoi/2026-06-01',
    );
    expect(at('2026-06-01 8:30', { ...aoi, timeZone: 'Asia/Kolkata', country: 'IN' })).toBe('digest/aoi/2026-06-01');
  });

  it('comes on days that the reader works and is there', () => {
    expect(at('2026-06-06 8:00'), 'a Saturday').toBeNull();
    expect(at('2026-06-06 8:00', { ...aoi, workingDays: ['Sat'] })).toBe('digest/aoi/2026-06-06');
    expect(at('2026-07-20 8:00'), 'Marine Day').toBeNull();
    expect(at('2026-06-01 8:00', { ...aoi, awayFrom: '2026-05-30', awayUntil: '2026-06-02' })).toBeNull();
    expect(at('2026-06-03 8:00', { ...aoi, awayFrom: '2026-05-30', awayUntil: '2026-06-02' })).not.toBeNull();
  });

  it('is made up for when a run was missed, for two hours, and comes once', () => {
    expect(at('2026-06-01 10:00')).toBe('digest/aoi/2026-06-01');
    expect(at('2026-06-01 11:00')).toBeNull();
    expect(at('2026-06-01 9:00', aoi, { ...none, lastAt: tokyo('2026-06-01T08:00') })).toBeNull();
    expect(at('2026-06-02 8:00', aoi, { ...none, lastAt: tokyo('2026-06-01T08:00') })).toBe('digest/aoi/2026-06-02');
  });
});

describe('what was left to the digest after it had come', () => {
  const lastAt = tokyo('2026-06-01T08:00');

  it('is told of within the hour, in a digest of its own', () => {
    const soFar = { lastAt, leftFrom: tokyo('2026-06-01T13:20') };
    expect(at('2026-06-01 14:00', aoi, soFar)).toBe('digest/aoi/2026-06-01T14');
  });

  it('is not told of again once it has been', () => {
    expect(
      at('2026-06-01 15:00', aoi, { lastAt: tokyo('2026-06-01T14:00'), leftFrom: tokyo('2026-06-01T13:20') }),
    ).toBeNull();
    expect(at('2026-06-01 9:00', aoi, { lastAt, leftFrom: tokyo('2026-06-01T03:00') })).toBeNull();
  });

  it('waits for the next day in the evening', () => {
    const soFar = { lastAt, leftFrom: tokyo('2026-06-01T18:30') };
    expect(at('2026-06-01 19:00', aoi, soFar)).toBeNull();
    expect(at('2026-06-02 8:00', aoi, soFar)).toBe('digest/aoi/2026-06-02');
  });
});
