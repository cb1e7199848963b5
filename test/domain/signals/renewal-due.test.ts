import { describe, expect, it } from 'vitest';
import { type Answer, answerAsOf, renewalAnswers } from '../../../domain/answers/renewal-answer.ts';
import { addMonths } from '../../../domain/time/day.ts';
import { Story } from '../../support/story.ts';

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

  it.each(renewalAnswers)('is not over with the answer "%s": only the contract ends it', (answer) => {
    const story = renewingOn('2026-09-01');
    story.day('2026-06-01');
    story.answers = [{ renewalDate: '2026-09-01', answer, day: '2026-06-10' }];
    expect(story.history('renewal-due', '2026-06-02', '2026-09-30')).toEqual([]);
    story.account = { ...story.account, renewalDate: undefined };
    expect(story.history('renewal-due', '2026-10-01', '2026-10-02')).toEqual(['2026-10-01 closed recovered']);
  });

  it('is there from an answer on that nobody asked for, while it is news', () => {
    const story = renewingOn('2026-09-01');
    story.answers = [{ renewalDate: '2026-09-01', answer: 'talk', day: '2026-04-10' }];
    const verdictOn = (day: string) => story.reading('renewal-due', day, '2026-09-01').verdict;
    expect(verdictOn('2026-04-09')).toBe('recovers');
    expect(verdictOn('2026-04-10')).toBe('trips');
    expect(verdictOn('2026-04-24')).toBe('trips');
    expect(verdictOn('2026-04-25')).toBe('recovers');
    expect(verdictOn('2026-06-15')).toBe('recovers');
  });

  it('goes by what was said up to the day, and counts it', () => {
    const renewalDate = '2026-09-01';
    const said = { renewalDate, answer: 'renew', day: '2026-06-20' } as const;
    const answers: Answer[] = [
      { ...said, earlier: [{ answer: 'talk', day: '2026-06-10' }] },
      { ...said, renewalDate: '2025-09-01' },
    ];
    const on = (day: string) => answerAsOf(answers, renewalDate, day);
    expect(on('2026-06-09')).toBeNull();
    expect(on('2026-06-10')).toEqual({ answer: 'talk', day: '2026-06-10', count: 1 });
    expect(on('2026-06-19')).toMatchObject({ answer: 'talk', count: 1 });
    expect(on('2026-06-20')).toEqual({ answer: 'renew', day: '2026-06-20', count: 2 });
    expect(answerAsOf(answers, null, '2026-06-20')).toBeNull();
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
