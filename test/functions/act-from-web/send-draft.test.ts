import { describe, expect, it } from 'vitest';
import type { LinkAction } from '../../../domain/links/link.ts';
import type { OutboxMail } from '../../../domain/outbox/outbox.ts';
import { renderMail } from '../../../functions/mail/render-mail.ts';
import { defaultPlaybook } from '../../support/default-playbook.ts';
import { draftOnPage } from '../../support/sample-pages.ts';
import { textOf } from '../../support/text-of.ts';
import { webInMemory } from '../../support/web-in-memory.ts';

const languages = ['en', 'ja'] as const;
type Language = (typeof languages)[number];
const linkActionOf = (draft: OutboxMail, person = 'aoi'): LinkAction => ({
  ...{ to: 'draft', account: 'shinonome', mail: draft.id, person },
});
const withDraft = (language: Language, template?: string) => {
  const draft = draftOnPage(language, template);
  const web = webInMemory({ toApprove: new Map([[draft.id, draft]]) });
  return {
    ...web,
    draft,
    linkAction: linkActionOf(draft),
    sent: () => [...web.world.toApprove.values()].filter((one) => one !== draft),
  };
};
const asShown = ({ proposed }: OutboxMail) => ({ decision: 'send', subject: '', body: '', ...proposed });

describe.each(languages)('a draft (%s)', (language) => {
  it('comes with one button that leads to its page, whatever the language and length of its text', () => {
    const { html, text } = renderMail(
      draftOnPage(language),
      defaultPlaybook,
      'Asia/Tokyo',
      ({ to }) => `https://cs.example/w/${to}`,
    );
    expect(html.match(/href="[^"]+"/g)).toEqual(['href="https://cs.example/w/draft"']);
    expect(text).toContain('https://cs.example/w/draft');
  });

  it('is sent by one button as it stands: in its CSM’s name, in the playbook’s words, once', async () => {
    const { draft, linkAction, sent, ...web } = withDraft(language);
    const { body = '' } = await web.open(linkAction);
    expect(body).toContain(draft.proposed?.subject);
    expect(body.match(/<button/g)).toHaveLength(1);
    await Promise.all([web.press(linkAction, asShown(draft)), web.press(linkAction, asShown(draft))]);
    const { statusCode } = await web.press(linkAction, asShown(draft));
    expect(statusCode).toBe(200);
    const [mail, ...others] = sent();
    expect(others).toEqual([]);
    expect(mail).toMatchObject({
      ...{ status: 'pending', kind: 're-onboarding', contact: 'ren', decidedBy: 'aoi' },
      releasedAt: '2026-06-02T03:00:00.000Z',
      from: draft.to,
      content: { type: 'customer', template: 're-onboarding' },
    });
    expect(mail?.cause).toEqual(draft.cause);
    expect(mail?.edited).toBeUndefined();
    const rendered = renderMail(mail as OutboxMail, defaultPlaybook, 'Asia/Tokyo');
    expect(rendered.subject).toBe(draft.proposed?.subject);
    expect(textOf((await web.open(linkAction)).body ?? '')).toContain(
      { en: 'It is on its way', ja: 'まもなく送信されます' }.en,
    );
  });

  it('goes with what the CSM made of it', async () => {
    const { draft, linkAction, sent, ...web } = withDraft(language);
    await web.press(linkAction, { ...asShown(draft), body: 'Dear Ren,\n\nSee you on Monday' });
    expect(sent()[0]?.edited).toEqual({ subject: draft.proposed?.subject, body: 'Dear Ren,\n\nSee you on Monday' });
  });

  it('without words, or with too many, does not go; what was written stays', async () => {
    const { draft, linkAction, sent, ...web } = withDraft(language);
    for (const wrong of [{ subject: '' }, { body: ' ' }, { subject: 'x'.repeat(201) }, { decision: 'maybe' }]) {
      expect((await web.press(linkAction, { ...asShown(draft), ...wrong })).statusCode).toBe(422);
    }
    expect(sent()).toEqual([]);
  });
});

it('where the company sends nothing by itself, a draft can be copied and not sent from here', async () => {
  const { draft, linkAction, sent, ...web } = withDraft('en');
  web.company.mailCeiling = 'draft';
  const { body = '' } = await web.open(linkAction);
  expect(body).not.toContain('<button');
  expect(body).toContain('readonly');
  expect(body).toContain('href="mailto:ren%40shinonome.example?subject=');
  await web.press(linkAction, asShown(draft));
  expect(sent()).toEqual([]);
  web.company.mailCeiling = 'send';
});

it('a draft that is gone, or was mailed by an older release, says so', async () => {
  const { draft, linkAction, ...web } = withDraft('en');
  expect((await web.open({ ...linkAction, mail: 'gone' } as LinkAction)).statusCode).toBe(404);
  const { proposed: _, person: __, ...old } = draft;
  web.world.toApprove.set(draft.id, old);
  expect((await web.open(linkAction)).body).toContain('not ready yet');
  // Its mail has no link to a page, and opens the mail program as before.
  const { html } = renderMail(old, defaultPlaybook, 'Asia/Tokyo', () => 'https://cs.example/w/x');
  expect(html).toContain('href="mailto:');
});
