import { describe, expect, it } from 'vitest';
import { type Language, languages } from '../../../domain/locale/locale.ts';
import type { About, MailContent } from '../../../domain/mail/mail-content.ts';
import type { OutboxMail } from '../../../domain/outbox/outbox.ts';
import type { Playbook } from '../../../domain/playbook/playbook.ts';
import { subjectOf } from '../../../domain/signals/conditions.ts';
import { renderMail } from '../../../functions/mail/render-mail.ts';
import { defaultPlaybook } from '../../support/default-playbook.ts';
import {
  sampleApprovalMail,
  sampleCustomerMail,
  sampleData,
  sampleDigestMail,
  sampleDraftMail,
  sampleFollowUpMail,
  sampleLateMail,
  sampleMails,
  sampleMovedMail,
  sampleTaskMail,
} from '../../support/sample-mails.ts';
import { samplePages } from '../../support/sample-pages.ts';
import { textOf } from '../../support/text-of.ts';

const HASH = '9f86d081884c';
const KEY = 'koa.champ';
const UUID = '0190f3c2-7e1a-7c3b-9d2e-5a4b3c2d1e0f';

/** Of everybody and everything only what programs call them is known. */
const nobodysNames = {
  subject: { id: HASH, name: HASH, lastSeen: '2026-05-12' },
  people: [
    { id: HASH, role: 'champion', lastActive: '2026-05-12' },
    { id: KEY, name: KEY, role: 'admin', lastActive: null },
    { id: UUID, lastActive: '2026-05-31' },
  ],
};

/** What an episode of the signal is about, by what only programs call it. */
function subjectIn(signal: string): About {
  const rule = defaultPlaybook.signals[signal];
  switch (rule && subjectOf(rule.when)) {
    case 'answer':
      return { id: 'app#a1', name: HASH };
    case 'feature':
    case 'product':
      return { id: 'time-entry-old' };
    case 'ticket':
      return { id: '12345' };
    case 'renewal':
    case 'stage':
      return { id: '2026-09-01' };
    default:
      return nobodysNames.subject;
  }
}

/** Of every kind of signal, what a task of it would hold: in old rows an id stood where no name was known. */
function awkwardTaskMails(language: Language): [string, OutboxMail][] {
  return Object.keys(defaultPlaybook.signals).map((signal) => [
    signal,
    sampleTaskMail(language, {
      signal,
      subject: subjectIn(signal),
      evidence: { window: 2, baseline: 8, ratio: 0.25, days: 9, share: 0.5, value: 4, limit: 8, users: 4 },
      done: [{ template: 'long-gone_step', outcome: 'helped' }],
      data: {
        ...sampleData(language),
        renewalDate: undefined,
        people: nobodysNames.people,
        answers: [
          { person: HASH, value: 3, day: '2026-05-30' },
          { person: KEY, value: null, comment: 'x', day: '2026-05-31' },
          { person: null, value: 9, day: '2026-05-31' },
        ],
        invited: [{ person: KEY, invitedAt: '2026-05-01' }],
        features: [{ feature: 'time_entry.old', users: 0, days: 0, mustHave: true, everUsed: false }],
        measures: [
          {
            measure: 'records.total',
            value: 8300,
            limit: 10_000,
            monthEnds: [
              { month: '2026-04', value: 7000 },
              { month: '2026-05', value: 8000 },
            ],
          },
          { measure: 'seats.by_team', value: 3, monthEnds: [] },
        ],
        goal: { name: 'records.total', start: 0, target: 10, date: '2026-07-01', value: 4 },
        holds: ['unlimited-licenses', 'old.option_x'],
        healthParts: [{ indicator: 'long-gone.part', mark: 12, before: 70 }],
        weeklyScores: [60, 50, 38],
        weekly: { of: 'event', event: 'report.viewed', values: [3, 2, 1] },
      },
    }),
  ]);
}

function awkwardMails(language: Language): [string, OutboxMail][] {
  const { subject } = nobodysNames;
  const gone = { id: `koa/hand-over/${HASH}/2026-06-01/gone-task`, template: 'gone-task', due: '2026-06-04' };
  const data = { ...sampleData(language), people: nobodysNames.people };
  const moved = (type: 'handed-over' | 'returned'): OutboxMail => {
    const mail = sampleMovedMail(language, type);
    const content = { ...mail.content, signal: 'hand-over', subject: { id: HASH }, data } as MailContent;
    return { ...mail, content };
  };
  const nameless = { name: '', address: `${KEY}@koa.example` };
  const draft = sampleDraftMail(language);
  const approval = sampleApprovalMail(language);
  const late = { signal: 'hand-over', subject };
  const forgotten = sampleMovedMail(language, 'returned');
  return [
    ...awkwardTaskMails(language),
    ['follow-up', sampleFollowUpMail(language)],
    ['reminder', sampleLateMail(language, 'reminder', late)],
    [
      'reminder of a forgotten task',
      sampleLateMail(language, 'reminder', { ...late, task: { ...gone, assigneeName: '' } }),
    ],
    ['escalation', sampleLateMail(language, 'escalation', late)],
    ['escalation of a forgotten signal', sampleLateMail(language, 'escalation', { ...late, signal: 'gone-signal' })],
    ['handed-over', moved('handed-over')],
    ['returned', moved('returned')],
    [
      'returned and forgotten',
      {
        ...forgotten,
        content: {
          ...forgotten.content,
          signal: 'gone-signal',
          task: { ...gone, priority: 'high', assigneeName: '' },
        } as MailContent,
      },
    ],
    [
      'draft',
      { ...draft, content: { ...draft.content, to: { name: '', address: 'info@koa.example' } } as MailContent },
    ],
    [
      'approval',
      { ...approval, content: { ...approval.content, to: { name: '', address: 'info@koa.example' } } as MailContent },
    ],
    ['customer', { ...sampleCustomerMail(language, 'renewal-intent', { contact: { name: '' } }), to: nameless }],
    [
      'digest',
      sampleDigestMail(language, {
        accounts: (['hand-over', 'nps-detractor', 'records-near-limit', 'must-have-unused'] as const).map((signal) => ({
          account: { id: 'koa', name: signal === 'hand-over' ? HASH : 'Koa' },
          signal,
          about: subjectIn(signal),
          evidence: { window: 2, baseline: 8, days: 9, share: 0.8, value: 4, limit: 8, users: 4 },
          data: { weeklyLogins: [1, 2, 3] },
          tasks: [
            { id: 't', template: 'gone-task', title: 'Call them', priority: 'high', due: '2026-06-04', isNew: true },
          ],
          moreTasks: 0,
          lacks: [],
        })),
      }),
    ],
  ];
}

/** Without the addresses of links, which nobody reads. */
function seen({ subject, html, text }: { subject: string; html: string; text: string }): string {
  return [subject, textOf(html), text]
    .join('\n')
    .replace(/https:\/\/\S+|mailto:\S+|\S+@\S+\.example|[a-z]+\.example/g, '');
}

const notForReaders: [what: string, pattern: RegExp][] = [
  ['a hash', /\b(?=[a-f]*\d)[0-9a-f]{10,}\b|[0-9a-f]{8}-[0-9a-f]{4}-/],
  ['a dotted key', /(?<![\w.])[a-z_]+\d*\.[a-z_]+/],
  ['a key with underscores or signs', /[a-z]+_[a-z]+|[a-z]+#[a-z]/],
  [
    'a name of the playbook',
    /taskMails|digestHour|gone-(task|signal)|long-gone|\b(logins-fell|must-have-unused|nps-detractor)\b/,
  ],
  ['a template', /\{\{|\{%|\*\*/],
  ['what a program has left', /undefined|NaN|\bnull\b|\[object/],
];

const renderings: [string, ((task: { to: string }) => string) | undefined][] = [
  ['with links', ({ to }) => `https://cs.example/w/${to}`],
  ['without links', undefined],
];
describe.each(
  languages.flatMap((language) => renderings.map(([how, addressOf]) => [language, how, addressOf] as const)),
)('a mail in %s, %s', (language, _, addressOf) => {
  const mails: [string, OutboxMail][] = [
    ...awkwardMails(language),
    ...Object.entries(sampleMails).map(([name, make]): [string, OutboxMail] => [name, make(language)]),
  ];

  it.each(mails)('holds nothing that is meant for programs: %s', (name, mail) => {
    const words = seen(renderMail(mail, defaultPlaybook, 'Asia/Tokyo', addressOf));
    for (const [what, pattern] of notForReaders) {
      expect(pattern.exec(words)?.[0], `${what} in: ${name}`).toBeUndefined();
    }
    // Commands are the operator's alone.
    if (mail.content.type !== 'operator') expect(words).not.toContain('npx ');
  });
});

it('calls somebody without a name by what is known of them', () => {
  const mail = (language: Language) =>
    renderMail(
      sampleTaskMail(language, { signal: 'hand-over', subject: nobodysNames.subject, evidence: { days: 3, value: 2 } }),
      defaultPlaybook,
      'Asia/Tokyo',
    );
  expect(mail('en').subject).toContain('hand-over to a user without a name (last seen Tue 12 May)');
  expect(mail('ja').subject).toContain('お名前が未登録の方（最終利用 5月12日(火)）');
});

it('calls an account of which only a hash is known no name at all', () => {
  const { subject } = renderMail(
    sampleTaskMail('ja', { account: { id: HASH, name: HASH } }),
    defaultPlaybook,
    'Asia/Tokyo',
  );
  expect(subject).toContain('社名が未登録のお客様');
});

it('calls measures and options as the playbook does, and what has no name there by its words', () => {
  const labelled: Playbook = {
    ...defaultPlaybook,
    labels: { ...defaultPlaybook.labels, 'records.total': { en: 'Stored drawings', ja: '図面数' } },
  };
  const mail = sampleTaskMail('ja', {
    signal: 'records-near-limit',
    evidence: { share: 0.83, value: 8300, limit: 10_000 },
  });
  expect(renderMail(mail, labelled, 'Asia/Tokyo').subject).toContain('図面数が上限の83%');
  const bare: Playbook = { ...defaultPlaybook, labels: {} };
  expect(renderMail(mail, bare, 'Asia/Tokyo').subject).toContain('records totalが上限の83%');
});

it.each(languages)('a page in %s holds nothing that is meant for programs', async (language) => {
  for (const [name, html] of await samplePages(language)) {
    const words = seen({ subject: '', html, text: '' });
    for (const [what, pattern] of notForReaders.filter(([what]) => what !== 'a template')) {
      expect(pattern.exec(words)?.[0], `${what} in: ${name}`).toBeUndefined();
    }
  }
});

it('names account and person in reminders, escalations and what was handed over', () => {
  const about = { signal: 'hand-over', subject: { id: 'ren', name: 'Ren Suzuki' } };
  const render = (mail: OutboxMail) => renderMail(mail, defaultPlaybook, 'Asia/Tokyo');
  for (const type of ['reminder', 'escalation'] as const) {
    const { subject, text } = render(sampleLateMail('en', type, about));
    expect(subject).toContain('Ren Suzuki at Shinonome Trading');
    expect(text.split('\n')[0]).toContain('Ren Suzuki at Shinonome Trading');
  }
  const moved = sampleMovedMail('ja', 'handed-over');
  const { subject, text } = render({ ...moved, content: { ...moved.content, ...about } as MailContent });
  expect(subject).toContain('東雲商事のRen Suzuki 様');
  expect(text).toContain('東雲商事のRen Suzuki 様');
  const feature = render(sampleLateMail('ja', 'reminder', { signal: 'must-have-unused', subject: { id: 'reports' } }));
  expect(feature.subject).toContain('東雲商事「レポート」');
});

it('says of a task handed over after its day that the day is past', () => {
  const mail = { ...sampleMovedMail('en', 'handed-over'), asOf: '2026-06-09' };
  const { subject, text } = renderMail(mail, defaultPlaybook, 'Asia/Tokyo');
  expect(subject).toContain('due since Thu 4 Jun');
  expect(text).not.toContain('by Thu 4 Jun');
});
