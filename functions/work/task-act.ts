import { type Account, type Csm, teamRoles } from '../../domain/account/account.ts';
import { minutesIn } from '../../domain/activities/minutes.ts';
import type { Door } from '../../domain/audit/door.ts';
import type { Company } from '../../domain/company/company.ts';
import { hasLeft, type Team } from '../../domain/company/team.ts';
import type { TaskAct } from '../../domain/links/link.ts';
import type { Playbook } from '../../domain/playbook/playbook.ts';
import { reasonsAsked, STAYS } from '../../domain/plays/reasons-asked.ts';
import { TOLD_FOR_IN_MS } from '../../domain/sign-in/last-act.ts';
import type { Task } from '../../domain/tasks/task.ts';
import { finishTask, judgeSignal, snoozeTask, type TaskRefusal } from '../../domain/tasks/task-changes.ts';
import { offeredOutcomes } from '../../domain/tasks/task-outcome.ts';
import { isDay } from '../../domain/time/day.ts';
import { isTooLong, oneOf, textIn } from '../pages/read-form.ts';
import type { LedgerReader } from '../store/ledger/ledger-reader.ts';
import type { DynamoPlaybooks } from '../store/playbooks/playbooks.ts';
import { type DecideOnTask, handOver, type TaskChanging } from './change-task.ts';
import { churnReasonEntry } from './churn-reason-entry.ts';

export interface TaskActTools extends TaskChanging {
  playbooks: Pick<DynamoPlaybooks, 'current'>;
  ledger: Pick<LedgerReader, 'read'>;
}

/** What is asked of a task, and by whom. */
export interface AskedOfTask {
  account: string;
  act: TaskAct;
  person: string;
  door: Door;
  /** When (ms), for all that is written of it: what it says elsewhere is found by it when it is taken back. */
  at: number;
}

/** What one has to know to decide it. */
export interface TaskActFacts {
  /** As it was read; absent where it is gone. */
  task?: Task | undefined;
  account?: Account | undefined;
  team: Team;
  members: Csm[];
  person: Csm | null;
  company: Company;
  /** By which the task may ask why the customer leaves; only where that is asked. */
  playbook?: Playbook | undefined;
}

/** Why what was filled in can't be done. */
export type TaskComplaint =
  | TaskRefusal
  | 'nobody'
  | 'bad-minutes'
  | 'no-outcome'
  | 'no-reason'
  | 'no-verdict'
  | 'too-long';

/** What becomes of the task by what was filled in, or what is wrong with that. */
export async function readTaskAct(
  acting: TaskActTools,
  { account: accountId, act, person: by, door, at }: AskedOfTask,
  { task, account, team, members, person, company, playbook }: TaskActFacts,
  form: URLSearchParams,
): Promise<DecideOnTask | TaskComplaint> {
  if (isTooLong(form, 'note')) return 'too-long';
  switch (act) {
    case 'done': {
      const minutes = minutesIn(form.get('minutes') ?? '');
      if (minutes === null) return 'bad-minutes';
      const outcome = oneOf(form, 'outcome', offeredOutcomes);
      if (outcome === null) return 'no-outcome';
      const asked = task && playbook && reasonsAsked(task, playbook);
      if (asked !== undefined && oneOf(form, 'reason', [...Object.keys(asked), STAYS]) === null) return 'no-reason';
      const reason = asked && reasonIn(form);
      const done = { outcome, reason, minutes, ...textIn(form, 'note') };
      const given = { account: accountId, person: by, ...textIn(form, 'note') };
      const entry = reason && (await churnReasonEntry(acting, { ...given, reason }, at));
      return (open, actor) => {
        const finished = finishTask(open, done, actor);
        return entry && !('refused' in finished) ? { ...finished, entry } : finished;
      };
    }
    case 'snooze': {
      const until = form.get('day') || form.get('until') || '';
      if (!isDay(until)) return 'not-a-later-day';
      return (open, actor) => snoozeTask(open, { until }, actor);
    }
    case 'hand-over': {
      const running = await acting.playbooks.current();
      const [what, id] = splitOnce(form.get('to') ?? '');
      const role = teamRoles.find(
        (one) => what === 'role' && one === id && members.some((member) => member.role === one),
      );
      if (account === undefined || running === undefined) return 'nobody';
      const assignment = { account, day: acting.clock.dayOf(acting.now()), roles: running.playbook.roles };
      const to = role ? team.assigneeFor(role, assignment) : what === 'person' ? team.memberOf(id) : null;
      if (to === null || hasLeft(to, assignment.day)) return 'nobody';
      // Who takes it back within the minute, on the page that offers it, troubles nobody.
      const notBefore = door === 'page' ? new Date(acting.now() + TOLD_FOR_IN_MS).toISOString() : undefined;
      const receiver = { account, to, role, by: person, notBefore, ...textIn(form, 'note') };
      const context = { company, playbookVersion: running.version, now: acting.now() };
      return (open, actor) => handOver(open, receiver, actor, context);
    }
    default:
      return (judged, actor) => judgeSignal(judged, { verdict: act, ...textIn(form, 'note') }, actor);
  }
}

/** Whether the same person has done the very same before: their browser, or they themselves, sent it twice. */
export function isSaidAgain(
  task: Task,
  { act, person }: Pick<AskedOfTask, 'act' | 'person'>,
  form: URLSearchParams,
): boolean {
  const { note } = textIn(form, 'note');
  const last = task.history?.filter((change) => change.by === person).at(-1);
  if (last === undefined || last.note !== note) return false;
  switch (act) {
    case 'done':
      return (
        last.act === 'done' &&
        task.outcome === form.get('outcome') &&
        task.reason === reasonIn(form) &&
        task.minutes === (minutesIn(form.get('minutes') ?? '') ?? undefined)
      );
    case 'hand-over':
      return last.act === 'handed-over' && last.to === task.assignee;
    case 'snooze':
      return last.act === 'snoozed' && last.until === (form.get('day') || form.get('until'));
    default:
      return task.feedback === act;
  }
}

const reasonIn = (form: URLSearchParams) => [form.get('reason') ?? ''].find((name) => name !== '' && name !== STAYS);

function splitOnce(text: string): [what: string, id: string] {
  const colon = text.indexOf(':');
  return [text.slice(0, colon), text.slice(colon + 1)];
}
