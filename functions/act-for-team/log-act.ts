import { hasChurned } from '../../domain/account/account.ts';
import { folded } from '../../domain/board/board-search.ts';
import { currentStage } from '../../domain/stages/stage-state.ts';
import { html } from '../pages/html.ts';
import { accountActWords } from '../team-pages/account/words/words.ts';
import { ACTIVITIES_PATH } from '../team-pages/activities/activities-page.ts';
import { idWritten, type LogDrawing, logActivityForm, writtenAccount } from '../team-pages/activities/log-form.ts';
import { activitiesWords } from '../team-pages/activities/words/words.ts';
import { pageAddress } from '../team-pages/parts/page-address.ts';
import { meantBy, type Named } from '../team-pages/parts/typed-names.ts';
import type { TeamPage } from '../team-pages/team-page.ts';
import { logActivity } from '../work/log-activity.ts';
import { nameIn } from './account-acts.ts';
import { type ActRequest, backOf, backWithNotice, type TakeTeamAct } from './act-request.ts';
import type { TeamActTools } from './tools.ts';

/** As many accounts are offered where several may be meant. */
const MOST_OFFERED = 20;

/**
 * Logs what was done for a customer, and leads back to the form, which is ready for the next one of the same kind. Fields:
 * `account`, by id or as it is called, `playbook`, the version whose kinds were on offer, and as `logActivity` says.
 */
export const logTouch: TakeTeamAct = async (request, tools) => {
  const { reader, form } = request;
  const { records } = tools;
  const { member, locale } = reader;
  const typed = (form.get('account') ?? '').trim();
  const [found, playbook] = await Promise.all([
    accountWithId(idWritten(typed), tools),
    records.playbook(form.get('playbook') ?? undefined),
  ]);
  const kinds = playbook?.activities ?? {};
  const again = (complaint: string, accounts?: Named[]) => askedAgain(request, tools, { kinds, complaint, accounts });
  const say = activitiesWords(locale).refused;
  let account = found;
  if (account === undefined) {
    const named = await accountsCalled(typed, tools);
    const meant = meantBy(typed, named);
    if (meant === undefined && named.length > 1) return again(say.whichAccount(typed), named.slice(0, MOST_OFFERED));
    account = meant === undefined ? undefined : await accountWithId(idWritten(meant), tools);
    if (account === undefined) return again(say.account(typed));
  }
  const { id, stage } = account;
  const result = await logActivity(tools, { account: id, stage, person: member.id, kinds }, form);
  const { log } = accountActWords(locale);
  if ('refused' in result) return again(log.refused[result.refused]);
  const { activity = '', kind, day } = result.logged;
  const name = nameIn(request, account.facts, log.kinds[kind as keyof typeof log.kinds]);
  const undo = [{ account: id, activity: { id: result.logged.id, day, kind }, name }];
  const [, search = ''] = backOf(form).split('?');
  const next = pageAddress(ACTIVITIES_PATH, new URLSearchParams(search), {
    activity,
    kind,
    account: null,
    after: null,
  });
  form.set('back', next);
  const [answer] = await Promise.all([
    backWithNotice(request, tools, { text: log.told(name), undo }),
    result.evaluated,
  ]);
  return answer;
};

/** The account, and the stage that its last evaluation left it in. */
async function accountWithId(id: string, { records }: TeamActTools) {
  if (id === '') return undefined;
  const [facts, state] = await Promise.all([records.account(id), records.state(id)]);
  return facts && { id, facts, stage: currentStage(facts, state) };
}

/** Customers whose names, or ids, have in them what was typed; those that are called just so alone, where there are. */
async function accountsCalled(typed: string, { board, clock, now }: TeamActTools): Promise<Named[]> {
  const wanted = folded(typed).trim();
  if (wanted === '') return [];
  const { entries } = await board.read();
  const alike = entries.filter(
    ({ name, account }) => folded(name).includes(wanted) || folded(account).includes(wanted),
  );
  const same = alike.filter(({ name }) => folded(name) === wanted);
  const present = alike.filter((entry) => !hasChurned(entry, clock.dayOf(now())));
  return (same.length > 0 ? same : present.length > 0 ? present : alike).map(({ account, name }) => {
    const written = writtenAccount({ id: account, name });
    return { value: written, label: written };
  });
}

/** Nothing was logged: why, and the form with all that was filled in. */
function askedAgain(
  { reader: { locale }, form, formOf }: ActRequest,
  { clock, now }: TeamActTools,
  { kinds, complaint, accounts }: Pick<LogDrawing, 'kinds'> & { complaint: string; accounts: Named[] | undefined },
): TeamPage {
  const say = activitiesWords(locale);
  const drawing: LogDrawing = {
    ...{ form: formOf, locale, today: clock.dayOf(now()), drawn: now(), kinds },
    playbook: form.get('playbook') ?? undefined,
    accounts: accounts ?? [],
    isToChoose: accounts !== undefined,
  };
  return {
    at: 'activities',
    heading: say.refusedHeading,
    isForReading: true,
    body: html`<div class="notice" role="alert"><p><b>${complaint}</b> ${accountActWords(locale).notYet}</p></div>${logActivityForm(drawing, form)}<p><a href="${ACTIVITIES_PATH}">${say.leave}</a></p>`,
    status: 422,
  };
}
