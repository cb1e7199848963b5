import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { HealthLine } from '../../../domain/health-list/health-line.ts';
import { languages } from '../../../domain/locale/locale.ts';
import type {
  CustomerMailContent,
  DigestContent,
  HealthListContent,
  TaskMailContent,
} from '../../../domain/mail/mail-content.ts';
import type { Playbook } from '../../../domain/playbook/playbook.ts';
import { colours, escapeHtml } from '../../../functions/mail/layout/html-basics.ts';
import { sparkline } from '../../../functions/mail/layout/sparkline.ts';
import { renderMail } from '../../../functions/mail/render-mail.ts';
import { defaultPlaybook } from '../../support/default-playbook.ts';
import {
  sampleCustomerMail,
  sampleData,
  sampleDigestMail,
  sampleDraftMail,
  sampleFollowUpMail,
  sampleHandOverMail,
  sampleHealthListMail,
  sampleLateMail,
  sampleLeavingMail,
  sampleMails,
  sampleMoveMail,
  sampleOperatorMail,
  sampleSendingWorseMail,
  sampleTaskMail,
} from '../../support/sample-mails.ts';
import { textOf } from '../../support/text-of.ts';

const render = (mail: Parameters<typeof renderMail>[0], playbook: Playbook = defaultPlaybook) =>
  renderMail(mail, playbook, 'Asia/Tokyo');

const withEmail = (body: string, subject = 'Hello'): Playbook => ({
  ...defaultPlaybook,
  emails: { hello: { subject: { en: subject, ja: subject }, body: { en: body, ja: body } } },
});

describe('a task mail', () => {
  it('says in its subject the account, the change and the date', () => {
    expect(render(sampleTaskMail('en')).subject).toBe('Risk · Shinonome Trading: log-ins down 40 % · by Tue 2 Jun');
    expect(render(sampleTaskMail('ja')).subject).toBe('【リスク】東雲商事\uFF1Aログインが4割減\uFF5C6月2日(火)まで');
  });

  it('keeps its type where a client drops the doctype, and tables take nothing from around them', () => {
    const { html } = render(sampleTaskMail('en'));
    const [column, ...inner] = html.match(/<table[^>]*>\s*<tr>\s*<t[dh][^>]*>/g) as RegExpMatchArray;
    expect(column).toMatch(/font-size:16px;line-height:1\.6;/);
    const withText = inner.filter((table) => !table.includes('table-layout:fixed'));
    expect(withText.length).toBeGreaterThan(1);
    for (const table of withText) expect(table).toContain('font-size:inherit;line-height:inherit;');
  });

  it('says in its first line what is asked, for whom and by when', () => {
    const [english] = render(sampleTaskMail('en')).text.split('\n');
    const [japanese] = render(sampleTaskMail('ja')).text.split('\n');
    expect(english).toBe('Shinonome Trading: see where the log-ins went, by Tue 2 Jun');
    expect(japanese).toBe('東雲商事 様\uFF1Aどこでログインが減ったかを確認する\u30006月2日(火)まで');
    expect(textOf(render(sampleTaskMail('en')).html).replace(/\s+/g, ' ')).toMatch(
      /Shinonome Trading: see where the log-ins went, by Tue 2 Jun ?Then 2 more tasks/,
    );
  });

  it('draws the number that moved and says what it is compared with', () => {
    const { text, html } = render(sampleTaskMail('en'));
    expect(text).toContain('−40 %  24 log-ins in 28 days, 40 before');
    expect(text).toContain('\n▆▇▇█▆▇▇▆▇▇▆▇▆▅▅▃\n16 weeks ago → last week: 4');
    expect(html).toContain('aria-label="Log-ins a week: 9, 11, 10, 12, 9, 10, 11, 9, 10, 11, 9, 10, 8, 6, 6, 4"');
  });

  it('holds the same words as HTML and as plain text', () => {
    for (const language of languages) {
      const { text, html } = render(sampleHandOverMail(language));
      const words = textOf(html).replace(/\s/g, '');
      for (const line of text.split('\n').filter((line) => /^ {3}\S/.test(line) && !/^ +(\d\.|-)/.test(line))) {
        expect(words).toContain(line.replace(/\s/g, ''));
      }
    }
  });

  it('says of an absence, of a hand-over and of a renewal what each is about', () => {
    const subjectOf = (changes: Partial<TaskMailContent>) => render(sampleTaskMail('en', changes)).subject;
    expect(subjectOf({ signal: 'no-login', evidence: { days: 60 } })).toContain('no log-in for 60 days');
    expect(subjectOf({ signal: 'usage-growing', evidence: { window: 70, baseline: 40, ratio: 1.75 } })).toContain(
      'log-ins up 75 %',
    );
    expect(subjectOf({ signal: 'renewal-due', evidence: { days: 92 }, subject: { id: '2026-09-01' } })).toContain(
      'renewal in 92 days',
    );
    expect(render(sampleHandOverMail('en')).subject).toContain('possible hand-over to Ren Suzuki');
    expect(render(sampleHandOverMail('en')).text).toContain('Hana Sato, the champion, was last active on Tue 12 May.');
  });

  it('names the products that a renewal is of, in its subject and where it says why, in both languages', () => {
    const about = (...products: string[]) => ({ id: '2026-09-01', ...(products.length > 0 && { products }) });
    const mailAbout = (language: 'en' | 'ja', ...products: string[]) =>
      render(sampleTaskMail(language, { signal: 'renewal-due', evidence: { days: 92 }, subject: about(...products) }));
    const { subject, text } = mailAbout('en', 'CRM', 'Wiki');
    expect(subject).toContain('renewal in 92 days · CRM and Wiki');
    expect(text).toContain('until the renewal on 1 September 2026 · CRM and Wiki');
    expect(mailAbout('ja', 'CRM', 'Wiki').subject).toContain('契約更新まで92日｜CRM・Wiki');
    expect(mailAbout('en', 'A', 'B', 'C', 'D').subject).toContain('92 days · A, B, and 2 more');
    expect(mailAbout('en').subject).toContain('renewal in 92 days · by');
  });

  it('says which products a customer leaves with', () => {
    const mail = sampleLeavingMail('en');
    const content = mail.content as TaskMailContent;
    const about = { id: content.subject?.id as string, products: ['CRM', 'Wiki', 'Chat'] };
    const { subject, text } = render({
      ...mail,
      content: { ...content, subject: about, data: { ...content.data, about } },
    });
    expect(subject).toContain(' · CRM, Wiki, and 1 more');
    expect(text.replace(/\s+/g, ' ')).toContain('Products renewing: CRM, Wiki, Chat');
  });

  it('falls back on the name of the signal when the numbers are not known', () => {
    expect(render(sampleTaskMail('en', { evidence: {} })).subject).toContain('Shinonome Trading: Log-ins fell');
  });

  it('shows the tasks of colleagues and what the play lacked', () => {
    const mail = sampleTaskMail('en', {
      othersTasks: [
        { id: 'o', template: 'win-back-manager', priority: 'normal', due: '2026-06-04', assigneeName: 'Mei' },
      ],
      lacks: ['no-csm', 'mail-off'],
    });
    const { text } = render(mail);
    expect(text).toContain('- Mei: get up to speed and back the CSM, by Thu 4 Jun');
    expect(text).toContain('This account has no CSM.');
    expect(text).toContain('Mails to customers are switched off.');
  });

  it('says what it knows of an account with little data, and nothing about the rest', () => {
    const data = { asOf: '2026-06-01', weeklyLogins: Array(16).fill(0), activeUsers28: 0, people: [] };
    const { text } = render(sampleTaskMail('en', { data }));
    expect(text).toContain('No log-ins in the last 16 weeks.');
    expect(text).toContain('Active users, 28 days: 0\n');
    expect(text).not.toMatch(/undefined|NaN|null|Plan|MRR|Renewal|People/);
  });

  it('marks a score that waits for data as the last known one', () => {
    const data = { ...sampleData('en'), health: { score: 50, grade: 'watch', stale: true, change: -3 } as const };
    expect(render(sampleTaskMail('en', { data })).text).toContain('Health: 50 · watch · last known, no data since');
  });

  it('can be written for every signal and task of the default playbook, in both languages', () => {
    for (const language of languages) {
      for (const signal of Object.keys(defaultPlaybook.signals)) {
        const tasks = Object.keys(defaultPlaybook.tasks).map((template) => ({
          id: template,
          template,
          priority: 'normal' as const,
          due: '2026-06-02',
          assigneeName: 'Aoi',
        }));
        const { subject, text, html } = render(sampleTaskMail(language, { signal, tasks }));
        expect(`${subject}${text}${html}`).not.toMatch(/undefined|NaN|\[object|\{\{|\*\*/);
      }
    }
  });
});

describe('a task in its order', () => {
  it('says what was done before, who does it too, and what comes after', () => {
    const english = render(sampleFollowUpMail('en')).text;
    expect(english).toContain(
      '■ Done so far\n\n- See where the log-ins went, by Aoi Shiraishi: it helped (They will speak to their head of department)',
    );
    expect(english).toContain('by Thu 4 Jun · high priority · together with Aoi Shiraishi');
    expect(english).toContain('■ What comes next\n\n- Agree one next step with them');
    const japanese = render(sampleFollowUpMail('ja')).text;
    expect(japanese).toContain('（白石 葵さん、効果あり）：来週、部長に話していただけます');
    expect(japanese).toContain('白石 葵さんと一緒に');
    expect(japanese).toContain('■ このあとに続くこと\n\n- 次の一歩をお客様と決める');
  });

  it('says so where a colleague is still to be found, and calls what is gone from the playbook by no id', () => {
    const content = sampleTaskMail('en').content as TaskMailContent;
    const tasks = content.tasks.slice(0, 1).map((task) => ({ ...task, togetherWith: ['', 'Sam'] }));
    const { text } = render(sampleTaskMail('en', { tasks, done: [{ template: 'long-gone', outcome: null }] }));
    expect(text).toContain('together with a colleague still to be found and Sam');
    expect(text).toContain('- A task of an earlier playbook\n');
  });
});

describe('a late task', () => {
  it('is reminded of with what it is, for which customer, since when, and what to do', () => {
    const { subject, text } = render(sampleLateMail('en', 'reminder'));
    expect(subject).toBe('Reminder · Shinonome Trading: call and ask how it is going · due since Thu 4 Jun');
    expect(text.split('\n').slice(0, 2)).toEqual([
      'Shinonome Trading: call and ask how it is going, due since Thu 4 Jun',
      '1 business day late',
    ]);
    expect(text).toContain('The manager is told when it is 3 business days late.');
    expect(text).toContain('tell whoever runs Sakimawari at your company what came of it');
    expect(text).not.toContain('npx');
    expect(text).toContain('Call the champion');
    expect(render(sampleLateMail('ja', 'reminder')).subject).toBe(
      '【リマインド】東雲商事\uFF1Aお電話で様子をうかがう\uFF5C6月4日(木)期限',
    );
  });

  it('is told to the manager with whose it is', () => {
    const { subject, text } = render(sampleLateMail('en', 'escalation'));
    expect(subject).toBe(
      'Overdue · Shinonome Trading: call and ask how it is going (Aoi Shiraishi) · due since Thu 4 Jun',
    );
    expect(text).toContain('3 business days late');
    expect(text).toContain('Aoi Shiraishi was reminded of it once');
    const japanese = render(sampleLateMail('ja', 'escalation'));
    expect(japanese.subject).toBe(
      '【期限超過】東雲商事\uFF1Aお電話で様子をうかがう（白石 葵さん）\uFF5C6月4日(木)期限',
    );
    expect(japanese.text).toContain('期限から3営業日過ぎています');
  });

  it('can be told of when nobody has it, and when the playbook knows neither the task nor the signal any more', () => {
    for (const language of languages) {
      for (const type of ['reminder', 'escalation'] as const) {
        const task = { id: 'e/gone', template: 'gone', due: '2026-06-04', assigneeName: '' };
        const { subject, text, html } = render(sampleLateMail(language, type, { task, signal: 'gone' }));
        expect(subject).toContain({ en: 'task of an earlier playbook', ja: '以前のプレイブックのタスク' }[language]);
        expect(`${subject}${text}${html}`).not.toMatch(/undefined|NaN|\[object|\*\*|gone/);
      }
    }
    const task = { id: 'e/gone', template: 'gone', due: '2026-06-04', assigneeName: '' };
    expect(render(sampleLateMail('ja', 'escalation', { task })).text).not.toContain('担当未定さん');
  });
});

describe('a customer mail', () => {
  it('can be written from every template of the default playbook, in both languages', () => {
    for (const language of languages) {
      for (const template of Object.keys(defaultPlaybook.emails)) {
        const { subject, text, html } = render(sampleCustomerMail(language, template));
        expect(`${subject}${text}${html}`).not.toMatch(/undefined|NaN|\[object|\{\{|\*\*|\\/);
      }
    }
  });

  it('greets somebody whose name is not known without leaving a gap', () => {
    const nameless: Partial<CustomerMailContent> = { contact: { name: '' } };
    expect(render(sampleCustomerMail('en', 're-onboarding', nameless)).text).toContain('Dear Shinonome Trading,');
    expect(render(sampleCustomerMail('ja', 're-onboarding', nameless)).text).toContain('ご担当者 様');
  });

  it.each([
    ['en', ['CRM', '*Chat*'], '1 September 2026 (CRM and *Chat*)'],
    ['ja', ['CRM', 'チャット'], '貴社のご契約（CRM、チャット）は、'],
  ] as const)(
    'names in %s what comes up for renewal, where the customer has several products',
    (language, products, words) => {
      const mail = (some: readonly string[]) =>
        sampleCustomerMail(language, 'renewal-intent', { renewalDate: '2026-09-01', products: [...some] });
      expect(textOf(render(mail(products)).html)).toContain(words);
      expect(render(mail(products)).text).toContain(words);
      expect(render(mail([])).text).not.toMatch(/2026 \(|ご契約（/);
    },
  );

  it.each([
    ['HTML', '<script>alert(1)</script>', '<script>'],
    ['Markdown', '[click](/here) **bold**', '<a '],
    ['an image', '![x](/x)', '<img'],
    ['Liquid', '{{ csm[email] }}{% for i in (1..9) %}', 'aoi@'],
    ['an entity', '&lt;b&gt;', '<b>'],
    ['a heading', '# big', '<h1'],
  ])('shows a name that holds %s as that name', (_, name, forbidden) => {
    const { html, text } = render(sampleCustomerMail('en', 'win-back', { contact: { name } }));
    expect(html).not.toContain(forbidden);
    expect(textOf(html)).toContain(`Dear ${name},`);
    expect(text).toContain(`Dear ${name},`);
  });

  describe.each([
    '株式会社コア（関西支店）',
    '「コア」',
    '㈱コア',
    'コア！',
    'Koa (Kansai)',
    'Koa "West"',
    'Koa*',
    '50%',
    '👍',
    'A',
  ])('to %s', (name) => {
    const body = [
      '**{{ account.name }}**様のご契約は、**「{{ renewalDate }}」**に更新日を迎えます。',
      'お返事は**こちら（本メールへの返信）**でお願いいたします。**必ず、**ご一読ください。',
      'お**{{ account.name }}**の「**{{ account.name }}（担当）**」を*{{ contact.name }}*へ。{{ account.name }}**"重要"**です。',
      'Terms of **{{ account.name }}**: see (**{{ account.name }}**) and **“{{ account.name }}”**.',
    ].join('\n');

    it('sets in bold what the playbook sets in bold, beside any punctuation and whatever the name ends with', () => {
      const { html, text } = render(
        sampleCustomerMail('ja', 'hello', { account: { name }, contact: { name: '鈴木（蓮）' } }),
        withEmail(body),
      );
      const written = html.slice(html.indexOf('<p>'));
      const bold = [...written.matchAll(/<strong>(.*?)<\/strong>/g)].map(([, inner]) => textOf(inner as string));
      expect(bold).toEqual([
        ...[name, '「2026年9月1日」', 'こちら（本メールへの返信）', '必ず、', name, `${name}（担当）`, '"重要"'],
        ...[name, name, `“${name}”`],
      ]);
      expect(written).toContain('<em>鈴木（蓮）</em>');
      expect(`${textOf(written)}${text}`.replaceAll(name, '')).not.toMatch(/\*|\\/);
    });
  });

  it.each([
    ['in a paragraph of its own', 'Which?\n\n{{ answerLinks }}\n\nBye'],
    ['between two lines', 'Which?\n{{ answerLinks }}\nBye'],
    ['amid a sentence', 'Which? {{ answerLinks }} Bye'],
    ['nowhere', 'Which?\n\nBye'],
    ['twice', 'Which?\n\n{{ answerLinks }}\n\n{{ answerLinks }}\n\nBye'],
  ])('shows its answers once, whoever edited it and left their place %s', (_, body) => {
    const mail = { ...sampleCustomerMail('en', 'renewal-intent'), edited: { subject: 'S', body } };
    const { html, text } = renderMail(mail, defaultPlaybook, 'Asia/Tokyo', ({ to }) => `https://cs.example/w/${to}`);
    expect(html.match(/>Yes, we renew</g)).toHaveLength(1);
    expect(text.match(/Yes, we renew/g)).toHaveLength(1);
    expect(`${html}${text}`).not.toMatch(/\p{Co}/u);
    expect(text.replace(/\s+/g, ' ')).toMatch(/^Which\?.*Bye/);
  });

  it('takes a value for text wherever the template puts it: in a link, in code, at the start of a line', () => {
    const name = '1. [x](javascript:alert(1)) `# "&';
    const { html, text } = render(
      sampleCustomerMail('en', 'hello', { account: { name } }),
      withEmail(
        '{{ account.name }}\n\n`{{ account.name }}`\n\n[plans](https://x.example/?for={{ account.name }}&v=1) [write]({{ account.name }}) [to me](mailto:{{ csm.email }})',
      ),
    );
    expect(textOf(html)).toContain(name);
    expect(html).not.toMatch(/<ol|<h1|href="javascript|href="x"/);
    expect(html).toContain(`<code>${escapeHtml(name)}</code>`);
    expect(html).toContain(`href="https://x.example/?for=${encodeURIComponent(name)}&amp;v=1"`);
    expect(html).toContain('href="mailto:aoi@mirai.example"');
    expect(text).toContain(`${name}\n\n${name}`);
  });

  it('keeps HTML that a playbook contains as text, and no image or script link alive', () => {
    const { html } = render(
      sampleCustomerMail('en', 'hello'),
      withEmail(
        '<script>alert(1)</script>\n\n![x](https://t.example/x.png)\n\n[x](javascript:alert(1)) <img src=x onerror=y>',
      ),
    );
    expect(html).not.toMatch(/<script|<img|href="javascript/);
    expect(textOf(html)).toContain('<script>alert(1)</script>');
  });

  it('turns Markdown into text that reads well without marks', () => {
    const { text } = render(
      sampleCustomerMail('en', 'hello'),
      withEmail(
        '# Hello\n\n**Two** lines\nhere\n\n1. one\n2. two\n   - inner\n\n[our page](https://x.example) and <https://y.example>\n\n> quoted\n\n---\n\nBye',
      ),
    );
    expect(text).toBe(
      'Hello\n\nTwo lines\nhere\n\n1. one\n2. two\n   - inner\n\nour page (https://x.example) and https://y.example\n\nquoted\n\n---\n\nBye\n',
    );
  });

  it('asks for values only where the template does', () => {
    const conditional = withEmail('{% if renewalDate %}Until {{ renewalDate }}.{% else %}No date.{% endif %}');
    expect(render(sampleCustomerMail('en', 'hello'), conditional).text).toBe('Until 1 September 2026.\n');
    expect(render(sampleCustomerMail('en', 'hello', { renewalDate: undefined }), conditional).text).toBe('No date.\n');
    expect(() =>
      render(sampleCustomerMail('en', 'hello', { renewalDate: undefined }), withEmail('{{ renewalDate }}')),
    ).toThrow('undefined variable: renewalDate');
  });

  it('is not written when its playbook has no such template', () => {
    expect(() => render(sampleCustomerMail('en', 'toString'))).toThrow('the playbook has no email "toString"');
  });
});

describe('a draft', () => {
  it('holds the customer mail in the customer’s language, ready to be opened or copied', () => {
    const mail = sampleDraftMail('en');
    if (mail.content.type !== 'draft') throw new Error('not a draft');
    const { subject, text, html } = render({ ...mail, language: 'ja' });
    expect(subject).toBe('【送信待ち】Shinonome Trading\uFF1ARen Suzuki 様へのメール');
    expect(text).toContain('Dear Ren Suzuki,\n');
    expect(html).toContain('href="mailto:ren%40shinonome.example?subject=Can%20I%20help');
  });

  it('leaves a text out of the link that mail programs would cut, and says so', () => {
    const { html, text } = render(sampleDraftMail('ja'));
    expect(html).toMatch(/href="mailto:ren%40shinonome\.example\?subject=[^"&]+"/);
    expect(text).toContain('本文が長いため');
  });
});

it('the operator is told in local time which source fell silent and what that means', () => {
  const { subject, text } = render(sampleOperatorMail('en'));
  expect(subject).toBe('Operator · source “app”: no events since Fri 29 May, 16:30');
  expect(text).toContain('No data is not “no usage”');
  expect(render(sampleOperatorMail('ja')).subject).toContain('「app」からのイベントが止まっています');
});

describe('names of any kind', () => {
  it.each([
    ['with line breaks', 'A\r\nBcc: evil@x.example'],
    ['that turn the writing direction', 'A\u202Egnp.exe'],
    ['of a thousand characters', 'あ'.repeat(1000)],
    ['of emoji families', '👨‍👩‍👧‍👦'.repeat(200)],
    ['written from right to left', 'شركة المثال'],
  ])('%s leave the subject one readable line', (_, name) => {
    const { subject } = render(sampleTaskMail('ja', { account: { id: 'a', name } }));
    expect(subject).not.toMatch(/[\r\n\u202e]/);
    expect([...new Intl.Segmenter().segment(subject)].length).toBeLessThanOrEqual(200);
    expect(subject).toContain('まで');
    expect(subject).not.toMatch(/\p{Surrogate}/u);
  });
});

it('a row of bars is lowest at zero and highest at the most', () => {
  expect(sparkline([0, 1, 5, 10])).toBe('▁▂▅█');
  expect(sparkline([0, 0])).toBe('▁▁');
});

it('every text colour reaches AA on the grounds it stands on, light and dark', () => {
  const luminance = (hex: string) => {
    const [r, g, b] = [1, 3, 5].map((at) => {
      const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    }) as [number, number, number];
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (a: string, b: string) => {
    const [lighter, darker] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
    return (lighter + 0.05) / (darker + 0.05);
  };
  for (const scheme of [0, 1] as const) {
    for (const name of ['ink', 'muted', 'accent', 'risk', 'opportunity', 'service'] as const) {
      for (const ground of ['paper', 'ground'] as const) {
        expect(contrast(colours[name][scheme], colours[ground][scheme])).toBeGreaterThanOrEqual(4.5);
      }
    }
    expect(contrast(colours['on-accent'][scheme], colours.accent[scheme])).toBeGreaterThanOrEqual(4.5);
  }
});

describe('what the nightly check of senders found', () => {
  it('is told under a name, in Japanese with a sentence of what it means, and with the very records', () => {
    const en = render(sampleSendingWorseMail('en'));
    const ja = render(sampleSendingWorseMail('ja'));
    const record = 'k2lq._domainkey.mirai.example CNAME k2lq.dkim.amazonses.com';
    expect(en.text).toContain('■ Signatures (DKIM)\n\nmails from mirai.example are not signed with DKIM');
    expect(ja.text).toContain('■ 電子署名（DKIM）\n\nDKIM署名のないメールが送られており');
    for (const { text } of [en, ja]) {
      expect(text).toContain(record);
      expect(text).not.toContain('sender-dkim');
    }
  });
});

describe('a digest', () => {
  it('says first what is asked, then account by account what moved and what there is to do', () => {
    const { subject, text, html } = render(sampleDigestMail('en'));
    expect(subject).toBe('Your day · 8 tasks, 1 late · Wed 3 Jun');
    expect(text).toMatch(
      /^Shinonome Trading: see where the log-ins went, due since Tue 2 Jun\n8 open tasks at 4 accounts/,
    );
    expect(text).toContain('■ Shinonome Trading\n▼ Risk · Log-ins fell\n−40 %  24 log-ins in 28 days, 40 before\n');
    expect(text).toContain('- See where the log-ins went\n  ! Late · due since Tue 2 Jun · high priority');
    expect(html).toContain('role="img"');
    expect(render(sampleDigestMail('ja')).subject).toBe('【今日のタスク】8件（うち期限超過1件）｜6月3日(水)');
  });

  it('tears no date, no percentage and no separator off its line, and leaves its text as it is', () => {
    const { html, text } = render(sampleDigestMail('ja'));
    expect(html).toContain('6月&#8288;4日&#8288;(木)まで\u00a0· 優先度');
    expect(text).toContain('6月4日(木)まで · 優先度');
  });

  it('goes on where the playbook has forgotten the signal and the task', () => {
    const mail = sampleDigestMail('en');
    const [account] = mail.content.type === 'digest' ? mail.content.accounts : [];
    const gone = {
      ...account,
      signal: 'gone',
      tasks: account?.tasks.map((task) => ({ ...task, template: 'gone', title: 'Old task' })),
    };
    const { text } = render(sampleDigestMail('en', { accounts: [gone as NonNullable<typeof account>] }));
    expect(text).toContain('● Coming up\n');
    expect(text).toContain('- Old task');
  });

  it('names account and person, and counts an account once that has several matters', () => {
    const { content } = sampleDigestMail('en') as { content: DigestContent };
    const [fell, handOver, ...others] = content.accounts;
    if (fell === undefined || handOver === undefined) throw new Error('the sample has changed');
    const accounts = [fell, { ...handOver, account: fell.account }, ...others];
    const { text } = render(sampleDigestMail('en', { accounts }));
    expect(text).toContain('■ Shinonome Trading\n');
    expect(text).toContain('■ Shinonome Trading · Ren Suzuki\n');
    expect(text).toContain('8 open tasks at 3 accounts');
    expect(render(sampleDigestMail('ja')).text).toContain(' 様 · 鈴木 蓮 様\n');
  });

  it('draws log-ins only where they are the matter', () => {
    const { content } = sampleDigestMail('en') as { content: DigestContent };
    const bars = (signal: string) => {
      const accounts = content.accounts.slice(0, 1).map((account) => ({ ...account, signal }));
      return render(sampleDigestMail('en', { accounts })).text.includes('█');
    };
    expect(['logins-fell', 'no-login', 'usage-growing'].map(bars)).toEqual([true, true, true]);
    expect(['hand-over', 'nps-detractor', 'renewal-due', 'licenses-nearly-full', 'gone'].map(bars)).not.toContain(true);
  });

  it.each(['en', 'ja'] as const)('asks nobody for a command or a key (%s)', (language) => {
    const { text } = render(sampleDigestMail(language, { more: { accounts: 40, tasks: 120 } }));
    expect(text).toMatch(/120/);
    expect(text).not.toMatch(/npx|sakimawari [a-z]|taskMails|digestHour/);
  });

  it('to a manager without tasks of their own speaks of the team', () => {
    const none = { shown: [], more: 0 };
    const { subject, text } = render(sampleDigestMail('en', { open: 0, late: 0, accounts: [], moves: none }));
    expect(subject).toBe('Your team · 4 tasks late · Wed 3 Jun');
    expect(text).toMatch(/^See what is holding up 4 late tasks in your team/);
  });

  it('to somebody who has nothing but a move to see to begins with it', () => {
    const { subject, text } = render(sampleDigestMail('en', { open: 0, late: 0, accounts: [], team: [] }));
    expect(subject).toBe('Your day · 1 improvement due · Wed 3 Jun');
    expect(text).toMatch(/^Training: make it efficient, due since Tue 2 Jun/);
    expect(render(sampleDigestMail('en')).text).toContain('How the team works');
    expect(render(sampleDigestMail('ja')).text).toContain('操作研修・勉強会：効率化する');
  });
});

describe('a mail about what the team changes', () => {
  const [given, due, look] = ['move-mail', 'move-due-mail', 'move-look-mail'] as const;
  const said = (name: string, language: 'en' | 'ja') =>
    render((sampleMails[name] as (typeof sampleMails)[string])(language));

  it('says to whom it was given what is to be changed, by whom it was given and until when', () => {
    const { subject, text } = said(given, 'en');
    expect(subject).toBe('For you · Training: make it efficient · by Fri 19 Jun');
    expect(text).toContain('Kei Mori has given you this improvement.');
    expect(text).toContain('One session a month for all');
    expect(said(given, 'ja').subject).toBe('【改善の担当】操作研修・勉強会：効率化する｜6月19日(金)まで');
  });

  it('reminds on its day, and asks to look back once there is something to compare', () => {
    expect(said(due, 'en').subject).toMatch(/^Due · .+: do less of it · by Wed 3 Jun$/);
    expect(said(due, 'en').text).toContain('drop it there');
    expect(said(look, 'en').subject).toBe('Look back · Answering an inquiry: replace it by a signal');
    expect(said(look, 'en').text).toContain('eight weeks');
  });

  it('tells a manager whose it is, how late, and what is in their hands', () => {
    const late = {
      ...{ news: 'late' as const, late: { ownerName: 'Mika Sasaki', inBusinessDays: 3 } },
      move: { id: 'm2', activity: 'monthly-call', kind: 'reduce', what: 'make', due: '2026-05-29' } as const,
    };
    const inEnglish = render(sampleMoveMail('en', late));
    expect(inEnglish.subject).toBe('Late · Regular meeting: do less of it · Mika Sasaki · due since Fri 29 May');
    expect(inEnglish.text).toContain('3 business days late');
    expect(inEnglish.text).toContain('Mika Sasaki has not yet said that it is in place.');
    const look = { ...late, move: { ...late.move, what: 'look' as const }, late: { ownerName: '', inBusinessDays: 4 } };
    expect(render(sampleMoveMail('ja', look)).subject).toContain('担当者なし');
    expect(render(sampleMoveMail('ja', look)).text).toContain('結果がまだ確認されていません');
  });

  it('leads to the map, where there are pages, and calls a kind of work that the playbook has forgotten by what it was', () => {
    const page = Object.assign(() => 'https://cs.example/w/x', { page: (path: string) => `https://cs.example${path}` });
    const mail = sampleMoveMail('en', {
      move: { id: 'm', activity: 'weekly <call>', kind: 'stop', what: 'make', due: '2026-06-01' },
    });
    const { subject, html } = renderMail(mail, defaultPlaybook, 'Asia/Tokyo', page);
    expect(subject).toBe('For you · weekly <call>: stop it · by Mon 1 Jun');
    expect(html).toContain('https://cs.example/map#moves');
    expect(html).toContain('weekly &lt;call&gt;');
  });
});

describe('the week’s list of accounts in bad health', () => {
  it('says of each account its score, the change, what moved it, whose it is, and what comes next', () => {
    const { subject, text } = render(sampleHealthListMail('en'));
    expect(subject).toBe('Health · 5 accounts in bad health · Mon 1 Jun');
    expect(text).toContain('Of 5 listed a week ago, 2 improved. In good health again: Minato Foods.');
    expect(text).toContain('■ Shinonome Trading\n▼ at risk\n38.2  −11.3 in a week');
    expect(text).toContain(
      'Next action: Arrange a meeting with their head of department (Aoi Shiraishi, Mon 25 May) · the score has not gone up since',
    );
  });

  it('to a CSM is a sheet of their own accounts', () => {
    const { subject, text } = render(sampleHealthListMail('ja', { csm: '白石 葵' }));
    expect(subject).toBe('【健康度】注意が必要なお客様5社（白石 葵）｜6月1日(月)');
    expect(text).not.toContain('担当CSM:');
  });

  it('says what each account pays and until when, draws how it went, and adds up no two currencies', () => {
    const { text } = render(sampleHealthListMail('en'));
    expect(text).toContain('1 at risk, 3 to watch · together €1,450 and ¥512,000 a month');
    expect(text).toContain('  score week by week · 7 weeks ago: 71.4\n');
    expect(text).toContain('Contract: ¥360,000 a month · renews 1 September 2026 (in 92 days)');
    expect(text).toContain('Contract: €1,450 a month · renewal date not on record');
    expect(text).toContain('Contract: MRR not on record · renewal date 20 May 2026 has passed');
    expect(render(sampleHealthListMail('ja')).text).toContain('契約: 月額￥360,000 · 2026年9月1日更新（あと92日）');
  });

  it('leads to the page of each account’s next action, and asks nobody for a command', () => {
    const asked: unknown[] = [];
    const addressOf = (linkAction: unknown) => `https://cs.example/w/${asked.push(linkAction)}`;
    for (const language of languages) {
      const { text } = renderMail(sampleHealthListMail(language), defaultPlaybook, 'Asia/Tokyo', addressOf);
      expect(text).toContain(`https://cs.example/w/${asked.length}`);
      expect(text).not.toMatch(/npx|sakimawari [a-z]/);
    }
    expect(asked.slice(0, 3)).toEqual(
      ['shinonome', 'hayama', 'koa'].map((account) => ({ to: 'next-action', account, person: 'boss' })),
    );
  });

  it('of an older release still goes out, without what it did not know', () => {
    const { content } = sampleHealthListMail('en') as { content: HealthListContent };
    const lines = content.lines.map(({ mrr: _, currency: __, renewalDate: ___, trend: ____, ...line }) => line);
    const { text } = render({ ...sampleHealthListMail('en', { lines, money: undefined }), person: undefined });
    expect(text).toContain('1 at risk, 3 to watch\n');
    expect(text).toContain('Contract: MRR not on record · renewal date not on record');
  });

  it('tells the health of each product, and of a healthy account which word stands for one that is ill', () => {
    const [line] = (sampleHealthListMail('en').content as HealthListContent).lines;
    const chat = { name: 'Chat', score: 20.5, grade: 'at-risk', stale: true } as const;
    const products = [chat, { name: 'CRM', score: 80, grade: 'healthy', stale: false } as const];
    const lines = [{ ...line, grade: 'healthy', products }] as HealthLine[];
    const { text } = render(sampleHealthListMail('en', { lines }));
    expect(text).toContain('By product: Chat 20.5 (at risk · last known, no data since), CRM 80 (healthy)');
    expect(text).toContain('one product ill');
    expect(render(sampleHealthListMail('ja', { lines })).text).toContain('製品別: Chat 20.5');
  });

  it('names no part of the score that the playbook has forgotten', () => {
    const [line] = (sampleHealthListMail('en').content as HealthListContent).lines;
    const lines = [{ ...line, parts: [{ indicator: 'gone-indicator', change: -3 }] }] as HealthLine[];
    const { text } = render(sampleHealthListMail('en', { lines }));
    expect(text).not.toContain('gone-indicator');
  });
});

it('mails and pages take their colours from there and from nowhere else', () => {
  const folders = ['mail', 'pages', 'serve-web', 'act-from-web'].map(
    (name) => new URL(`../../../functions/${name}/`, import.meta.url),
  );
  const sources = folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .map((file) => new URL(file, folder)),
  );
  const painted = sources.filter((file) => /#[0-9a-f]{6}\b|rgba?\(/i.test(readFileSync(file, 'utf8')));
  expect(painted.map(({ pathname }) => pathname.split('/').at(-1))).toEqual(['html-basics.ts']);
});
