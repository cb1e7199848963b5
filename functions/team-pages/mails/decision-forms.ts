import type { Locale } from '../../../domain/locale/locale.ts';
import { type Html, html } from '../../pages/html.ts';
import { type DecidedRow, decisionsOn } from '../../work/held-mail.ts';
import type { ActForm } from '../act-form.ts';
import { mailPageWords } from './words/words.ts';

/** What may be decided about a mail, or a message to the chat, by hand. */
export function decisionForms(mail: DecidedRow, form: ActForm, locale: Locale): Html | undefined {
  const decisions = decisionsOn(mail);
  if (decisions.length === 0) return undefined;
  const say = mailPageWords(locale);
  // A message to the chat is decided on in the list, one row of many.
  const isInList = mail.channel === 'chat';
  const forms = decisions.map((decision) =>
    form(
      `mails/${decision}`,
      html`${fieldsOf(mail)}<button${(decision !== 'release' || isInList) && html` class="quiet"`}>${say.decide[decision]}</button>`,
    ),
  );
  return html`<div class="decide">${forms}</div>${mail.status !== 'dropped' && !isInList && html`<p class="hint">${say.decideHint}</p>`}`;
}

/** Takes back what the reader decided. */
export function takeBackForm(mail: DecidedRow, form: ActForm, locale: Locale): Html {
  const { button, hint } = mailPageWords(locale).takeBack;
  const fields = html`${fieldsOf(mail)}<button class="quiet">${button}</button>`;
  return html`<div class="decide">${form('mails/take-back', fields)}</div><p class="hint">${hint}</p>`;
}

const fieldsOf = ({ account, id, channel }: DecidedRow) =>
  html`<input type="hidden" name="account" value="${account}"><input type="hidden" name="mail" value="${id}">${channel === 'chat' && html`<input type="hidden" name="channel" value="chat">`}`;
