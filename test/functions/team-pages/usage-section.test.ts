import { describe, expect, it } from 'vitest';
import type { Locale } from '../../../domain/locale/locale.ts';
import type { CounterCourse } from '../../../domain/overview/counters.ts';
import type { Html } from '../../../functions/pages/html.ts';
import { healthSection } from '../../../functions/team-pages/account/health-section.ts';
import type { Drawing } from '../../../functions/team-pages/account/section.ts';
import { usageSection } from '../../../functions/team-pages/account/usage-section.ts';
import { defaultPlaybook } from '../../support/story.ts';

const login: CounterCourse = {
  ...{ event: 'login', windowInDays: 28, count: 120, usual: 160, businessDays: 16 },
  fleet: { percent: -8, beyond: -17.4, accounts: 42 },
  course: { daysInStep: 7, values: [10, 10, null, 7.5] },
};
const exported: CounterCourse = {
  ...{ event: 'report.exported', windowInDays: 14, count: 3, usual: 4 },
  course: { daysInStep: 7, values: [2, 2, 3, 0] },
};
const part = { indicator: 'login-level', value: 0.83, mark: 71, weight: 0.3, points: 21, change: null };

function drawn(section: (drawing: Drawing) => Html, locale: Locale, given: object = {}): string {
  const health = { score: 61, grade: 'watch', stale: false, change: null, parts: [part] };
  const facts = {
    ...{
      account: { id: 'koa', name: 'Koa' },
      playbook: defaultPlaybook,
      today: '2026-05-20',
      firstEventDay: '2025-06-01',
    },
    ...{ counters: [login, exported], features: [], scores: {}, explanation: { health, stage: null } },
    sharedByIndicator: new Map([['login-level', -8]]),
    ...given,
  };
  return section({ facts, locale } as never)
    .markup.replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ');
}

describe('What an account’s page tells of its usage', () => {
  it('says what all customers did alike and what is left, as mails and tasks do', () => {
    expect(drawn(usageSection, 'en')).toContain('160 all customers −8 % (median of 42), beyond that −17 %');
    expect(drawn(usageSection, 'ja')).toContain('お客様全体は−8%（42社の中央値）、それを除くと−17%');
  });

  it('names the window of a rule that looks at another one, and the working days of the others', () => {
    expect(drawn(usageSection, 'en')).toMatch(/3 in 14 days 4/);
    expect(drawn(usageSection, 'en')).toContain(
      'as the last 28 days had (16); the line shows how many per working day',
    );
    expect(drawn(usageSection, 'ja')).toContain('直近28日間と同じ営業日数（16日）での回数です');
  });

  it('says of the score’s level what it was freed of', () => {
    expect(drawn(healthSection, 'en')).toContain('83 % of the usual without the −8 % of all customers');
    expect(drawn(healthSection, 'ja')).toContain('普段の83% お客様全体の−8%を除く');
    expect(drawn(healthSection, 'en', { sharedByIndicator: new Map() })).not.toContain('without the');
  });
});
