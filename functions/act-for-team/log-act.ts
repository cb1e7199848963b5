import { hasChurned } from '../../domain/account/account.ts';
import type { Activity } from '../../domain/activities/activity.ts';
import { folded } from '../../domain/board/board-search.ts';
import { currentStage } from '../../domain/stages/stage-state.ts';
import { html } from '../pages/html.ts';
import { rowsOfAccount, type WebRecords } from '../store/work/web-records.ts';
import { logForm, refusedActPage } from '../team-pages/account/account-acts.ts';
import { accountActWords } from '../team-pages/account/words/words.ts';
import { ACTIVITIES_PATH } from '../team-pages/activities/activities-page.ts';
import { type LogDrawing, logActivityForm } from '../team-pages/activities/log-form.ts';
import { activitiesWords } from '../team-pages/activities/words/words.ts';
import { pageAddress } from '../team-pages/parts/page-address.ts';
import { idWritten, meantBy, type Named, writtenAccount } from '../team-pages/parts/typed-names.ts';
import { goTo } from '../team-pages/redirect.ts';
import type { TeamPage } from '../team-pages/team-page.ts';
import { type ActivityComplaint, logActivity } from '../work/log-activity.ts';
import { goneIn, nameIn } from './account-acts.ts';
import { type ActRequest, backOf, type TakeTeamAct } from './act-request.ts';
import type { TeamActTools } from './tools.ts';

/** As many accounts are offered where several may be meant. */
const MOST_OFFERED = 20;

/**
 * Logs what was done for a customer, and leads back to the form, which is ready for the next one of the same kind. Fields:
 * `account`, by id or as it is called, `playbook`, the version whose kinds were on offer, and as `logActivity` says.
 */
export const logTouch: TakeTeamAct = async (request, tools) => {
  const { reader, form } = request;
  const records = recordsFor(request, tools);
  const typed = (form.get('account') ?? '').trim();
  const [found, playbook] = await Promise.all([
    accountWithId(idWritten(typed), records),
    records.playbook(form.get('playbook') ?? undefined),
  ]);
  const kinds = playbook?.activities ?? {};
  const again = (complaint: string, accounts?: Named[]) => askedAgain(request, tools, { kinds, complaint, accounts });
  const say = activitiesWords(reader.locale).refused;
  let account = found;
  if (account === undefined) {
    const named = await accountsCalled(typed, tools);
    const meant = meantBy(typed, named);
    if (meant === undefined && named.length > 1) return again(say.whichAccount(typed), named.slice(0, MOST_OFFERED));
    account = meant === undefined ? undefined : await accountWithId(idWritten(meant), records);
    if (account === undefined) return again(say.account(typed));
  }
  const result = await logAndTell(request, tools, account, kinds);
  if ('refused' in result) return again(accountActWords(reader.locale).log.refused[result.refused]);
  const { activity = '', kind } = result;
  const [, search = ''] = backOf(form).split('?');
  const after = { activity, kind, account: null, after: null };
  return goTo(pageAddress(ACTIVITIES_PATH, new URLSearchParams(search), after));
};

/** Writes down what was done with an account, or what one knows of it. Fields: `account`, and as `logActivity` says. */
export const logOfAccount: TakeTeamAct = async (request, tools) => {
  const { reader, form, formOf } = request;
  const { locale } = reader;
  const records = recordsFor(request, tools);
  const [account, playbook] = await Promise.all([
    accountWithId(form.get('account') ?? '', records),
    records.playbook(undefined),
  ]);
  if (account === undefined) return goneIn(request);
  const kinds = playbook?.activities ?? {};
  const result = await logAndTell(request, tools, account, kinds);
  if (!('refused' in result)) return goTo(backOf(form));
  const say = accountActWords(locale).log;
  const again = logForm(account.id, { form: formOf, locale, drawn: tools.now() }, kinds, form);
  return refusedActPage(account.facts, locale, say.refused[result.refused], again, say.heading);
};

/** Puts it on record, together with what the next page tells of it. */
async function logAndTell(
  request: ActRequest,
  tools: TeamActTools,
  { id, facts, stage }: NonNullable<Awaited<ReturnType<typeof accountWithId>>>,
  kinds: LogDrawing['kinds'],
): Promise<Activity | { refused: ActivityComplaint }> {
  const { member, locale, session } = request.reader;
  const say = accountActWords(locale).log;
  const noticeOf = ({ id: activity, day, kind }: Activity) => {
    const name = nameIn(request, facts, say.kinds[kind as keyof typeof say.kinds]);
    const undo = [{ account: id, activity: { id: activity, day, kind }, name }];
    return { session, act: { at: tools.now(), text: say.told(name), undo } };
  };
  const result = await logActivity(tools, { account: id, stage, person: member.id, kinds, noticeOf }, request.form);
  if ('refused' in result) return result;
  // Sent twice, it is told again.
  if (!result.isNew) await tools.signIns.remember(noticeOf(result.logged));
  return result.logged;
}

/** With what came together with who sends the request. */
const recordsFor = ({ reader: { rows } }: ActRequest, { records }: TeamActTools) =>
  rows === undefined ? records : records.knowing(rows);

/** The account, and the stage that its last evaluation left it in. */
async function accountWithId(id: string, records: Pick<WebRecords, 'account' | 'state'>) {
  if (rowsOfAccount(id).length === 0) return undefined;
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
