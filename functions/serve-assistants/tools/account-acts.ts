import { teamOf } from '../../../domain/company/team.ts';
import { addressOfPage, pageOfAccount } from '../../../domain/links/team-pages.ts';
import { currentStage } from '../../../domain/stages/stage-state.ts';
import { asSeen } from '../../pages/as-seen.ts';
import { nextActionWords } from '../../pages/words/words.ts';
import { mayAgree } from '../../team-pages/account/account-acts.ts';
import { accountActWords } from '../../team-pages/account/words/words.ts';
import { logActivity } from '../../work/log-activity.ts';
import { noteNextAction } from '../../work/next-action.ts';
import { queryOf } from '../arguments.ts';
import { type AnswerTool, UnanswerableError } from '../tool.ts';
import { assistantWords } from '../words/words.ts';
import { idOfAccount } from './account.ts';

/** Puts on record what was done for a customer, or what one knows of them; the same said twice on a day is one. */
export const logTouch: AnswerTool = async ({ account: said, ...given }, asking) => {
  const { asker, readings, webUrl } = asking;
  const { locale, member } = asker;
  const id = await idOfAccount(String(said), asking);
  const [acting, account, state, playbook] = await Promise.all([
    asking.acting(),
    readings.records.account(id),
    readings.records.state(id),
    readings.records.playbook(undefined),
  ]);
  if (account === undefined) throw new UnanswerableError(assistantWords(locale).noAccount);
  const result = await logActivity(
    acting,
    {
      ...{ account: id, stage: currentStage(account, state), person: member.id, door: 'assistant' },
      kinds: playbook?.activities ?? {},
    },
    queryOf({ ...given, drawn: 'assistant' }),
  );
  if ('refused' in result) throw new UnanswerableError(accountActWords(locale).log.refused[result.refused]);
  const { day, kind } = result.logged;
  return { isDone: true, wasThere: !result.isNew, day, kind, page: addressOfPage(webUrl, pageOfAccount(id)) };
};

/** Agrees on what comes next for a customer; what stands there is only replaced by whoever has seen it. */
export const setNextAction: AnswerTool = async ({ account: said, text, replaces }, asking) => {
  const { asker, readings, webUrl } = asking;
  const { locale, member } = asker;
  const words = assistantWords(locale);
  const id = await idOfAccount(String(said), asking);
  const { records, clock, now } = readings;
  const [acting, account, before, state, members] = await Promise.all([
    asking.acting(),
    records.account(id),
    records.nextAction(id),
    records.state(id),
    records.members(),
  ]);
  if (account === undefined) throw new UnanswerableError(words.noAccount);
  if (!mayAgree(asker, account, teamOf(members), clock.dayOf(now()))) throw new UnanswerableError(words.notYours);
  const page = addressOfPage(webUrl, pageOfAccount(id));
  const result = await noteNextAction(
    acting,
    { ...{ account: id, before, person: member.id, door: 'assistant' }, score: state?.health?.score ?? null },
    queryOf({ text, before: asSeen(replaces === undefined ? undefined : String(replaces)) }),
  );
  if ('refused' in result) throw new UnanswerableError(nextActionWords(locale).refused[result.refused]);
  if ('changed' in result) {
    const stands = (await records.nextAction(id))?.text;
    return { isDone: false, stands, toDoIt: words.replaceFirst, page };
  }
  return { isDone: true, nextAction: result.saved.text, page };
};
