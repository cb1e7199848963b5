import {
  type Letter,
  MOST_CHARACTERS_OF_A_BODY,
  MOST_CHARACTERS_OF_A_SUBJECT,
} from '../../domain/mail/mail-content.ts';
import { mayTakeBack } from '../../domain/outbox/leaving.ts';
import { APPROVAL_EXPIRED_CODE, hasGoneOut, type Mailbox, type OutboxMail } from '../../domain/outbox/outbox.ts';
import { withAnswerPlace } from '../mail/customers/proposal.ts';
import { letterWords } from '../mail/words/words.ts';
import { type Html, html } from './html.ts';
import type { Page } from './page.ts';
import { type Row, rowsOf } from './page-parts.ts';
import type { ApprovalFacts } from './read-facts.ts';
import { pageWords } from './words/words.ts';

/** What was filled in, and why it could not be taken as it was. */
interface FilledIn extends Letter {
  complaint?: string;
}

/** What the button says that takes a decision back, in the place of a decision. */
export const TAKE_BACK = 'take-back';

/** The mail with the words that are asked for a yes; or what became of it, where that is decided. */
export function approvalPage(facts: ApprovalFacts, filledIn?: FilledIn): Page {
  const { mail, account, locale } = facts;
  const say = pageWords(locale).approval;
  if (mail?.proposed === undefined || mail.status !== 'approval') return decidedPage(facts);
  const { complaint } = filledIn ?? {};
  const { subject, body } = filledIn ?? withAnswerPlace(mail.proposed, locale);
  const place = letterWords(locale).answerPlace;
  const form = html`<form method="post">
${complaint && html`<p class="error" role="alert">${complaint}</p>`}
${letterFields({ subject, body }, locale, { hint: body.includes(place) ? say.answerLinks(place) : '' })}
<button type="submit" name="decision" value="send">${say.send}</button>
<button type="submit" class="quiet" name="decision" value="drop" formnovalidate>${say.drop}</button>
</form>`;
  return pageOf(facts, {
    about: account?.name,
    heading: say.heading(mail.to.name),
    lead: say.lead,
    body: html`${whoseItIsNow(facts)}${addressesOf(mail, locale)}${form}`,
    ...(complaint !== undefined && { status: 422 }),
  });
}

/** The account may be a colleague's by now: the mail is still the reader's, and they had better talk. */
export function whoseItIsNow({ csmNow, account, locale }: Pick<ApprovalFacts, 'csmNow' | 'account' | 'locale'>): Html {
  if (csmNow === null || account === undefined) return html``;
  return html`<p class="lead">${pageWords(locale).approval.elsewhere(csmNow.name, account.name)}</p>`;
}

/** Subject and text of a mail, to be changed or to be copied. */
export function letterFields(
  { subject, body }: Letter,
  locale: ApprovalFacts['locale'],
  { hint = '', isReadOnly = false }: { hint?: string; isReadOnly?: boolean },
): Html {
  const say = pageWords(locale).approval;
  const way = isReadOnly ? html`readonly` : html`required`;
  return html`<div class="field"><label class="label" for="subject">${say.subject}</label>
<textarea class="line" id="subject" name="subject" rows="2" ${way} maxlength="${MOST_CHARACTERS_OF_A_SUBJECT}">${subject}</textarea></div>
<div class="field"><label class="label" for="body">${say.body}</label>
<textarea class="letter" id="body" name="body" rows="18" ${way} maxlength="${MOST_CHARACTERS_OF_A_BODY}"${!isReadOnly && html` aria-describedby="marks"`}>
${body}</textarea>
${!isReadOnly && html`<p class="hint" id="marks">${say.marks}${hint !== '' && html` ${hint}`}</p>`}</div>`;
}

/** What became of the mail, and by whom; it can be taken back until it leaves. */
export function decidedPage(facts: ApprovalFacts): Page {
  const { mail, account, locale } = facts;
  const say = pageWords(locale).approval;
  if (mail === undefined) return pageOf(facts, { ...say.gone, status: 404 });
  return pageOf(facts, {
    about: account?.name,
    ...whatHappened(mail, facts),
    body: html`${addressesOf(mail, locale)}${takeBackForm(mail, facts)}`,
  });
}

function takeBackForm(mail: OutboxMail, { link, locale }: ApprovalFacts): Html | undefined {
  if (!mayTakeBack(mail, link.person)) return undefined;
  const { takeBack: say } = pageWords(locale).approval;
  return html`<form method="post"><p class="hint">${mail.status === 'dropped' ? say.dropped : say.approved}</p>
<button type="submit" class="quiet alone" name="decision" value="${TAKE_BACK}">${say.button}</button></form>`;
}

export function whatHappened(
  mail: OutboxMail,
  { team, link, locale }: Pick<ApprovalFacts, 'team' | 'locale'> & { link: { person: string } },
): { heading: string; lead: string } {
  const { task, approval: say } = pageWords(locale);
  const name = team.memberOf(mail.decidedBy)?.name;
  const who = mail.decidedBy === link.person ? task.you : name === undefined ? task.somebody : task.person(name);
  if (mail.status === 'approval') return say.notReady;
  if (mail.status === 'dropped') {
    return mail.reason?.startsWith(APPROVAL_EXPIRED_CODE) ? say.expired : say.dropped(who);
  }
  if (mail.status === 'held') return say.held(who);
  return hasGoneOut(mail.status) ? say.sent(who) : say.approved(who);
}

export function addressesOf(
  { from, to, edited, proposed, status }: Pick<OutboxMail, 'from' | 'to' | 'edited' | 'proposed' | 'status'>,
  locale: ApprovalFacts['locale'],
): Html {
  const say = pageWords(locale).approval;
  const rows: Row[] = [
    [say.from, mailbox(from)],
    [say.to, mailbox(to)],
  ];
  const letter = edited ?? proposed;
  if (status !== 'approval' && letter !== undefined) rows.push([say.subject, letter.subject]);
  return rowsOf(rows);
}

/** Where an address is too long for its line, it breaks where one reads it in two. */
function mailbox({ name, address }: Mailbox): Html {
  const at = address.lastIndexOf('@') + 1;
  return html`${name}\n${address.slice(0, at)}<wbr>${address.slice(at)}`;
}

function pageOf({ locale, company }: ApprovalFacts, page: Omit<Page, 'locale' | 'company'>): Page {
  return { locale, company: company.name, ...page };
}
