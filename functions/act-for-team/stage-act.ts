import { createHash } from 'node:crypto';
import { type Stage, stages } from '../../domain/account/account.ts';
import { memberOf } from '../../domain/audit/audit.ts';
import { teamOf } from '../../domain/company/team.ts';
import { mailWords } from '../mail/words/words.ts';
import { isTooLong, oneOf, wholeTextIn } from '../pages/read-form.ts';
import { mayAgree, refusedActPage } from '../team-pages/account/account-acts.ts';
import { otherStagePage, stageForm } from '../team-pages/account/stage-act.ts';
import type { StageComplaint } from '../team-pages/account/words/sections.ts';
import { accountActWords } from '../team-pages/account/words/words.ts';
import { noRightPage } from '../team-pages/notices.ts';
import { goTo } from '../team-pages/redirect.ts';
import { moveStage } from '../work/move-stage.ts';
import { goneIn, nameIn } from './account-acts.ts';
import { backOf, backWithNotice, type TakeTeamAct } from './act-request.ts';
import { namer } from './namer.ts';

/**
 * Puts an account into a stage by hand. Fields: `account`, `stage`, `note`: why; `seen`: the stage that it was in as the
 * form was drawn, and `drawn`, which tells one form from the next.
 */
export const setStage: TakeTeamAct = async (request, tools) => {
  const { reader, form, formOf } = request;
  const { records, playbooks, clock, now } = tools;
  const { locale, member } = reader;
  const id = form.get('account') ?? '';
  const [account, members, running] = await Promise.all([records.account(id), records.members(), playbooks.current()]);
  if (account === undefined || running === undefined) return goneIn(request);
  if (!mayAgree(reader, account, teamOf(members), clock.dayOf(now()))) return noRightPage(reader);
  const say = accountActWords(locale).stage;
  const stage = oneOf(form, 'stage', stages);
  const reason = wholeTextIn(form, 'note');
  const seen = oneOf(form, 'seen', stages);
  const again = (stands: Stage | null) => stageForm(id, stands, { form: formOf, locale, drawn: now() }, form);
  const refuse = (complaint: StageComplaint) =>
    refusedActPage(account, locale, say.refused[complaint], again(seen), say.heading);
  if (stage === null) return refuse('no-stage');
  if (reason === '') return refuse('no-reason');
  if (isTooLong(form, 'note')) return refuse('too-long');

  const said = JSON.stringify([id, member.id, stage, reason, form.get('drawn')]);
  const activity = createHash('sha256').update(said).digest('base64url').slice(0, 16);
  const asked = { account: id, stage, reason, activity, by: member.id, seen };
  const doing = { who: memberOf(member.id), door: 'page' } as const;
  const result = await moveStage(tools, running.playbook, asked, doing);
  if ('refused' in result) {
    switch (result.refused) {
      case 'no-such-account':
        return goneIn(request);
      case 'changed': {
        const who = result.said?.by === undefined ? undefined : namer(reader, members)(result.said.by);
        return otherStagePage(account, { stands: result.from, said: result.said, who }, locale, again(result.from));
      }
      default:
        return refuse(result.refused);
    }
  }
  // Pressed twice: what the first one told still stands, and how to take it back.
  if (result.moved === undefined) return goTo(backOf(form));
  const name = nameIn(request, account, mailWords(locale).stages[stage]);
  const text =
    result.current === stage ? say.told(name) : say.toldLater(name, mailWords(locale).stages[result.current]);
  return backWithNotice(request, tools, { text, undo: [{ account: id, moved: result.moved, name }] });
};
