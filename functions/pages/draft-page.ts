import type { Letter } from '../../domain/mail/mail-content.ts';
import { mailtoLink } from '../mail/layout/mailto-link.ts';
import { markdownToText, readMarkdown } from '../mail/layout/markdown.ts';
import { addressesOf, letterFields, whatHappened, whoseItIsNow } from './approval-page.ts';
import { type Html, html } from './html.ts';
import type { Page } from './page.ts';
import type { DraftFacts } from './read-facts.ts';
import { draftWords, pageWords } from './words/words.ts';

/** What was filled in and could not be taken as it was. */
interface Complaint extends Letter {
  text: string;
}

/** Whether a mail of the system may go to a customer at all here. */
export const maySend = ({ company }: DraftFacts) => company.mailCeiling === 'send' || company.mailCeiling === 'approve';

/** The draft, ready to be sent or copied; or what became of it. */
export function draftPage(facts: DraftFacts, complaint?: Complaint): Page {
  const { draft, sent, account, locale, company, hasChoices } = facts;
  const { approval } = pageWords(locale);
  const page = { locale, company: company.name, about: account?.name };
  if (draft?.content.type !== 'draft') return { ...page, ...approval.gone, status: 404 };
  if (sent !== undefined) return { ...page, ...whatHappened(sent, facts), body: addressesOf(sent, locale) };
  if (draft.proposed === undefined) return { ...page, ...approval.notReady };
  const say = draftWords(locale);
  const { to } = draft.content;
  const letter = complaint ?? draft.proposed;
  const text = markdownToText(readMarkdown(letter.body));
  const own = html`<p><a href="${mailtoLink(to.address, { subject: letter.subject, text }).url}">${say.own.open}</a></p>`;
  const addresses = html`${whoseItIsNow(facts)}${addressesOf({ from: draft.to, to, status: 'approval' }, locale)}`;
  if (!maySend(facts)) {
    const toCopy = letterFields({ subject: letter.subject, body: text }, locale, { isReadOnly: true });
    return { ...page, heading: say.heading(to.name), lead: say.ownOnly, body: html`${addresses}${own}${toCopy}` };
  }
  return {
    ...page,
    heading: say.heading(to.name),
    lead: say.lead,
    body: html`${addresses}${form(letter)}
<section><h2>${say.own.heading}</h2>${own}<p class="hint">${say.own.copy}</p></section>`,
    ...(complaint && { status: 422 }),
  };

  function form(shown: Letter): Html {
    return html`<form method="post">
${complaint && html`<p class="error" role="alert">${complaint.text}</p>`}
${letterFields(shown, locale, { hint: hasChoices ? say.buttons : '' })}
<button type="submit" name="decision" value="send">${approval.send}</button>
<p class="hint">${say.twice}</p>
</form>`;
  }
}
