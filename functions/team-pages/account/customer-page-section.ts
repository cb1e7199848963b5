import { personInRow } from '../../mail/names.ts';
import { mailWords } from '../../mail/words/words.ts';
import { type Html, html } from '../../pages/html.ts';
import { quote } from '../../pages/page-parts.ts';
import type { AccountActDrawing } from './account-acts.ts';
import type { CustomerPagesFacts } from './account-facts.ts';
import { type Drawing, memberIn, sectionOf } from './section.ts';
import { customerPagesWords } from './words/words.ts';

const MOST_COMMENTS = 5;

/** Who of the customer has a page of their own, and what they wrote there. */
export function customerPageSection(drawing: Drawing): Html {
  const { facts, locale, acts } = drawing;
  const say = customerPagesWords(locale);
  const { given, comments, mayInvite } = facts.customerPages;
  const rows = given.map((one) => pageRow(one, drawing));
  const quotes = comments
    .slice(0, MOST_COMMENTS)
    .map(({ contact: id, by: name, text, day }) =>
      quote(text, `${personInRow(locale, { id, name })} · ${mailWords(locale).day(day)}`),
    );
  return sectionOf(
    drawing,
    'customer-page',
    html`<p class="hint">${say.lead}</p>`,
    rows.length === 0 ? html`<p>${say.none}</p>` : html`<ul class="rows">${rows}</ul>`,
    acts.mayWork && mayInvite.length > 0 && inviteForm(facts.account.id, mayInvite, acts),
    quotes.length > 0 && html`<h3>${say.comments}</h3>${quotes}`,
  );
}

function pageRow({ invitation, contact, link }: CustomerPagesFacts['given'][number], drawing: Drawing): Html {
  const { facts, locale, acts } = drawing;
  const say = customerPagesWords(locale);
  const { invitedAt, by, openedOn } = invitation;
  const name = personInRow(locale, { id: invitation.contact, name: contact?.name });
  const invited =
    invitedAt === undefined ? say.notInvited : say.invited(facts.dayOf(Date.parse(invitedAt)), memberIn(drawing, by));
  const seen = openedOn === undefined ? say.notOpened : say.opened(openedOn);
  const works = link === undefined ? say.noLink : say.until(facts.dayOf(link.until));
  const copy =
    link !== undefined &&
    html`<label>${say.copy}<span class="unseen">: ${name}</span><input type="url" readonly value="${link.address}"></label>`;
  const revoke = acts.form(
    'accounts/revoke-page',
    html`${namesOf(facts.account.id, invitation.contact)}<button class="quiet">${say.revoke}<span class="unseen">: ${name}</span></button>`,
    { look: 'work' },
  );
  return html`<li><p class="row"><span><b>${name}</b><br><small>${invited} · ${seen} · ${works}</small></span></p>${acts.mayWork && html`<details class="acts"><summary>${say.manage}<span class="unseen">: ${name}</span></summary>${copy}${revoke}</details>`}</li>`;
}

const namesOf = (account: string, contact: string) =>
  html`<input type="hidden" name="account" value="${account}"><input type="hidden" name="contact" value="${contact}">`;

/** Gives somebody of the customer a page of their own: by a mail of the CSM's, or by a link to hand on. */
export function inviteForm(
  account: string,
  contacts: CustomerPagesFacts['mayInvite'],
  { form, locale }: Pick<AccountActDrawing, 'form' | 'locale'>,
  chosen?: string,
): Html {
  const say = customerPagesWords(locale);
  const options = contacts.map(
    ({ id, name, email }) =>
      html`<option value="${id}"${id === chosen && html` selected`}>${personInRow(locale, { id, ...(name !== undefined && { name }) })}${email !== undefined && html` · ${email}`}</option>`,
  );
  const fields = html`<input type="hidden" name="account" value="${account}">
<div class="together"><label class="wide">${say.who}<select name="contact" required><option value="">${say.pick}</option>${options}</select></label></div>
<div class="buttons"><button name="how" value="mail">${say.byMail}</button><button class="quiet" name="how" value="link">${say.byLink}</button></div>`;
  return form('accounts/invite', fields, { look: 'work' });
}
