import pMap from 'p-map';
import { memberOf } from '../../domain/audit/audit.ts';
import type { ChangeMade, TaskChangeMade } from '../../domain/sign-in/last-act.ts';
import { changeText } from '../pages/task-history.ts';
import { tooLateToUndoPage } from '../team-pages/notices.ts';
import { shellWords } from '../team-pages/words/words.ts';
import { takeBack } from '../work/take-back.ts';
import { backWithNotice, type TakeTeamAct } from './act-request.ts';
import { namer } from './namer.ts';

/** A calendar may have brought hundreds of meetings. */
const ACTIVITIES_IN_FLIGHT = 4;

/**
 * Takes back what was done last in this session, each by itself, and tells of what could not be. Field `of`: when that was, so
 * that a page that has stood open takes nothing else back.
 */
export const undo: TakeTeamAct = async (request, tools) => {
  const { reader, form } = request;
  const { member, locale, lastAct } = reader;
  if (lastAct?.undo === undefined || String(lastAct.at) !== form.get('of')) return tooLateToUndoPage(reader);
  const say = shellWords(locale);
  // What else was done may stand on what was done before it.
  const concurrency = lastAct.undo.every((change) => 'activity' in change) ? ACTIVITIES_IN_FLIGHT : 1;
  const whys = await pMap(lastAct.undo, takeOneBack, { concurrency });
  const left = whys.filter((why) => why !== null);
  const undone = lastAct.undo.length - left.length;
  const [first] = lastAct.undo;
  const text =
    undone === 0
      ? say.noneUndone
      : undone === 1 && left.length === 0 && first !== undefined
        ? say.undone(first.name)
        : say.severalUndone(undone);
  return backWithNotice(request, tools, { text, left });

  /** `null` once it is taken back. */
  async function takeOneBack(change: ChangeMade): Promise<string | null> {
    if ('task' in change) {
      const result = await takeBack(tools, { ...change, person: member.id }, 'page');
      return 'refused' in result ? whyNot(change, result) : null;
    }
    if ('moved' in change) {
      const { takeStageBack } = await import('../work/move-stage.ts');
      const doing = { who: memberOf(member.id), door: 'page' } as const;
      const isBack = await takeStageBack(tools, change, doing, member.id);
      return isBack ? null : say.notUndone.stageSince(change.name);
    }
    if ('member' in change) {
      const { takeMemberBack } = await import('../work/change-member.ts');
      const by = { person: member.id, members: await tools.records.members() };
      return (await takeMemberBack(tools, change, by)) ? null : say.notUndone.late(change.name);
    }
    if ('mail' in change) {
      const { takeRowBack } = await import('./held-mail.ts');
      return (await takeRowBack(change, request, tools)) ? null : say.notUndone.left(change.name);
    }
    if ('playbook' in change) {
      const { takeVersionBack } = await import('./publish.ts');
      return (await takeVersionBack(change, request, tools)) ? null : say.notUndone.publishedSince(change.name);
    }
    if ('improvement' in change) {
      const { takeMoveBack } = await import('../work/improve.ts');
      return (await takeMoveBack(tools, change.improvement, member.id)) ? null : say.notUndone.moveSince(change.name);
    }
    if ('rating' in change) {
      const { takeRatingBack } = await import('../work/improve.ts');
      return (await takeRatingBack(tools, change.rating)) ? null : say.notUndone.moveSince(change.name);
    }
    if ('proposal' in change) {
      const { takeDecisionBack } = await import('../work/propose.ts');
      const doing = { who: memberOf(member.id), door: 'page' } as const;
      return (await takeDecisionBack(tools, change.proposal, doing)) ? null : say.notUndone.moveSince(change.name);
    }
    const isTakenBack =
      'activity' in change
        ? (await import('../work/log-activity.ts')).takeActivityBack(tools, change, member.id)
        : (await import('../work/next-action.ts')).takeActionBack(tools, change, member.id);
    return (await isTakenBack) ? null : say.notUndone.late(change.name);
  }

  async function whyNot(
    { name, change }: TaskChangeMade,
    { refused, task }: Extract<Awaited<ReturnType<typeof takeBack>>, { refused: unknown }>,
  ): Promise<string> {
    const nameOf = namer(reader, await tools.records.members());
    const history = task?.history ?? [];
    if (refused === 'told') return say.notUndone.told(name, nameOf(history[change]?.to));
    const since = history[change + 1];
    return since === undefined
      ? say.notUndone.late(name)
      : say.notUndone.since(name, changeText(since, locale, nameOf));
  }
};
