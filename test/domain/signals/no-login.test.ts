import { describe, expect, it } from 'vitest';
import { Story } from '../../support/story.ts';

describe('no log-in for two months', () => {
  it.each([
    ['2026-05-31', 59, 'recovers'],
    ['2026-06-01', 60, 'trips'],
    ['2026-06-02', 61, 'trips'],
  ])('as of %s after a last log-in on 2 April: %i complete days, %s', (asOf, days, verdict) => {
    const story = new Story().logins('2026-01-05', 1).logins('2026-04-01', 1);
    expect(story.reading('no-login', asOf)).toMatchObject({ verdict, evidence: { days } });
  });

  it('takes a log-in of today as a recovery', () => {
    const story = new Story().logins('2026-01-05', 1);
    expect(story.day('2026-06-01').transitions.map(({ kind }) => kind)).toContain('opened');
    story.logins('2026-06-01', 1);
    expect(story.reading('no-login', '2026-06-01')).toMatchObject({ verdict: 'recovers', evidence: { days: 0 } });
  });

  it('is unknown while nobody has ever logged in', () => {
    const story = new Story().happens('2026-01-05', 'page.viewed');
    expect(story.reading('no-login', '2026-06-01')).toMatchObject({ verdict: 'unknown', reason: 'never-happened' });
  });

  it('keeps quiet for 28 days from the recovery on, then trips again', () => {
    const story = new Story().logins('2025-10-01', 1).logins('2026-01-10', 1);
    expect(story.history('no-login', '2025-11-28', '2026-04-01')).toEqual([
      '2025-12-01 opened',
      '2026-01-10 closed recovered',
      '2026-03-12 opened',
    ]);
  });
});
