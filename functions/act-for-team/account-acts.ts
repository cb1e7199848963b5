import type { Account } from '../../domain/account/account.ts';
import { teamOf } from '../../domain/company/team.ts';
import { accountIn } from '../mail/names.ts';
import { mailWords } from '../mail/words/words.ts';
import { nextActionWords } from '../pages/words/words.ts';
import { mayAgree, nextActionForm, otherActionPage, refusedActPage } from '../team-pages/account/account-acts.ts';
import { accountActWords } from '../team-pages/account/words/words.ts';
import { noRightPage } from '../team-pages/notices.ts';
import { actionIn, noteNextAction } from '../work/next-action.ts';
import { type ActRequest, backWithNotice, type TakeTeamAct } from './act-request.ts';
import { namer } from './namer.ts';

/** Agrees on what comes next for an account. Fields: `account`, `text`, and `before`: what stood there as the form was drawn. */
export const agree: TakeTeamAct = async (request, tools) => {
  const { reader, form, formOf } = request;
  const { records, clock, now } = tools;
  const { locale, member } = reader;
  const id = form.get('account') ?? '';
  const [account, before, state, members] = await Promise.all([
    records.account(id),
    records.nextAction(id),
    records.state(id),
    records.members(),
  ]);
  if (account === undefined) return goneIn(request);
  if (!mayAgree(reader, account, teamOf(members), clock.dayOf(now()))) return noRightPage(reader);
  const drawing = { form: formOf, locale, drawn: now() };
  const typed = actionIn(form);
  const score = state?.health?.score ?? null;
  const result = await noteNextAction(tools, { account: id, before, score, person: member.id, door: 'page' }, form);
  if ('refused' in result) {
    const again = nextActionForm(id, before, drawing, typed);
    const { refused, heading } = nextActionWords(locale);
    return refusedActPage(account, locale, refused[result.refused], again, heading(accountIn(locale, account)));
  }
  if ('changed' in result) {
    const stands = await records.nextAction(id);
    const who = stands?.by === undefined ? undefined : namer(reader, members)(stands.by);
    return otherActionPage(account, { stands, who }, locale, nextActionForm(id, stands, drawing, typed));
  }
  const name = nameIn(request, account, accountActWords(locale).action);
  const undo =
    result.saved === before ? [] : [{ account: id, agreed: { before: before ?? null, after: result.saved }, name }];
  return backWithNotice(request, tools, { text: accountActWords(locale).agreed(name), undo });
};

/** What a page calls what was done, of which account. */
export const nameIn = ({ reader: { locale } }: ActRequest, account: Account, what: string) =>
  `${mailWords(locale).customer(accountIn(locale, account))} · ${what}`;

export const goneIn = ({ reader }: ActRequest) => ({ ...nextActionWords(reader.locale).gone, status: 404 });
