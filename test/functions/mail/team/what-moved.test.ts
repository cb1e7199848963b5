import { describe, expect, it } from 'vitest';
import { languages } from '../../../../domain/locale/locale.ts';
import type { About } from '../../../../domain/mail/mail-content.ts';
import type { Signal } from '../../../../domain/playbook/playbook.ts';
import type { Moved } from '../../../../domain/signals/condition-kind.ts';
import { signalConditionSchema } from '../../../../domain/signals/conditions.ts';
import type { Evidence } from '../../../../domain/signals/reading.ts';
import { renderMail } from '../../../../functions/mail/render-mail.ts';
import { whatMoved } from '../../../../functions/mail/team/what-moved.ts';
import { defaultPlaybook } from '../../../support/default-playbook.ts';
import { sampleTaskMail } from '../../../support/sample-mails.ts';

const kinds = [...new Set(signalConditionSchema.options.flatMap(({ shape }) => [...shape.kind.values]))];

/** What a reading of each kind gives, with what it is about. */
const readings: Record<string, { evidence: Evidence; subject?: { id: string; name?: string } }> = {
  'counter-level': { evidence: { window: 24, baseline: 40, ratio: 0.6 } },
  'days-since': { evidence: { days: 61 } },
  'hand-over': { evidence: { days: 3, value: 2 }, subject: { id: 'ren', name: 'Ren Suzuki' } },
  'renewal-due': { evidence: { days: 92 }, subject: { id: '2026-09-01' } },
  'person-level': { evidence: { window: 2, baseline: 8, ratio: 0.25 }, subject: { id: 'hana', name: 'Hana Sato' } },
  'feature-unused': { evidence: { days: 20 }, subject: { id: 'reports' } },
  'first-login-share': { evidence: { share: 0.4, users: 2, limit: 5 } },
  'survey-unanswered': { evidence: { days: 8 }, subject: { id: 'hana', name: 'Hana Sato' } },
  'survey-answer': { evidence: { value: 3 }, subject: { id: 'app#a1', name: 'Hana Sato' } },
  'days-without-touch': { evidence: { days: 95 } },
  'goal-slipping': { evidence: { value: 40, limit: 62, share: 0.22, days: 30 } },
  'goal-reached': { evidence: { value: 100 } },
  'score-level': { evidence: { value: 38.5 } },
  'score-drop': { evidence: { value: 41, baseline: 66 } },
  'address-dead': { evidence: {}, subject: { id: 'hana', name: 'Hana Sato' } },
  'subject-interest': { evidence: { window: 2, value: 1 }, subject: { id: 'analytics' } },
  'payment-failed': { evidence: { value: 2, days: 3 } },
  'downgrade-scheduled': { evidence: { value: 1, days: 0 } },
  'ticket-rated': { evidence: { value: 0, days: 2 }, subject: { id: '12345' } },
  'tickets-open': { evidence: { value: 3, days: 12 } },
  'feature-share': { evidence: { share: 0.64, users: 16, window: 25 }, subject: { id: 'reports' } },
  'features-together': { evidence: { days: 4 }, subject: { id: 'reports+exports' } },
  'measure-share': { evidence: { value: 8_300, limit: 10_000, share: 0.83 } },
  'measure-growth': { evidence: { value: 8_300, share: 0.06 } },
  'license-share': { evidence: { users: 18, limit: 20, share: 0.9 } },
  'stage-entered': { evidence: { days: 0 }, subject: { id: '2026-06-01' } },
};

describe('a task mail', () => {
  it('is tried with a reading of every kind', () => {
    expect(Object.keys(readings).sort()).toEqual(kinds.sort());
  });

  const signals = Object.entries(defaultPlaybook.signals).map(([name, { when }]) => ({ name, kind: when.kind }));
  it.each(signals)('of $name shows its number and its headline, in both languages', ({ name, kind }) => {
    const { evidence, subject = null } = readings[kind] as (typeof readings)[string];
    for (const language of languages) {
      const {
        html,
        text,
        subject: line,
      } = renderMail(sampleTaskMail(language, { signal: name, evidence, subject }), defaultPlaybook, 'Asia/Tokyo');
      // The figure is the only text as large as this.
      expect(html).toContain('font-size:28px');
      expect(`${line}${text}`).not.toMatch(/undefined|NaN|null|\[object/);
      expect(line).not.toContain(defaultPlaybook.signals[name]?.label[language] as string);
    }
  });
});

describe('the number behind a level by business days', () => {
  const said = (signal: string, evidence: Evidence, subject: About | null = null) =>
    (['en', 'ja'] as const).map((language) => {
      const tripped = defaultPlaybook.signals[signal] as Signal;
      const { headline, text } = whatMoved(tripped, { subject, evidence }, language, defaultPlaybook) as Moved;
      return [headline, text];
    });
  const byDays = { businessDays: 16, baselineBusinessDays: 20, baseline: 40 };

  it('is said per working day, against what would be usual in as many', () => {
    expect(said('logins-fell', { ...byDays, window: 24, ratio: 0.75 })).toEqual([
      ['25 % fewer log-ins per working day', '24 log-ins in 28 days with 16 working days; usual in as many: 32'],
      ['営業日あたりのログインが25%減', '直近28日間（営業日は16日）のログイン 24回（同じ営業日数なら普段は32回）'],
    ]);
    expect(said('usage-growing', { ...byDays, window: 48, ratio: 1.5 }).map(([headline]) => headline)).toEqual([
      '50 % more log-ins per working day',
      '営業日あたりのログインが5割増',
    ]);
  });

  it('says beside it what all customers did alike, and what is left without that', () => {
    const evidence = { window: 6, baseline: 20, fleet: 0.7, fleetAccounts: 210, ratio: 0.3 / 0.7 };
    expect(said('logins-fell', evidence)).toEqual([
      ['log-ins down 70 %', '6 log-ins in 28 days, 20 before; all customers −30 %, beyond that −57 %'],
      ['ログインが7割減', '直近28日間のログイン 6回（以前は20回）。お客様全体は−30%、それを除くと−57%'],
    ]);
    const alone = { ...evidence, fleet: 0.97, ratio: 0.3 / 0.97 };
    expect(said('logins-fell', alone).map(([, text]) => text)).toEqual([
      '6 log-ins in 28 days, 20 before',
      '直近28日間のログイン 6回（以前は20回）',
    ]);
  });

  it('is said of a person by the days there were to be active on', () => {
    const evidence = { window: 4, businessDays: 16, baseline: 12, baselineBusinessDays: 20, ratio: 5 / 12 };
    expect(said('key-person-fell', evidence, { id: 'hana', name: 'Hana Sato' }).map(([, text]) => text)).toEqual([
      'Hana Sato was active on 4 days of the last 28, with 16 working days; usual in as many: 9.6',
      'Hana Sato 様の利用は直近28日間（営業日は16日）で4日（同じ営業日数なら普段は9.6日）',
    ]);
  });
});
