import type { Account, Csm } from '../../../domain/account/account.ts';
import { loggedKinds } from '../../../domain/activities/activity.ts';
import { ifReadable, type Team } from '../../../domain/company/team.ts';
import { MOST_CHARACTERS_OF_AN_ACTION, type NextAction } from '../../../domain/health-list/health-list.ts';
import { pageOfAccount } from '../../../domain/links/team-pages.ts';
import type { Locale } from '../../../domain/locale/locale.ts';
import type { ActivityKind } from '../../../domain/playbook/activity-kinds.ts';
import type { Right } from '../../../domain/sign-in/rights.ts';
import type { Day } from '../../../domain/time/day.ts';
import { accountIn } from '../../mail/names.ts';
import { mailWords } from '../../mail/words/words.ts';
import { asSeen } from '../../pages/as-seen.ts';
import { type Html, html } from '../../pages/html.ts';
import { CONFLICT_STATUS } from '../../pages/notices.ts';
import { MOST_CHARACTERS_OF_A_NOTE, quote } from '../../pages/page-parts.ts';
import { nextActionWords, pageWords } from '../../pages/words/words.ts';
import type { ActForm } from '../act-form.ts';
import { kindField, outcomeField } from '../activities/log-form.ts';
import type { TeamPage } from '../team-page.ts';
import { accountActWords } from './words/words.ts';

/** What the forms of an account are drawn with. */
export interface AccountActDrawing {
  form: ActForm;
  locale: Locale;
  /** Tells a form from the next one: when it was drawn (ms). */
  drawn: number;
}

/** Whether somebody may say what comes next for an account, and in which stage it is: its CSM, whoever stands in for them, and managers. */
export function mayAgree(
  reader: { member: Pick<Csm, 'id'>; may(right: Right): boolean },
  account: Account,
  team: Team,
  today: Day,
): boolean {
  if (!reader.may('work')) return false;
  const csm = ifReadable(() => team.csmOf(account, today));
  if (csm === null || reader.may('manage')) return true;
  return [csm.id, ifReadable(() => team.presentFor(csm, today))?.id].includes(reader.member.id);
}

/** What was done, in two clicks: each button says what it was. */
export function logForm(
  account: string,
  { form, locale, drawn }: AccountActDrawing,
  kinds: Record<string, ActivityKind>,
  filled?: URLSearchParams,
): Html {
  const say = accountActWords(locale).log;
  const { optional } = pageWords(locale).task;
  const buttons = loggedKinds.map(
    (kind) => html`<button class="quiet" name="kind" value="${kind}">${say.kinds[kind]}</button>`,
  );
  const fields = html`<button disabled hidden></button><input type="hidden" name="account" value="${account}"><input type="hidden" name="drawn" value="${filled?.get('drawn') ?? String(drawn)}">
<div class="together"><label class="wide">${say.note} <span class="hint">${optional}</span><textarea name="note" rows="2" maxlength="${MOST_CHARACTERS_OF_A_NOTE}">${filled?.get('note') ?? ''}</textarea></label>
<label>${say.minutes} <span class="hint">${optional}</span><input type="number" name="minutes" min="1" max="1440" inputmode="numeric" value="${filled?.get('minutes') ?? ''}"></label></div>
<div class="fields">${kindField({ kinds, locale }, filled?.get('activity') ?? '')}
${outcomeField(locale, filled?.get('outcome') ?? '')}</div>
<fieldset><legend>${say.what}</legend><div class="buttons">${buttons}</div></fieldset>`;
  return form('accounts/log', fields, { look: 'work' });
}

/** @param before what stands there, as the form was drawn */
export function nextActionForm(
  account: string,
  before: NextAction | undefined,
  { form, locale }: AccountActDrawing,
  typed = before?.text ?? '',
): Html {
  const say = nextActionWords(locale);
  const fields = html`<input type="hidden" name="account" value="${account}"><input type="hidden" name="before" value="${asSeen(before?.text)}">
<div class="together"><label class="wide">${say.label}<textarea name="text" rows="2" required maxlength="${MOST_CHARACTERS_OF_AN_ACTION}">${typed}</textarea></label></div>
<p><button>${say.save}</button></p>`;
  return form('accounts/next-action', fields, { look: 'work' });
}

/** Nothing was done: why, and the form with all that was filled in. */
export function refusedActPage(
  account: Account,
  locale: Locale,
  complaint: string,
  form: Html,
  heading: string,
): TeamPage {
  const say = accountActWords(locale);
  return {
    ...headOfAct(account, locale, heading),
    body: html`<div class="notice" role="alert"><p><b>${complaint}</b> ${say.notYet}</p></div>${form}${leaveAct(account, locale)}`,
    status: 422,
  };
}

/** Somebody agreed on something else since the form was read: their words first, and one's own ready to be sent. */
export function otherActionPage(
  account: Account,
  { stands, who }: { stands: NextAction | undefined; who: string | undefined },
  locale: Locale,
  form: Html,
): TeamPage {
  const say = nextActionWords(locale);
  return {
    ...headOfAct(account, locale, say.heading(accountIn(locale, account))),
    body: html`<div class="notice" role="alert"><p><b>${say.refused.changed(who)}</b></p></div>
${stands && quote(stands.text, accountActWords(locale).noted(who, stands.day))}${form}${leaveAct(account, locale)}`,
    status: CONFLICT_STATUS,
  };
}

/** Above what an act has to say. */
export function headOfAct(account: Account, locale: Locale, heading: string) {
  return { about: mailWords(locale).customer(accountIn(locale, account)), heading, isForReading: true } as const;
}

export const leaveAct = ({ id }: Account, locale: Locale) =>
  html`<p><a href="${pageOfAccount(id)}">${accountActWords(locale).leave}</a></p>`;
