import type { Account } from '../../../domain/account/account.ts';
import type { Playbook } from '../../../domain/playbook/playbook.ts';
import { labelOf, personInRow } from '../../mail/names.ts';
import { mailWords } from '../../mail/words/words.ts';
import { type Html, html } from '../../pages/html.ts';
import { quote } from '../../pages/page-parts.ts';
import { pageWords } from '../../pages/words/words.ts';
import type { AccountActDrawing } from './account-acts.ts';
import type { CustomerPagesFacts, GivenPage } from './account-facts.ts';
import { type Drawing, memberIn, sectionOf, withTheRest } from './section.ts';
import { customerPagesWords } from './words/words.ts';

const MOST_COMMENTS = 5;

/** Who of the customer has a page of their own, and what they wrote there. */
export function customerPageSection(drawing: Drawing): Html {
  const { facts, locale, acts } = drawing;
  const say = customerPagesWords(locale);
  const { comments, mayInvite } = facts.customerPages;
  const quotes = comments
    .slice(0, MOST_COMMENTS)
    .map(({ contact: id, by: name, text, day }) =>
      quote(text, `${personInRow(locale, { id, name })} · ${mailWords(locale).day(day)}`),
    );
  return sectionOf(
    drawing,
    'customer-page',
    html`<p class="hint">${say.lead}</p>`,
    listOfCustomerPages(drawing),
    acts.mayWork && mayInvite.length > 0 && inviteForm(facts.account.id, mayInvite, acts),
    quotes.length > 0 && html`<h3>${say.comments}</h3>${quotes}`,
  );
}

export function listOfCustomerPages(drawing: Drawing): Html {
  const { given } = drawing.facts.customerPages;
  if (given.rows.length === 0) return html`<p>${customerPagesWords(drawing.locale).none}</p>`;
  const rows = given.rows.map((one) => pageRow(one, drawing));
  return withTheRest(drawing, 'customer-pages', given, html`<ul class="rows">${rows}</ul>`);
}

function pageRow({ invitation, contact, link, mailedAt }: GivenPage, drawing: Drawing): Html {
  const { facts, locale, acts } = drawing;
  const say = customerPagesWords(locale);
  const { invitedAt, by, openedOn } = invitation;
  const name = personInRow(locale, { id: invitation.contact, name: contact?.name });
  const ways = [
    ...(invitedAt === undefined ? [] : [say.invited(facts.dayOf(Date.parse(invitedAt)), memberIn(drawing, by))]),
    ...(mailedAt === undefined ? [] : [say.mailed(facts.dayOf(mailedAt))]),
  ];
  const invited = ways.length === 0 ? say.notInvited : ways.join(' · ');
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

export const MOST_CHARACTERS_OF_A_GOAL = 200;

/** Proposes a goal to the customer; filled in with the one that the account has. */
export function goalForm(
  account: Account,
  playbook: Pick<Playbook, 'measures' | 'labels' | 'features' | 'otherProducts'>,
  { form, locale }: Pick<AccountActDrawing, 'form' | 'locale'>,
  filled?: URLSearchParams,
): Html {
  const say = customerPagesWords(locale).goal;
  const { optional } = pageWords(locale).task;
  const value = (name: string, known: string | number | undefined) => filled?.get(name) ?? String(known ?? '');
  const measure = value('measure', account.goalMeasure);
  const options = playbook.measures.map(
    (name) =>
      html`<option value="${name}"${name === measure && html` selected`}>${labelOf(name, locale, playbook as Playbook)}</option>`,
  );
  const number = (name: 'start' | 'target', known: number | undefined) =>
    html`<label>${say[name]} <span class="hint">${optional}</span><input type="text" inputmode="decimal" name="${name}" value="${value(name, known)}"></label>`;
  const fields = html`<input type="hidden" name="account" value="${account.id}">
<div class="together"><label class="wide">${say.name}<input type="text" name="name" required maxlength="${MOST_CHARACTERS_OF_A_GOAL}" value="${value('name', account.goalName)}"></label></div>
<div class="together"><label>${say.measure} <span class="hint">${optional}</span><select name="measure"><option value="">${say.noMeasure}</option>${options}</select></label>${number('start', account.goalStart)}${number('target', account.goalTarget)}<label>${say.date} <span class="hint">${optional}</span><input type="date" name="date" value="${value('date', account.goalDate)}"></label></div>
<p><button>${say.button}</button></p>`;
  return form('accounts/propose-goal', fields, { look: 'work' });
}

/** What is proposed, and whether they have agreed. */
export function proposalOf({ facts, locale, acts }: Drawing): Html {
  const say = customerPagesWords(locale).goal;
  const { proposal, mayInvite } = facts.customerPages;
  const form =
    acts.mayWork &&
    html`<details><summary>${say.heading}</summary>${goalForm(facts.account, facts.playbook, acts)}</details>`;
  if (proposal === undefined) return html`${form}`;
  const { name, agreed, day } = proposal;
  const who = mayInvite.find(({ id }) => id === agreed?.contact)?.name;
  const state =
    agreed === undefined
      ? say.waits(name, day)
      : `✓ ${say.agreed(name, personInRow(locale, { id: agreed.contact, ...(who !== undefined && { name: who }) }), agreed.day)}`;
  return html`<p>${state}</p>${form}`;
}
