import { type Account, type Stage, stages } from '../../../domain/account/account.ts';
import type { Activity } from '../../../domain/activities/activity.ts';
import type { Locale } from '../../../domain/locale/locale.ts';
import { mailWords } from '../../mail/words/words.ts';
import { type Html, html } from '../../pages/html.ts';
import { CONFLICT_STATUS } from '../../pages/notices.ts';
import { MOST_CHARACTERS_OF_A_NOTE, quote } from '../../pages/page-parts.ts';
import type { TeamPage } from '../team-page.ts';
import { type AccountActDrawing, headOfAct, leaveAct } from './account-acts.ts';
import { accountActWords } from './words/words.ts';

/**
 * Puts an account into another stage, with a reason.
 *
 * @param seen the stage that it is in as the form is drawn
 */
export function stageForm(
  account: string,
  seen: Stage | null,
  { form, locale, drawn }: AccountActDrawing,
  filled?: URLSearchParams,
): Html {
  const say = accountActWords(locale).stage;
  const { stages: names } = mailWords(locale);
  const options = stages
    .filter((stage) => stage !== seen)
    .map(
      (stage) =>
        html`<option value="${stage}"${stage === filled?.get('stage') && html` selected`}>${names[stage]}</option>`,
    );
  const fields = html`<input type="hidden" name="account" value="${account}"><input type="hidden" name="seen" value="${seen ?? ''}"><input type="hidden" name="drawn" value="${filled?.get('drawn') ?? String(drawn)}">
<div class="together"><label class="wide">${say.to}<select name="stage" required><option value="">${say.pick}</option>${options}</select></label></div>
<div class="together"><label class="wide">${say.reason}<textarea name="note" rows="2" required maxlength="${MOST_CHARACTERS_OF_A_NOTE}">${filled?.get('note') ?? ''}</textarea></label></div>
<p><button>${say.button}</button></p>`;
  return form('accounts/stage', fields, { look: 'work' });
}

/** Somebody has put it elsewhere since the form was read: where and why first, and one's own words ready to be sent. */
export function otherStagePage(
  account: Account,
  { stands, said, who }: { stands: Stage | null; said: Activity | undefined; who: string | undefined },
  locale: Locale,
  form: Html,
): TeamPage {
  const { stage: say, noted } = accountActWords(locale);
  const { stages: names } = mailWords(locale);
  return {
    ...headOfAct(account, locale, say.heading),
    body: html`<div class="notice" role="alert"><p><b>${say.changed(stands && names[stands])}</b></p></div>
${said?.note !== undefined && quote(said.note, noted(who, said.day))}${form}${leaveAct(account, locale)}`,
    status: CONFLICT_STATUS,
  };
}
