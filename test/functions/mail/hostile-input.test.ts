import { readFileSync } from 'node:fs';
import PostalMime, { type Email } from 'postal-mime';
import { describe, expect, it } from 'vitest';
import { contactSchema } from '../../../domain/account/account.ts';
import { type Language, languages } from '../../../domain/locale/locale.ts';
import type { OutboxMail } from '../../../domain/outbox/outbox.ts';
import type { Playbook } from '../../../domain/playbook/playbook.ts';
import { composeMessage } from '../../../functions/mail/compose-message.ts';
import { renderMail } from '../../../functions/mail/render-mail.ts';
import { loadPlaybook, PlaybookError } from '../../../playbooks/load.ts';
import { defaultPlaybook } from '../../support/default-playbook.ts';
import {
  sampleCustomerMail,
  sampleDraftMail,
  sampleLateMail,
  sampleMovedMail,
  sampleTaskMail,
} from '../../support/sample-mails.ts';

const date = new Date('2026-06-01T00:00:00.000Z');
const addressOf = () => 'https://cs.example/w/token';
const defaultSource = readFileSync(new URL('../../../playbooks/default.yaml', import.meta.url), 'utf8');

async function wire(mail: OutboxMail, playbook: Playbook = defaultPlaybook): Promise<{ raw: string; read: Email }> {
  const bytes = await composeMessage(mail, renderMail(mail, playbook, 'Asia/Tokyo', addressOf), { date });
  return { raw: bytes.toString('latin1'), read: await PostalMime.parse(bytes) };
}

const begin = ['x-sakimawari-mail', 'content-language'];
const envelope = ['from', 'to', 'reply-to', 'subject', 'message-id', 'date', 'mime-version', 'content-type'];
/** Of a mail about the contract: nobody unsubscribes from it. */
const customerHeaders = [...begin, ...envelope];
const colleagueHeaders = [...begin, 'auto-submitted', 'list-id', ...envelope];

const account = (name: string) => ({ account: { id: 'shinonome', name } });
describe('a name of a thousand characters', () => {
  it.each(
    languages.flatMap((language) => ['page-invitation', 'setup-asked', 'our-work-asked'].map((one) => [language, one])),
  )('pushes nothing that a customer is asked off the screen (%s, %s)', (language, template) => {
    const name = 'Ｗ'.repeat(1000);
    const mail = sampleCustomerMail(language as Language, template as string, {
      ...{ contact: { name }, account: { name }, csm: { name, email: 'aoi@cs.example' } },
    });
    const { text, html } = renderMail(mail, defaultPlaybook, 'Asia/Tokyo', addressOf);
    for (const words of [text, html]) {
      expect(words).toContain(`${'Ｗ'.repeat(119)}…`);
      expect(words).not.toContain('Ｗ'.repeat(120));
    }
  });
});

/** One mail of each kind, to and about somebody of the name. */
const everyKind = (language: Language, name: string): OutboxMail[] => {
  const customer = sampleCustomerMail(language, 'renewal-intent', { contact: { name }, account: { name } });
  const draft = sampleDraftMail(language);
  return [
    sampleTaskMail(language, { ...account(name), subject: { id: 'ren', name } }),
    sampleLateMail(language, 'reminder', account(name)),
    sampleLateMail(language, 'escalation', account(name)),
    {
      ...sampleMovedMail(language, 'returned'),
      content: { ...sampleMovedMail(language, 'returned').content, ...account(name) } as never,
    },
    { ...customer, from: { ...customer.from, name }, to: { ...customer.to, name } },
    { ...draft, content: { ...draft.content, to: { name, address: 'ren@shinonome.example' } } as never },
  ];
};

const names: [what: string, name: string][] = [
  ['a header of its own', 'Koa\r\nBcc: evil@x.example\r\nSubject: gone'],
  ['the end of the headers', 'Koa\r\n\r\n<script>alert(1)</script>'],
  ['a lone line feed, a null and a separator', 'Koa\nX-Evil: 1\0\u2028Bcc: e@x.example'],
  ['families of emoji', '👨‍👩‍👧‍👦🏳️‍🌈'.repeat(60)],
  ['half a letter', 'Koa \ud83d'],
  ['right-to-left writing', 'شركة المثال القابضة'],
  ['marks that turn the writing round', 'Koa \u202eelpmaxe.live\u2066'],
  ['a thousand letters without a space', 'W'.repeat(1000)],
  ['a thousand Japanese letters', '東'.repeat(1000)],
  ['another address', '"Koa" <evil@x.example>, second@x.example'],
  ['an encoded word', '=?utf-8?B?QmNjOiBldmls?='],
  ['HTML', '<script>alert(1)</script><img src=x onerror=alert(1)>'],
];

describe.each(names)('a name that holds %s', (_, name) => {
  it('adds no header, changes no address, brings no script, and leaves every mail plain ASCII in short lines', async () => {
    for (const language of languages) {
      for (const mail of everyKind(language, name)) {
        const { raw, read } = await wire(mail);
        const isCustomer = mail.content.type === 'customer';
        expect(read.headers.map(({ key }) => key)).toEqual(isCustomer ? customerHeaders : colleagueHeaders);
        expect(read.to?.map(({ address }) => address)).toEqual([mail.to.address]);
        expect([read.from?.address, read.bcc, read.cc]).toEqual([mail.from.address, undefined, undefined]);
        expect(read.attachments).toEqual([]);
        expect(read.html).not.toMatch(/<script|<img|\sonerror="/);
        expect(raw).toMatch(/^[\t\r\n\x20-\x7e]*$/);
        expect(Math.max(...raw.split('\r\n').map((line) => line.length))).toBeLessThanOrEqual(998);
        expect(read.subject?.length).toBeGreaterThan(0);
        expect(read.subject).not.toMatch(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u);
      }
    }
  });
});

describe('a playbook with mail templates that could do harm', () => {
  const withBody = (body: string) => {
    const lines = ['', '  harmful:', '    subject: { en: Hello, ja: Hello }', '    body:'];
    const block = body.split('\n').map((line) => `        ${line}`);
    return defaultSource.replace('\nemails:', () =>
      ['\nemails:', ...lines.slice(1), '      en: |', ...block, '      ja: |', ...block].join('\n'),
    );
  };
  const findings = (body: string): string => {
    try {
      loadPlaybook(withBody(body), 'harmful.yaml');
      return '';
    } catch (error) {
      if (!(error instanceof PlaybookError)) throw error;
      return error.message;
    }
  };

  it('is taken where they do none', () => {
    expect(findings('Dear {{ contact.name }}')).not.toContain('harmful.yaml:');
  });

  it.each([
    'include',
    'render',
    'layout',
    'block',
    'for',
    'tablerow',
    'increment',
    'assign',
    'capture',
    'raw',
    'liquid',
    'echo',
  ])('is refused with its line when it uses the tag %s', (tag) => {
    expect(findings(`Hello\n{% ${tag} x %}`)).toMatch(new RegExp(`${tag}.*can't be used in a mail|${tag}`));
    expect(findings(`Hello\n{% ${tag} x %}`)).not.toBe('');
  });

  it.each([
    ['a filter that multiplies', '{{ contact.name | times: 9 | slice: 0, 9 }}'],
    ['what lies behind a value', '{{ contact.constructor.name }}'],
    ['more than a mail’s length', 'x'.repeat(25_000)],
  ])('is refused when it uses %s', (_, body) => {
    expect(findings(body)).not.toBe('');
  });

  it('can never grow a mail beyond bounds, nor take long over it', () => {
    const body = `{{ account.name ${'| append: account.name '.repeat(30)}}}`.repeat(25);
    const playbook: Playbook = {
      ...defaultPlaybook,
      emails: { grown: { subject: { en: 'x', ja: 'x' }, body: { en: body, ja: body } } },
    };
    const startedAt = performance.now();
    expect(() =>
      renderMail(sampleCustomerMail('en', 'grown', { account: { name: 'x'.repeat(1000) } }), playbook, 'Asia/Tokyo'),
    ).toThrow(/memory/);
    expect(performance.now() - startedAt).toBeLessThan(10_000);
  });

  it('shows a script in its Markdown as the text it is, in both parts', () => {
    const body =
      'a <script>alert(1)</script>\n\n[go](javascript:alert(1)) [go](data:text/html,x) ![x](https://t.example/p.gif)';
    const playbook: Playbook = {
      ...defaultPlaybook,
      emails: { scripted: { subject: { en: 'x', ja: 'x' }, body: { en: body, ja: body } } },
    };
    const { html, text } = renderMail(sampleCustomerMail('en', 'scripted'), playbook, 'Asia/Tokyo');
    expect(html).not.toMatch(/<script|<img|href="(javascript|data)/);
    expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(text).toContain('<script>alert(1)</script>');
  });
});

describe('the address of a contact', () => {
  const told = (email: string) => {
    const { success, data, error } = contactSchema.safeParse({ id: 'ren', account: 'koa', email });
    return success ? data.email : error.issues.map(({ message }) => message).join();
  };

  it.each([
    ['ren+renewal@koa.example', 'ren+renewal@koa.example'],
    ["o'brien@koa.example", "o'brien@koa.example"],
    ['Ren@koa.example', 'Ren@koa.example'],
    ['Ren@KOA.Example', 'Ren@koa.example'],
    ['ren@例え.example', 'ren@xn--r8jz45g.example'],
    ['ren@Bücher.example', 'ren@xn--bcher-kva.example'],
  ])('%s is written to as %s, in the envelope and in the header', async (given, address) => {
    expect(told(given)).toBe(address);
    const { raw, read } = await wire({ ...sampleCustomerMail('ja', 'win-back'), to: { name: '鈴木', address } });
    expect(raw).toContain(address);
    expect(read.to).toEqual([{ name: '鈴木', address }]);
  });

  it.each([
    ['"ren suzuki"@koa.example', 'has quotes before the @'],
    ['蓮@koa.example', 'has spaces or letters outside ASCII before the @: Amazon SES does not send there'],
    ['ren suzuki@koa.example', 'has spaces or letters outside ASCII before the @'],
    ['ren@koa.example\r\nBcc: e@x.example', 'before the @'],
    ['ren@[127.0.0.1]', 'is not an email address'],
    ['ren@koa.example, e@x.example', 'before the @'],
    [`ren@${'例'.repeat(80)}.example`, 'more than 63 in a part of its domain'],
  ])('%s is refused on import', (given, reason) => {
    expect(told(given)).toContain(reason);
  });
});
