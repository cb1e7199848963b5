import { teamOf } from '../../domain/company/team.ts';
import type { MailDecided } from '../../domain/sign-in/last-act.ts';
import { CONFLICT_STATUS } from '../pages/notices.ts';
import { recipientOf } from '../team-pages/mails/mail-line.ts';
import { mailMeanwhilePage, noMailPage } from '../team-pages/mails/mail-page.ts';
import { mailPageWords } from '../team-pages/mails/words/words.ts';
import { noRightPage } from '../team-pages/notices.ts';
import { type DecidedRow, decideHeldMail, type HeldMailDecision, takeDecisionBack } from '../work/held-mail.ts';
import { mayDecide } from '../work/may-decide.ts';
import { type ActRequest, backWithNotice, type TakeTeamAct } from './act-request.ts';
import type { TeamActTools } from './tools.ts';

/** Sends what is held or waits, after all or at once. Fields: `account`, `mail`; `channel`: `chat` for a message there. */
export const release = deciding('release');
/** Never sends it; until it is put back. Fields: as `release`. */
export const drop = deciding('drop');
/** Puts back what was dropped on a page. Fields: as `release`. */
export const putBack = deciding('put-back');

/** Takes back what one decided oneself, until it leaves. Fields: as `release`. */
export const takeBack: TakeTeamAct = async (request, tools) => {
  const { locale, member } = request.reader;
  const key = keyIn(request.form);
  const row = await find(key, tools);
  if (row === undefined) return noMailPage(locale);
  if (!(await mayDecideOn(row, request, tools))) return noRightPage(request.reader);
  if (!(await takeDecisionBack(tools, row, member.id))) return meanwhile(row, key, request, tools);
  return backWithNotice(request, tools, { text: mailPageWords(locale).takenBack(recipientOf(row, locale)) });
};

/** As it is taken back by the button beside what was told; false where that is too late. */
export async function takeRowBack(
  { account, mail }: Pick<MailDecided, 'account' | 'mail'>,
  request: ActRequest,
  tools: TeamActTools,
): Promise<boolean> {
  const row = await find({ account, ...mail }, tools);
  if (row === undefined || !(await mayDecideOn(row, request, tools))) return false;
  return takeDecisionBack(tools, row, request.reader.member.id);
}

function deciding(decision: HeldMailDecision): TakeTeamAct {
  return async (request, tools) => {
    const { locale, member } = request.reader;
    const key = keyIn(request.form);
    const row = await find(key, tools);
    if (row === undefined) return noMailPage(locale);
    if (!(await decideHeldMail(tools, row, decision, member.id))) return meanwhile(row, key, request, tools);
    const text = mailPageWords(locale).decided[decision](recipientOf(row, locale));
    if (decision === 'put-back') return backWithNotice(request, tools, { text });
    return backWithNotice(request, tools, { text, undo: [decidedOn(row, text)] });
  };
}

/** What may be taken back of a decision. */
export const decidedOn = ({ account, id, channel }: DecidedRow, name: string): MailDecided => ({
  account,
  mail: { id, ...(channel === 'chat' && { channel }) },
  name,
});

interface Key {
  account: string;
  id: string;
  channel?: 'chat';
}

const keyIn = (form: URLSearchParams): Key => ({
  account: form.get('account') ?? '',
  id: form.get('mail') ?? '',
  ...(form.get('channel') === 'chat' && { channel: 'chat' }),
});

async function find({ channel, ...key }: Key, { outbox }: TeamActTools): Promise<DecidedRow | undefined> {
  if (key.id === '') return undefined;
  return channel === 'chat' ? outbox.findPost(key) : outbox.findMail(key);
}

/** A mail that waited for its CSM's word is theirs; all else is the managers'. */
async function mayDecideOn(row: DecidedRow, { reader }: ActRequest, tools: TeamActTools): Promise<boolean> {
  const { records, clock, now } = tools;
  if (reader.may('manage')) return true;
  const wasToApprove = [row.droppedFrom, row.releasedFrom?.status].includes('approval');
  return 'to' in row && wasToApprove && mayDecide(row, reader, teamOf(await records.members()), clock.dayOf(now()));
}

/** Nothing was done: how it stands by now. */
async function meanwhile(row: DecidedRow, key: Key, { reader }: ActRequest, tools: TeamActTools) {
  const [since, members] = await Promise.all([find(key, tools), tools.records.members()]);
  return { ...mailMeanwhilePage(since ?? row, members, reader.locale), status: CONFLICT_STATUS };
}
