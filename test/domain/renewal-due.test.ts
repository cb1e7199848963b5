import { describe, expect, it } from 'vitest';
import { addMonths } from '../../domain/day.ts';
import { Story } from '../support/story.ts';

function renewingOn(renewalDate: string): Story {
  const story = new Story();
  story.account = { ...story.account, renewalDate };
  return story;
}

describe('a renewal in three months', () => {
  it.each([
    ['2026-09-01', '2026-05-31', 'recovers'],
    ['2026-09-01', '2026-06-01', 'trips'],
    ['2026-05-31', '2026-02-27', 'recovers'],
    ['2026-05-31', '2026-02-28', 'trips'],
    ['2028-05-31', '2028-02-28', 'recovers'],
    ['2028-05-31', '2028-02-29', 'trips'],
  ])('renewing on %s, as of %s: %s', (renewalDate, asOf, verdict) => {
    expect(renewingOn(renewalDate).reading('renewal-due', asOf, renewalDate).verdict).toBe(verdict);
  });

  it('keeps the day of the month, or takes the last one', () => {
    expect([addMonths('2026-05-31', -3), addMonths('2024-05-30', -3), addMonths('2026-01-15', -3)]).toEqual([
      '2026-02-28',
      '2024-02-29',
      '2025-10-15',
    ]);
  });

  it('is over with the customer’s answer, for good', () => {
    const story = renewingOn('2026-09-01');
    story.day('2026-06-01');
    story.answers = [{ renewalDate: '2026-09-01', answer: 'talk', day: '2026-06-10' }];
    expect(story.history('renewal-due', '2026-06-02', '2026-09-30')).toEqual(['2026-06-10 closed recovered']);
  });

  it('starts anew for a moved date and leaves the old one', () => {
    const story = renewingOn('2026-09-01');
    story.day('2026-06-01');
    story.account = { ...story.account, renewalDate: '2027-09-01' };
    expect(story.history('renewal-due', '2026-06-02', '2027-06-01')).toEqual([
      '2026-06-02 closed recovered',
      '2027-06-01 opened',
    ]);
  });

  it('never asks about a date gone by', () => {
    expect(renewingOn('2025-09-01').reading('renewal-due', '2026-06-01', '2025-09-01')).toMatchObject({
      verdict: 'unknown',
      reason: 'renewal-date-passed',
    });
  });

  it('says so when no date is known', () => {
    expect(new Story().reading('renewal-due', '2026-06-01')).toMatchObject({
      verdict: 'unknown',
      reason: 'no-renewal-date',
    });
  });
});
