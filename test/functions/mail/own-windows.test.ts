import { describe, expect, it } from 'vitest';
import { languages } from '../../../domain/locale/locale.ts';
import type { About } from '../../../domain/mail/mail-content.ts';
import type { Playbook, Signal } from '../../../domain/playbook/playbook.ts';
import type { Evidence } from '../../../domain/signals/reading.ts';
import { renderMail } from '../../../functions/mail/render-mail.ts';
import { defaultPlaybook } from '../../support/default-playbook.ts';
import { sampleData, sampleTaskMail } from '../../support/sample-mails.ts';

interface Row {
  when: Record<string, unknown>;
  evidence: Evidence;
  subject?: About;
  says: RegExp;
}

/** A condition of each kind with other numbers than the default playbook's, and what has to be said of it. */
const rows: Record<string, Row> = {
  'logins-fell': { when: { windowInDays: 14 }, evidence: { window: 6, baseline: 12, ratio: 0.5 }, says: /\b14\b|14日/ },
  'no-login': { when: { tripsAtOrAbove: 21 }, evidence: { days: 22 }, says: /22/ },
  'hand-over': {
    when: { goalWindowInDays: 10 },
    evidence: { days: 12, value: 3 },
    subject: { id: 'ren', name: 'Ren' },
    says: /last 10 days|直近10日間/,
  },
  'key-person-fell': {
    when: { windowInDays: 21 },
    evidence: { window: 1, baseline: 6, ratio: 0.17 },
    subject: { id: 'ren', name: 'Ren' },
    says: /last 21;|直近21日間/,
  },
  'few-first-logins': {
    when: { invitedAtLeastDaysAgo: 3, invitedAtMostDaysAgo: 45 },
    evidence: { share: 0.4, users: 2, limit: 5 },
    says: /3 to 45 days ago|3〜45日前/,
  },
  'health-at-risk': { when: { tripsBelow: 55 }, evidence: { value: 50 }, says: /below 55|55未満/ },
  'health-dropped': { when: { overDays: 30 }, evidence: { value: 40, baseline: 70 }, says: /30 days|30日/ },
  'other-product-interest': {
    when: { withinDays: 20 },
    evidence: { window: 2, value: 1 },
    subject: { id: 'forecasting' },
    says: /last 20 days: 2 page views, 1 download|直近20日間の需要予測の閲覧2回、資料ダウンロード1回/,
  },
  'feature-adopted': {
    when: { windowInDays: 35 },
    evidence: { share: 0.64, users: 16, window: 25 },
    subject: { id: 'reports' },
    says: /last 35 days.*16 of 25|直近35日間の利用者25名.*16名/,
  },
  'features-combined': {
    when: { windowInDays: 35 },
    evidence: { days: 4 },
    subject: { id: 'exports+integrations' },
    says: /last 35, on which|直近35日間/,
  },
  'records-growing': { when: { months: 5 }, evidence: { share: 0.06 }, says: /last 5 complete months|直近の5か月間/ },
};

describe.each(Object.entries(rows))('a mail of %s', (name, { when, evidence, subject = null, says }) => {
  it('says the days and bounds of the playbook’s own condition', () => {
    const rule = defaultPlaybook.signals[name] as Signal;
    const signals = { ...defaultPlaybook.signals, [name]: { ...rule, when: { ...rule.when, ...when } } };
    const playbook = { ...defaultPlaybook, signals } as Playbook;
    for (const language of languages) {
      const mail = sampleTaskMail(language, { signal: name, evidence, subject });
      expect(renderMail(mail, playbook, 'Asia/Tokyo', () => 'https://cs.example/w/x').text).toMatch(says);
    }
  });
});

const rendered = (changes: Parameters<typeof sampleTaskMail>[1]) =>
  renderMail(sampleTaskMail('en', changes), defaultPlaybook, 'Asia/Tokyo', () => 'https://cs.example/w/x');

it('draws what the signal is about, and nothing where that is no course', () => {
  const data = sampleData('en');
  const drawn = (signal: string, more = {}) =>
    /aria-label="([^":]+)/.exec(rendered({ signal, data: { ...data, ...more } }).html)?.[1];
  expect(drawn('logins-fell')).toBe('Log-ins a week');
  expect(drawn('health-at-risk', { weeklyScores: [null, 60, 38] })).toBe('Health, week by week');
  expect(drawn('key-person-fell', { weekly: { of: 'person', name: 'Ren', values: [3, 0] } })).toBe(
    'Days a week on which Ren was active',
  );
  expect(drawn('licenses-nearly-full')).toBeUndefined();
  expect(drawn('must-have-unused')).toBeUndefined();
});

it('shows the lowest parts of low health with what each was 28 days ago, and renders rows that hold none', () => {
  const healthParts = [
    { indicator: 'key-person-days', mark: 10, before: 82 },
    { indicator: 'login-level', mark: 25, before: null },
  ];
  const evidence = { value: 38.5 };
  const { text } = rendered({ signal: 'health-at-risk', evidence, data: { ...sampleData('en'), healthParts } });
  expect(text).toContain("Key persons' active days: 10 · 28 days ago 82\nLog-ins against the usual level: 25");
  expect(rendered({ signal: 'health-at-risk', evidence }).text).not.toContain('Parts of the score');
});
