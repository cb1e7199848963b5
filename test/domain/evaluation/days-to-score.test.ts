import { describe, expect, it } from 'vitest';
import { daysToScore } from '../../../domain/evaluation/days-to-score.ts';
import { tokyo } from '../../support/story.ts';

const at = (moment: string) => Date.parse(`2026-06-${moment}+09:00`);
const days = (now: string, ...askedAt: string[]) => daysToScore(askedAt.map(at), at(now), tokyo);

describe('The days as of which an account is evaluated', () => {
  it('are today alone where it was asked for today', () => {
    expect(days('02T12:00:00', '02T11:59:59', '02T00:00:31')).toEqual(['2026-06-02']);
    expect(days('02T12:00:00')).toEqual(['2026-06-02']);
  });

  it('begin with the day on which it was asked for, each once, the earliest first', () => {
    expect(days('03T00:01:30', '02T23:59:20', '02T23:59:40')).toEqual(['2026-06-02', '2026-06-03']);
    expect(days('03T09:00:00', '02T18:00:00', '01T18:00:00', '03T08:59:00')).toEqual([
      ...['2026-06-01', '2026-06-02', '2026-06-03'],
    ]);
  });

  it('begin with the day before where it was asked for as midnight had just passed', () => {
    expect(days('03T00:00:02', '03T00:00:00')).toEqual(['2026-06-02', '2026-06-03']);
    expect(days('03T00:01:02', '03T00:00:30')).toEqual(['2026-06-03']);
  });

  it('never lie after today, whatever the clocks of others say', () => {
    expect(days('02T23:59:59', '03T00:00:40')).toEqual(['2026-06-02']);
  });
});
