import { teamRoles } from '../../domain/account/account.ts';
import { hasLeft } from '../../domain/company/team.ts';
import type { AddressOf } from '../../domain/links/link.ts';
import { reasonsAsked, STAYS } from '../../domain/plays/reasons-asked.ts';
import type { Task } from '../../domain/tasks/task.ts';
import { finishTask, judgeSignal, snoozeTask } from '../../domain/tasks/task-changes.ts';
import type { BusinessCalendar } from '../../domain/time/business-days.ts';
import { isDay } from '../../domain/time/day.ts';
import { CONFLICT_STATUS, withNotice } from '../pages/notices.ts';
import type { Page } from '../pages/page.ts';
import type { TaskFacts } from '../pages/read-facts.ts';
import { isTooLong, oneOf, textIn, wholeTextIn } from '../pages/read-form.ts';
import { actPage, donePage, offeredOutcomes, whyOfNoUse } from '../pages/task-page.ts';
import type { PageWords } from '../pages/words/sections.ts';
import { pageWords } from '../pages/words/words.ts';
import type { LedgerReader } from '../store/ledger/ledger-reader.ts';
import type { DynamoPlaybooks } from '../store/playbooks/playbooks.ts';
import { changeTask, handOver, type TaskChanging } from '../work/change-task.ts';
import { churnReasonEntry } from '../work/churn-reason-entry.ts';

export interface TaskActions extends TaskChanging {
  playbooks: Pick<DynamoPlaybooks, 'current'>;
  calendar: BusinessCalendar;
  ledger: Pick<LedgerReader, 'read'>;
}

type Decide = Parameters<typeof changeTask>[2];
type Complaint = keyof PageWords['task']['refused'];

const MINUTES_OF_A_DAY = 1440;

/** Does to the task what the link is for, once; a second press is answered with what happened, and by whom. */
export async function takeTaskAct(
  actions: TaskActions,
  facts: TaskFacts,
  form: URLSearchParams,
  addressOf: AddressOf,
): Promise<Page> {
  const { link, locale } = facts;
  const nowInMs = actions.now();
  const drawing = { today: actions.clock.dayOf(nowInMs), nowInMs, calendar: actions.calendar, addressOf };
  const noUse = whyOfNoUse(facts, drawing);
  if (noUse !== null) return afterAnother(noUse, facts, form);

  const decide = await decisionOn(actions, facts, form);
  const complain = (complaint: Complaint, task = facts.task) =>
    actPage({ ...facts, task }, drawing, { text: pageWords(locale).task.refused[complaint], form });
  if (typeof decide === 'string') return complain(decide);

  const { account, task: id } = link;
  let seen: Task | undefined;
  const done = await changeTask(actions, { account, id }, (task, day) => {
    seen = task;
    // Somebody may have been faster since the page was read.
    if (whyOfNoUse({ ...facts, task }, drawing) !== null) return { refused: 'closed' };
    return decide(task, day);
  });
  if ('task' in done && !('refused' in done)) return donePage(facts, done.task, drawing);
  const now = { ...facts, task: seen };
  const since = whyOfNoUse(now, drawing);
  if (since !== null) return afterAnother(since, now, form);
  return complain(done.refused === 'no-such-task' ? 'closed' : done.refused, seen);
}

/** How the task stands; a later press with another choice is answered that it changed nothing. */
export function afterAnother(page: Page, facts: TaskFacts, form: URLSearchParams): Page {
  const { task, link, locale } = facts;
  if (task === undefined || isSaidAgain(task, link, form)) return page;
  return withNotice(page, pageWords(locale).task.notRecorded, wholeTextIn(form, 'note'), CONFLICT_STATUS);
}

/** Whether the same person has done the very same before: their browser, or they themselves, sent it twice. */
function isSaidAgain(task: Task, { act, person }: TaskFacts['link'], form: URLSearchParams): boolean {
  const { note } = textIn(form, 'note');
  const last = task.history?.filter((change) => change.by === person).at(-1);
  if (last === undefined || last.note !== note) return false;
  switch (act) {
    case 'done':
      return (
        last.act === 'done' &&
        task.outcome === form.get('outcome') &&
        task.reason === reasonIn(form) &&
        task.minutes === (minutesIn(form) ?? undefined)
      );
    case 'hand-over':
      return last.act === 'handed-over' && last.to === task.assignee;
    case 'snooze':
      return last.act === 'snoozed' && last.until === (form.get('day') || form.get('until'));
    default:
      return task.feedback === act;
  }
}

/** What becomes of the task by what was filled in, or what is wrong with that. */
async function decisionOn(actions: TaskActions, facts: TaskFacts, form: URLSearchParams): Promise<Decide | Complaint> {
  const { link, account, team, person } = facts;
  const by = link.person;
  const at = new Date(actions.now()).toISOString();
  if (isTooLong(form, 'note')) return 'too-long';
  switch (link.act) {
    case 'done': {
      const minutes = minutesIn(form);
      if (minutes === null) return 'bad-minutes';
      const outcome = oneOf(form, 'outcome', offeredOutcomes);
      if (outcome === null) return 'no-outcome';
      const { task, followUps } = facts;
      const asked = task && followUps && reasonsAsked(task, followUps.playbook);
      if (asked !== undefined && oneOf(form, 'reason', [...Object.keys(asked), STAYS]) === null) return 'no-reason';
      const reason = asked && reasonIn(form);
      const done = { outcome, reason, minutes, ...textIn(form, 'note') };
      const given = { account: link.account, person: by, ...textIn(form, 'note') };
      const entry = reason && (await churnReasonEntry(actions, { ...given, reason }, Date.parse(at)));
      return (task, day) => {
        const finished = finishTask(task, done, { by, day, at });
        return entry && !('refused' in finished) ? { ...finished, entry } : finished;
      };
    }
    case 'snooze': {
      const until = form.get('day') || form.get('until') || '';
      if (!isDay(until)) return 'not-a-later-day';
      return (task, day) => snoozeTask(task, { until }, { by, day });
    }
    case 'hand-over': {
      const running = await actions.playbooks.current();
      const [what, id] = splitOnce(form.get('to') ?? '');
      const role = teamRoles.find(
        (one) => what === 'role' && one === id && facts.members.some((member) => member.role === one),
      );
      if (account === undefined || running === undefined) return 'nobody';
      const assignment = { account, day: actions.clock.dayOf(actions.now()), roles: running.playbook.roles };
      const to = role ? team.assigneeFor(role, assignment) : what === 'person' ? team.memberOf(id) : null;
      if (to === null || hasLeft(to, assignment.day)) return 'nobody';
      const receiver = { account, to, role, by: person, ...textIn(form, 'note') };
      const context = { company: facts.company, playbookVersion: running.version, now: actions.now() };
      return (task, day) => handOver(task, receiver, { by, day }, context);
    }
    default: {
      const verdict = link.act;
      return (task, day) => judgeSignal(task, { verdict, ...textIn(form, 'note') }, { by, day, at });
    }
  }
}

const reasonIn = (form: URLSearchParams) => [form.get('reason') ?? ''].find((name) => name !== '' && name !== STAYS);

/** `undefined` where they left it empty; `null` for what is no number of minutes in a day. */
function minutesIn(form: URLSearchParams): number | undefined | null {
  const given = (form.get('minutes') ?? '').normalize('NFKC').trim();
  if (given === '') return undefined;
  const minutes = /^\d+$/.test(given) ? Number(given) : 0;
  return minutes > 0 && minutes <= MINUTES_OF_A_DAY ? minutes : null;
}

function splitOnce(text: string): [what: string, id: string] {
  const colon = text.indexOf(':');
  return [text.slice(0, colon), text.slice(colon + 1)];
}
