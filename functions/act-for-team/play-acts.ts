import { USUAL_HORIZON_IN_DAYS } from '../../domain/effects/effects.ts';
import { withWayChosen } from '../../domain/playbook/chosen-way.ts';
import { wholeTextIn } from '../pages/read-form.ts';
import { askedEffects } from '../studies/ask-effects.ts';
import { goneWayPage, overtakenWayPage, reasonPage, unfitWayPage } from '../team-pages/plays/choose-pages.ts';
import { groupName } from '../team-pages/plays/effect-text.ts';
import { labelOf, PLAYS_PATH } from '../team-pages/plays/plays-page.ts';
import { playsPageWords } from '../team-pages/plays/words/words.ts';
import { goTo } from '../team-pages/redirect.ts';
import { backWithNotice, type TakeTeamAct } from './act-request.ts';
import { lineOf, publishAsked, reasonComplaint, undoOf } from './publish.ts';

/** Has it counted what came of the plays. */
export const countEffects: TakeTeamAct = async ({ reader }, { playbooks, studies }) => {
  const running = await playbooks.current();
  const question = { horizonInDays: USUAL_HORIZON_IN_DAYS };
  if (running !== undefined) {
    await studies.start(askedEffects(question, running), reader.member.id);
  }
  return goTo(PLAYS_PATH);
};

/**
 * Makes one of the ways that are tried the play, as a new version. Fields: `play`, `way`, `note`: why; `onto`: the version
 * that they were shown against.
 */
export const chooseWay: TakeTeamAct = async (request, tools) => {
  const { form, formOf, reader } = request;
  const { locale } = reader;
  const say = playsPageWords(locale);
  const asked = { play: form.get('play') ?? '', way: form.get('way') ?? '', onto: form.get('onto') ?? '' };
  const running = await tools.playbooks.current();
  const playbook = running && withWayChosen(running.playbook, asked.play, asked.way);
  if (running === undefined || !playbook) return goneWayPage(locale);
  const reason = wholeTextIn(form, 'note');
  const complaint = reasonComplaint(form);
  if (complaint !== undefined) return reasonPage(asked, { reason, complaint }, { form: formOf, locale });
  const result = await publishAsked(request, tools, { playbook });
  if ('same' in result) return goTo(PLAYS_PATH);
  if ('problems' in result) return unfitWayPage(result.problems.map(lineOf), locale);
  if ('refused' in result) {
    return result.refused === 'too-large' ? unfitWayPage([say.problems.tooLarge], locale) : overtakenWayPage(locale);
  }
  form.set('back', PLAYS_PATH);
  return backWithNotice(request, tools, {
    text: say.chosen(result.published, labelOf(asked.play, running.playbook, locale), groupName(asked.way, say)),
    undo: undoOf(result, locale),
  });
};
