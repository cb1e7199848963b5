import { describe, expect, it } from 'vitest';
import type { DataSnapshot } from '../../../../domain/mail/mail-content.ts';
import type { Signal } from '../../../../domain/playbook/playbook.ts';
import { courseOf } from '../../../../functions/mail/team/course.ts';
import { sampleData } from '../../../support/sample-mails.ts';
import { defaultPlaybook } from '../../../support/story.ts';

const signal = defaultPlaybook.signals['logins-fell'] as Signal;
const level = { event: 'login', daysInStep: 7, perBusinessDay: true as const, values: [4, 4.2, null, 1.6], recent: 2 };
const drawn = (data: Partial<DataSnapshot>, locale: 'en' | 'ja' = 'en') =>
  courseOf(signal, { ...sampleData(locale), ...data }, locale, defaultPlaybook);

describe('The chart of a level that is judged by working days', () => {
  it('shows how much there was on each of them, and a gap where there was none', () => {
    expect(drawn({ level })).toEqual([
      {
        ...{ type: 'bars', tone: signal.side, recent: 2, values: [4, 4.2, null, 1.6] },
        caption: 'Log-ins per working day, week by week',
        ...{ first: '4 weeks ago', last: 'last week: 1.6 a working day' },
      },
    ]);
    expect(drawn({ level }, 'ja')).toMatchObject([
      {
        caption: '1営業日あたりのログイン数（週ごと）',
        ...{ first: '4週間前', last: '直近1週間：1営業日あたり1.6回' },
      },
    ]);
  });

  it('names the days of a step that is no week, and what it counts', () => {
    const { perBusinessDay: _, ...inDays } = level;
    const [bars] = drawn({ level: { ...inDays, event: 'report.exported', daysInStep: 5, values: [1, 2, 3] } });
    expect(bars).toMatchObject({ first: '15 days ago', last: 'last 5 days: 3' });
    expect(JSON.stringify(bars)).toMatch(/, 5 days at a time/);
  });

  it('is that of weeks as they were for a task of before, and a sentence where nobody came', () => {
    expect(drawn({})).toMatchObject([{ type: 'bars', caption: 'Log-ins a week' }]);
    expect(drawn({ level: { ...level, values: [0, null, 0] }, weeklyLogins: [0, 0] })).toEqual([
      { type: 'paragraph', text: 'No log-ins in the last 16 weeks.' },
    ]);
  });
});
