import { describe, expect, it } from 'vitest';
import { type RenewalAnswer, renewalAnswers } from '../../../../domain/answers/renewal-answer.ts';
import { type Language, languages } from '../../../../domain/locale/locale.ts';
import type { CustomerAnswer } from '../../../../domain/mail/mail-content.ts';
import type { OutboxMail } from '../../../../domain/outbox/outbox.ts';
import { renderMail } from '../../../../functions/mail/render-mail.ts';
import { defaultPlaybook } from '../../../support/default-playbook.ts';
import {
  sampleData,
  sampleLateMail,
  sampleMovedMail,
  sampleNotificationMail,
  sampleTaskMail,
} from '../../../support/sample-mails.ts';

const render = (mail: OutboxMail) => renderMail(mail, defaultPlaybook, 'Asia/Tokyo');

const COMMENT = 'The new head of finance wants one supplier.\nIt is nothing you did.';
const answered = (answer: RenewalAnswer, more: Partial<CustomerAnswer> = {}) =>
  ({
    ...{ about: 'renewal', answer, renewalDate: '2026-09-01', mrr: 120000, currency: 'JPY' },
    ...{ name: 'Hana Sato', comment: COMMENT, day: '2026-06-12', ...more },
  }) as CustomerAnswer;
const rated = { about: 'survey', value: 3, name: 'Hana Sato', comment: COMMENT, day: '2026-06-12' } as const;

function taskMail(language: Language, said: CustomerAnswer, template: string, signal = 'renewal-due') {
  const task = { id: 't1', template, priority: 'high', due: '2026-06-15', assigneeName: 'Aoi' } as const;
  return sampleTaskMail(language, {
    ...{ signal, subject: { id: '2026-09-01' }, evidence: { days: 81 }, tasks: [task] },
    data: { ...sampleData(language), said },
  });
}

describe('the words of the customer', () => {
  it('come before all else in the mail of the task that answers them', () => {
    const english = render(taskMail('en', answered('talk'), 'renewal-talk'));
    expect(english.text.split('\n').slice(0, 5)).toEqual([
      '> ● “Let’s talk first”',
      '>',
      '> “The new head of finance wants one supplier.',
      '> It is nothing you did.”',
      'Hana Sato, on the renewal, Fri 12 Jun',
    ]);
    expect(english.html.indexOf('<blockquote')).toBeLessThan(english.html.indexOf('<h1'));
    const japanese = render(taskMail('ja', answered('talk'), 'renewal-talk'));
    expect(japanese.text.split('\n').slice(0, 5)).toEqual([
      '> ● 「相談したい」',
      '>',
      '> 「The new head of finance wants one supplier.',
      '> It is nothing you did.」',
      'Hana Sato 様（更新についてのご返答、6月12日(金)）',
    ]);
  });

  it('are those of a survey as well', () => {
    const { text } = render(taskMail('en', rated, 'detractor-call', 'nps-detractor'));
    expect(text).toMatch(/^> ▼ 3 of 10\n>\n> “The new head of finance/);
    expect(text).toContain('Hana Sato, in the survey, Fri 12 Jun');
  });

  it.each(languages)(
    'stand in what the manager gets when the task is late, and with whoever gets it later (%s)',
    (language) => {
      const late = (type: 'reminder' | 'escalation') => {
        const mail = sampleLateMail(language, type);
        return { ...mail, content: { ...mail.content, said: rated } } as OutboxMail;
      };
      const moved = (type: 'handed-over' | 'returned') => {
        const mail = sampleMovedMail(language, type);
        return { ...mail, content: { ...mail.content, data: { ...sampleData(language), said: rated } } } as OutboxMail;
      };
      for (const mail of [late('reminder'), late('escalation'), moved('handed-over'), moved('returned')]) {
        expect(render(mail).text).toMatch(/^> . .*3/);
      }
    },
  );

  it.each(languages)('are asked for nowhere where nobody said anything (%s)', (language) => {
    expect(render(sampleTaskMail(language)).text).not.toContain('>');
  });

  it('name nobody where a colleague recorded them, and go without a comment', () => {
    const word = answered('renew', { name: undefined, comment: undefined });
    expect(render(taskMail('en', word, 'renewal-talk')).text).toMatch(
      /^> ● “Yes, we renew”\nThe customer, on the renewal, Fri 12 Jun\n/,
    );
    expect(render(taskMail('ja', word, 'renewal-talk')).text).toMatch(
      /^> ● 「更新する」\nお客様（更新についてのご返答、6月12日\(金\)）\n/,
    );
  });

  it('are text, whatever they hold, and cut where they are a book', () => {
    const word = answered('talk', { name: 'A\nB', comment: `<img src=x> **bold** ${'長い'.repeat(2000)}` });
    const { html, text } = render(taskMail('en', word, 'renewal-talk'));
    expect(html).not.toContain('<img');
    expect(html).toContain('&lt;img src=x&gt; **bold**');
    expect(text.length).toBeLessThan(6000);
    expect(text).toContain('A B, on the renewal');
  });
});

describe('the mail to somebody who is to know of it', () => {
  it('says what the customer said, what is at stake, who takes care of it, and that nothing is asked', () => {
    const { subject, text } = render(sampleNotificationMail('en'));
    expect(subject).toBe('Risk · Shinonome Trading: not renewing (MRR ¥120,000, renewal on 1 September 2026)');
    expect(text).toMatch(/^> ▼ “We are not renewing”\n>\n> “From next term on/);
    expect(text).toContain('Shinonome Trading: not renewing\nFor your information.');
    expect(text).toContain('Your task “Call about the unanswered renewal” is closed: the customer has answered since.');
    expect(text).toContain('- Aoi Shiraishi: ');
  });

  it.each(languages)('holds when the playbook has forgotten all of it, and nobody has a task (%s)', (language) => {
    const forgetful = { ...defaultPlaybook, signals: {}, tasks: {} };
    const { text } = renderMail(sampleNotificationMail(language, { tasks: [] }), forgetful, 'Asia/Tokyo');
    expect(text).not.toMatch(/renewal-|undefined/);
  });
});

describe('the subject of an answer about the renewal', () => {
  it.each([
    ['renew', 'Coming up · Shinonome Trading: they renew · by Mon 15 Jun'],
    ['talk', 'Coming up · Shinonome Trading: they want to talk about the renewal · by Mon 15 Jun'],
    [
      'not-renewing',
      'Risk · Shinonome Trading: not renewing (MRR ¥120,000, renewal on 1 September 2026) · by Mon 15 Jun',
    ],
  ] as const)('%s', (answer, subject) => {
    expect(render(taskMail('en', answered(answer), 'renewal-talk')).subject).toBe(subject);
  });

  it('says so in Japanese', () => {
    const subjects = renewalAnswers.map((answer) => render(taskMail('ja', answered(answer), 'renewal-talk')).subject);
    expect(subjects).toEqual([
      '【予定】東雲商事：更新するとのご返答｜6月15日(月)まで',
      '【予定】東雲商事：更新前に相談したいとのご返答｜6月15日(月)まで',
      '【リスク】東雲商事：更新しないとのご返答（月額￥120,000、更新日2026年9月1日）｜6月15日(月)まで',
    ]);
  });

  it('leaves out an MRR that nobody knows', () => {
    const { subject } = render(
      taskMail('en', answered('not-renewing', { mrr: undefined } as object), 'renewal-leaving'),
    );
    expect(subject).toContain('not renewing (renewal on 1 September 2026)');
  });

  it.each(languages)(
    'is in the colour of risk, with what is at stake right below, where they leave (%s)',
    (language) => {
      const { html, text } = render(taskMail(language, answered('not-renewing'), 'renewal-leaving'));
      expect(html).toMatch(/<blockquote class="[^"]*l-risk/);
      expect(text).toMatch(/▼ (Risk|リスク) · /);
      const ask = text.indexOf('\n\n');
      expect(text.slice(ask, ask + 300)).toMatch(/(MRR|月額（MRR）): .120,000\n/);
    },
  );
});
