import { createHash } from 'node:crypto';
import type { Csm } from '../../domain/account/account.ts';
import { expectations } from '../../domain/answers/activity-answer.ts';
import { moveKinds } from '../../domain/improvement-map/move-kinds.ts';
import type { Move } from '../../domain/improvement-map/moves.ts';
import { givenMoveMail } from '../../domain/mail/move-mail.ts';
import type { Playbook } from '../../domain/playbook/playbook.ts';
import { TOLD_FOR_IN_MS } from '../../domain/sign-in/last-act.ts';
import { isDay } from '../../domain/time/day.ts';
import { moveWords } from '../mail/words/words.ts';
import { oneOf, wholeTextIn } from '../pages/read-form.ts';
import {
  MOST_CHARACTERS_OF_A_NOTE,
  placeIn,
  refusedMovePage,
  refusedRatingPage,
  unmovedPage,
} from '../team-pages/map/move-form.ts';
import { mapWords } from '../team-pages/map/words/words.ts';
import { MAP_PATH } from '../team-pages/work-cuts/move-address.ts';
import { activityName } from '../team-pages/work-cuts/work-names.ts';
import { agreeOnMove, endMove, type MoveEnd, rateActivity } from '../work/improve.ts';
import { type ActRequest, backWithNotice, type TakeTeamAct } from './act-request.ts';
import type { TeamActTools } from './tools.ts';

/** Longer than any name of a playbook. */
const MOST_CHARACTERS_OF_A_NAME = 200;

/** Agrees on a move. Fields: `activity`, `kind`, `owner`, `due`, and if wanted `note` and where the activity `stood`. */
export const agreeOn: TakeTeamAct = async (request, tools) => {
  const { reader, form } = request;
  const { locale, member } = reader;
  const say = mapWords(locale).agree;
  const [playbook, members] = await Promise.all([tools.records.playbook(undefined), tools.records.members()]);
  const today = tools.clock.dayOf(tools.now());
  const [activity, due, note] = [activityIn(form), form.get('due') ?? '', wholeTextIn(form, 'note')];
  const kind = oneOf(form, 'kind', moveKinds);
  const refuse = (complaint: 'choose' | 'day' | 'too-long' | 'too-many') => {
    const people = members.map(({ id, name }) => [id, name] as const);
    const names = [...Object.keys(playbook?.activities ?? {}), ...(activity === undefined ? [] : [activity])];
    const activities = new Map(names.map((name) => [name, placeIn(form, name)]));
    const drawing = { form: request.formOf, locale };
    return refusedMovePage(say.complaint[complaint], { activities, playbook, people, today }, drawing, form);
  };
  const owner = members.find(({ id }) => id === form.get('owner'));
  if (activity === undefined || kind === null || owner === undefined) return refuse('choose');
  if (!isDay(due) || due < today) return refuse('day');
  if (note.length > MOST_CHARACTERS_OF_A_NOTE) return refuse('too-long');
  const said = { activity, kind, owner: owner.id, due, ...(note !== '' && { note }), agreedOn: today };
  const move: Move = { id: idOf({ ...said, by: member.id }), ...said, ...placeIn(form, activity) };
  const result = await agreeOnMove(tools, move, member.id, await mailOf(move, owner, request, tools));
  if ('refused' in result) {
    return result.refused === 'too-many' ? refuse('too-many') : unmovedPage('changed', locale);
  }
  form.set('back', MAP_PATH);
  return back(request, tools, playbook, { before: null, after: result.saved }, say.told);
};

/** What tells its owner, where that is somebody else; whoever takes it back within the minute troubles nobody. */
async function mailOf(move: Move, to: Csm, { reader: { member: by } }: ActRequest, tools: TeamActTools) {
  if (to.id === by.id) return undefined;
  const playbookVersion = await tools.playbooks.currentVersion();
  if (playbookVersion === undefined) return undefined;
  const now = tools.now();
  const notBefore = new Date(now + TOLD_FOR_IN_MS).toISOString();
  const writing = { company: tools.company, playbookVersion, now: new Date(now).toISOString() };
  return givenMoveMail(move, { to, by, notBefore }, writing);
}

/** What was agreed is done. Field: `move`. */
export const finishMove: TakeTeamAct = (request, tools) => end(request, tools, 'finished');

/** What was agreed is given up. Field: `move`. */
export const dropMove: TakeTeamAct = (request, tools) => end(request, tools, 'dropped');

/** What came of a move has been looked at. Field: `move`. */
export const lookAtMove: TakeTeamAct = (request, tools) => end(request, tools, 'looked-at');

/** Notes what the reader thinks customers make of an activity. Fields: `activity`, `expectation`. */
export const rate: TakeTeamAct = async (request, tools) => {
  const { reader, form } = request;
  const { locale, member } = reader;
  const { rate: say } = mapWords(locale);
  const activity = activityIn(form);
  const expectation = oneOf(form, 'expectation', expectations);
  if (activity === undefined || expectation === null) return refusedRatingPage(locale);
  const day = tools.clock.dayOf(tools.now());
  const result = await rateActivity(tools, { activity, by: member.id, expectation, day });
  if ('refused' in result) return unmovedPage('changed', locale);
  form.set('back', MAP_PATH);
  const name = activityName(activity, await tools.records.playbook(undefined), locale);
  const { before, saved: after } = result;
  const undo = before === after ? undefined : [{ rating: { before, after }, name }];
  return backWithNotice(request, tools, { text: say.told(name), ...(undo && { undo }) });
};

async function end(request: ActRequest, tools: TeamActTools, how: MoveEnd) {
  const { reader, form } = request;
  const { locale, member } = reader;
  const result = await endMove(tools, form.get('move') ?? '', how, member.id);
  if ('refused' in result) return unmovedPage(result.refused === 'gone' ? 'gone' : 'changed', locale);
  const { saved, before = null } = result;
  const playbook = await tools.records.playbook(undefined);
  return back(request, tools, playbook, { before, after: saved }, mapWords(locale).agree[how]);
}

async function back(
  request: ActRequest,
  tools: TeamActTools,
  playbook: Playbook | undefined,
  move: { before: Move | null; after: Move },
  say: (activity: string, kind: string) => string,
) {
  const { reader } = request;
  const { activity, kind } = move.after;
  const names = [activityName(activity, playbook, reader.locale), moveWords(reader.locale)[kind].name] as const;
  return backWithNotice(request, tools, {
    text: say(...names),
    undo: [{ improvement: move, name: names.join(' · ') }],
  });
}

function activityIn(form: URLSearchParams): string | undefined {
  const activity = wholeTextIn(form, 'activity');
  return activity === '' || activity.length > MOST_CHARACTERS_OF_A_NAME ? undefined : activity;
}

/** The same words of the same person on one day are one move. */
const idOf = (said: object) => createHash('sha256').update(JSON.stringify(said)).digest('base64url').slice(0, 16);
