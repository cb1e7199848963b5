import type { Locale } from '../../../domain/locale/locale.ts';
import {
  type Letter,
  MOST_CHARACTERS_OF_A_BODY,
  MOST_CHARACTERS_OF_A_SUBJECT,
} from '../../../domain/mail/mail-content.ts';
import type { OutboxMail } from '../../../domain/outbox/outbox.ts';
import { withAnswerPlace } from '../../mail/customers/proposal.ts';
import { type Html, html } from '../../pages/html.ts';
import { pageWords } from '../../pages/words/words.ts';
import type { ActForm } from '../act-form.ts';
import { todayWords } from './words/words.ts';

/** A mail to a customer that waits for a word: its text, to be sent as it is, changed, or not at all. */
export function letterForm(
  { account, id, proposed }: Pick<OutboxMail, 'account' | 'id' | 'proposed'>,
  { form, locale }: { form: ActForm; locale: Locale },
  typed?: Letter,
): Html {
  const say = todayWords(locale).approvals;
  const letter = typed ?? (proposed && withAnswerPlace(proposed, locale));
  const fields = html`<input type="hidden" name="account" value="${account}"><input type="hidden" name="mail" value="${id}">
<label>${say.subject}<input name="subject" required maxlength="${MOST_CHARACTERS_OF_A_SUBJECT}" value="${letter?.subject}"></label>
<label>${say.body}<textarea name="body" rows="12" required maxlength="${MOST_CHARACTERS_OF_A_BODY}">
${letter?.body}</textarea></label>
<p class="hint">${pageWords(locale).approval.marks}</p>
<div class="buttons"><button name="decision" value="send">${say.send}</button><button class="quiet" name="decision" value="drop" formnovalidate>${say.drop}</button></div>`;
  return form('mails/decide', fields, { look: 'work' });
}
