import type { Account, Csm } from '../../domain/account/account.ts';
import { workingWeekOf } from '../../domain/company/team.ts';
import type { TaskAct } from '../../domain/links/link.ts';
import type { Playbook } from '../../domain/playbook/playbook.ts';
import type { ChangeMade } from '../../domain/sign-in/last-act.ts';
import { feedbackVerdicts, type Task } from '../../domain/tasks/task.ts';
import { undoableChange } from '../../domain/tasks/task-changes.ts';
import type { Day } from '../../domain/time/day.ts';
import { mailWords } from '../mail/words/words.ts';
import { oneOf } from '../pages/read-form.ts';
import { titleOf } from '../pages/task-title.ts';
import { pageWords } from '../pages/words/words.ts';
import { complaintPage, conflictPage } from '../team-pages/task-acts/act-pages.ts';
import { type ActDrawing, receiverTyped } from '../team-pages/task-acts/task-act-form.ts';
import { taskActWords } from '../team-pages/task-acts/words/words.ts';
import { actOnTask, type LeftAlone } from '../work/act-on-task.ts';
import { type ActAnswer, type ActRequest, backOf, backWithNotice, type TakeTeamAct } from './act-request.ts';
import { namer } from './namer.ts';
import type { TeamActTools } from './tools.ts';

/** No page lists more; each takes a moment. */
const MOST_AT_ONCE = 100;

/** What acts on tasks have to know, once a request. */
interface Setting {
  members: Csm[];
  playbook: Playbook | undefined;
  drawing: ActDrawing;
}

/** Marks a task as done. Fields: `task`, `outcome`, and if wanted `minutes`, `note`, `reason`; `seen`, as all of these have it. */
export const finish: TakeTeamAct = (request, tools) => takeOne('done', request, tools);

/** Puts a task off. Fields: `task`, `until`, or where that is empty `day`. */
export const snooze: TakeTeamAct = (request, tools) => {
  const { form } = request;
  // The buttons of a day say it themselves, whatever stands in the field of another one.
  if (form.get('until')) form.delete('day');
  return takeOne('snooze', request, tools);
};

/** Says what a signal was worth. Fields: `task`, `verdict`, and if wanted `note`. */
export const judge: TakeTeamAct = async (request, tools) => {
  const verdict = oneOf(request.form, 'verdict', feedbackVerdicts);
  if (verdict !== null) return takeOne(verdict, request, tools);
  const task = await tools.tasks.find(request.form.get('task') ?? '');
  if (task === undefined) return pageOfLeft({ left: 'gone' }, request, await readSetting(request, tools), tools);
  const [account, setting] = await Promise.all([tools.records.account(task.account), readSetting(request, tools)]);
  return pageOfLeft({ left: 'no-verdict', task, account }, request, setting, tools);
};

/**
 * Hands tasks over. Fields: `task`, as often as there are tasks; `to`: `person:<id>`, `role:<role>`, or a name as it is
 * typed; and if wanted `note`.
 */
export const handOver: TakeTeamAct = async (request, tools) => {
  const ids = [...new Set(request.form.getAll('task'))];
  if (ids.length === 1) return takeOne('hand-over', request, tools);
  const { reader, form } = request;
  const say = taskActWords(reader.locale);
  if (ids.length === 0) return { ...say.noneChosen, status: 422 };
  const setting = await readSetting(request, tools);
  nameReceiver(form, setting);
  const done: ChangeMade[] = [];
  const left: string[] = [];
  let receiver: string | null = null;
  for (const id of ids.slice(0, MOST_AT_ONCE)) {
    const outcome = await actOn(id, 'hand-over', request, setting, tools);
    if ('done' in outcome) {
      done.push(...changesMade(outcome, request, setting, tools));
      receiver = outcome.done.assignee;
    } else left.push(whyLeft(outcome, request, setting));
  }
  if (ids.length > MOST_AT_ONCE) left.push(say.tooMany(MOST_AT_ONCE));
  const nameOf = namer(reader, setting.members);
  const count = done.length;
  const text = count === 0 ? say.told.noneHandedOver : say.told.severalHandedOver(count, nameOf(receiver));
  return backWithNotice(request, tools, { text, left, undo: done });
};

async function takeOne(act: TaskAct, request: ActRequest, tools: TeamActTools): Promise<ActAnswer> {
  const { form } = request;
  const setting = await readSetting(request, tools);
  if (act === 'hand-over') nameReceiver(form, setting);
  const outcome = await actOn(form.get('task') ?? '', act, request, setting, tools);
  if ('done' in outcome) {
    const undo = changesMade(outcome, request, setting, tools);
    return backWithNotice(request, tools, { text: noticeOf(act, outcome, request, setting), undo });
  }
  return pageOfLeft(outcome, request, setting, tools);
}

/** Nothing was done to the task: why, with all that was filled in. */
function pageOfLeft(
  outcome: LeftAlone,
  { reader, form }: ActRequest,
  setting: Setting,
  tools: TeamActTools,
): ActAnswer {
  const { locale } = reader;
  if (outcome.left === 'gone') return { ...pageWords(locale).task.gone, status: 404 };
  const facts = { task: outcome.task, account: outcome.account, filled: form, back: backOf(form) };
  if (outcome.left === 'changed' || outcome.left === 'closed') {
    const nameOf = namer(reader, setting.members);
    return conflictPage(facts, setting.drawing, { nameOf, timeZone: tools.clock.timeZone });
  }
  return complaintPage(facts, setting.drawing, pageWords(locale).task.refused[outcome.left]);
}

async function readSetting({ reader, formOf }: ActRequest, tools: TeamActTools): Promise<Setting> {
  const { records, playbooks, clock, calendar, company, now } = tools;
  const [members, running] = await Promise.all([records.members(), playbooks.current()]);
  const playbook = running?.playbook;
  const { locale, member } = reader;
  const drawing = {
    ...{ form: formOf, locale, calendar, members, playbook },
    today: clock.dayOf(now()),
    week: workingWeekOf(company, member),
  };
  return { members, playbook, drawing };
}

/** Who is meant is said as the select says it; what means nobody is left as it was typed. */
function nameReceiver(form: URLSearchParams, { drawing }: Setting): void {
  const typed = form.get('to') ?? '';
  form.set('to', receiverTyped(typed, drawing) ?? typed);
}

const actOn = (id: string, act: TaskAct, { reader, form }: ActRequest, setting: Setting, tools: TeamActTools) =>
  actOnTask(tools, { id, act, person: reader.member, door: 'page' }, setting, form);

const nameOfTask = (task: Task, account: Account | undefined, { drawing: { locale, playbook } }: Setting) =>
  `${mailWords(locale).customer(account?.name ?? task.account)} · ${titleOf(task, playbook, locale)}`;

/** What may be taken back of it. */
function changesMade(
  { done, account }: { done: Task; account: Account | undefined },
  { reader }: ActRequest,
  setting: Setting,
  { now }: TeamActTools,
): ChangeMade[] {
  const change = undoableChange(done, reader.member.id, now());
  return change === null
    ? []
    : [{ account: done.account, task: done.id, change, name: nameOfTask(done, account, setting) }];
}

function noticeOf(
  act: TaskAct,
  { done, account }: { done: Task; account: Account | undefined },
  { reader }: ActRequest,
  setting: Setting,
): string {
  const say = taskActWords(reader.locale).told;
  const name = nameOfTask(done, account, setting);
  switch (act) {
    case 'done':
      return say.done(name);
    case 'snooze':
      return say.snoozed(name, done.snoozedUntil as Day);
    case 'hand-over':
      return say.handedOver(name, namer(reader, setting.members)(done.assignee));
    default:
      return say.judged(name, act);
  }
}

function whyLeft(outcome: LeftAlone, { reader }: ActRequest, setting: Setting): string {
  const say = taskActWords(reader.locale).left;
  if (outcome.left === 'gone') return say.gone;
  const name = nameOfTask(outcome.task, outcome.account, setting);
  if (outcome.left === 'closed' || outcome.left === 'changed') return say.closed(name);
  return say.other(name, pageWords(reader.locale).task.refused[outcome.left]);
}
