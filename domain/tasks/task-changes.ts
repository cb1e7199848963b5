import type { Activity } from '../activities/activity.ts';
import type { LedgerEntry } from '../ledger/ledger-entry.ts';
import type { RaisedTask } from '../signals/reading.ts';
import { addDays, type Day } from '../time/day.ts';
import type { FeedbackVerdict, SignalFeedback, Task, TaskChange } from './task.ts';
import type { TaskOutcome } from './task-outcome.ts';

/** Why nothing was changed. */
export type TaskRefusal = 'closed' | 'not-a-later-day' | 'too-far-off' | 'has-it-already' | 'changed-too-often';

/** What a person's act makes of a task, and what is put on record beside it. */
export interface ChangedTask {
  task: Task;
  activity?: Activity;
  /** What no longer counts, as if it had never been done. */
  withdrawn?: Activity;
  /** `null`: that there was is taken back. */
  feedback?: SignalFeedback | null;
  /** What the account's ledger says from then on. */
  entry?: LedgerEntry;
  /** The mail that was to tell somebody of it, and since when (ISO) it is not to. */
  untold?: { mail: string; at: string };
}
export type TaskDecision = ChangedTask | { refused: TaskRefusal };

/** Who acts, and when. */
export interface TaskActor {
  by: string | undefined;
  /** In the place of `by`, where it is one of the customer's people. */
  contact?: string;
  day: Day;
  /** ISO; where given, it may be taken back for a while. */
  at?: string;
}

/** A task put off for longer is better closed as not needed. */
export const MOST_DAYS_SNOOZED = 92;
/** Far more than work takes; a script would fill the row. */
const MOST_CHANGES = 50;

export const UNDOABLE_FOR_IN_MINUTES = 10;
/** What a customer ticks off waits for so long until anybody is told. */
export const UNDOABLE_BY_CUSTOMERS_FOR_IN_MINUTES = 1;
const MINUTE_IN_MS = 60_000;

interface Finish {
  outcome: TaskOutcome | null;
  /** Why the customer leaves, where the task asks for it. */
  reason?: string;
  note?: string;
  minutes?: number;
  /** The mail that tells the team of it, where a customer did it. */
  mail?: string;
}

/** Somebody did it, and says what came of it and how long it took. */
export function finishTask(
  task: Task,
  { outcome, reason, note, minutes, mail }: Finish,
  { by, contact, day, at }: TaskActor,
): TaskDecision {
  if (task.status !== 'open') return { refused: 'closed' };
  const doer = contact === undefined ? { by: by ?? task.assignee ?? undefined } : { contact };
  const { id, episode, template, initiative, scope, skill } = task;
  const done: Task = {
    ...withoutSnooze(task),
    status: 'done',
    outcome,
    closedOn: day,
    ...known({ reason, note, minutes }),
  };
  return {
    task: withChange(done, {
      day,
      act: 'done',
      ...known({ ...doer, reason, note, at, mail, until: task.snoozedUntil }),
    }),
    activity: {
      ...{ id, day, kind: 'task', ...doer, note, minutes, task: { id, episode, template, outcome } },
      ...known({ initiative, scope, skill }),
      ...(at !== undefined && { undoableUntil: undoableUntil({ at, contact }) }),
    },
  };
}

function undoableUntil({ at, contact }: { at: string; contact?: string | undefined }): string {
  const minutes = contact === undefined ? UNDOABLE_FOR_IN_MINUTES : UNDOABLE_BY_CUSTOMERS_FOR_IN_MINUTES;
  return new Date(Date.parse(at) + minutes * MINUTE_IN_MS).toISOString();
}

/** The place in its history of what this person may still take back; `null` where there is nothing, or no longer. */
export function undoableChange(
  { status, history = [] }: Task,
  who: string | Pick<TaskActor, 'by' | 'contact'>,
  nowInMs: number,
): number | null {
  const actor = typeof who === 'string' ? { by: who } : who;
  const last = history.length - 1;
  const { act, at, by, contact }: Partial<TaskChange> = history[last] ?? {};
  if (act === undefined || at === undefined || !isSomebody(actor)) return null;
  if (by !== actor.by || contact !== actor.contact) return null;
  if (nowInMs > Date.parse(undoableUntil({ at, contact }))) return null;
  switch (act) {
    case 'done':
      return status === 'done' ? last : null;
    case 'snoozed':
    case 'handed-over':
      return status === 'open' ? last : null;
    case 'feedback':
      return last;
    default:
      return null;
  }
}

const isSomebody = ({ by, contact }: Pick<TaskActor, 'by' | 'contact'>) => by !== undefined || contact !== undefined;

/**
 * The task as it was before somebody did something to it, where nothing was done since. What was done to it before stays
 * on record, and so does this.
 *
 * @param change which of the changes it is about: taken back twice, it is taken back once
 */
export function undoTask(task: Task, change: number, actor: TaskActor & { at: string }): TaskDecision {
  const { history = [] } = task;
  const { by, contact, day, at } = actor;
  if (history[change + 1]?.act === 'undone') return { task };
  if (undoableChange(task, actor, Date.parse(at)) !== change) return { refused: 'closed' };
  const done = history[change] as TaskChange;
  const undone: TaskChange = { day, act: 'undone', ...known({ by, contact }) };
  switch (done.act) {
    case 'snoozed':
      return moved(withChange(asItWas(task, done), undone), actor, undefined);
    case 'handed-over': {
      const { from = null, to } = done;
      const back = moved(withChange({ ...asItWas(task, done), assignee: from }, undone), actor, undefined);
      return 'refused' in back || to === undefined
        ? back
        : { ...back, untold: { mail: handedOverMailId(task.id, change, to), at } };
    }
    case 'feedback': {
      const { feedback: _, ...before } = task;
      const word = earlierWord(task, change);
      return {
        task: withChange({ ...before, ...known({ feedback: word?.verdict }) }, undone),
        feedback: word?.verdict === undefined ? null : feedbackOf(task, word.verdict, word),
      };
    }
    default:
      return reopened(task, change, actor);
  }
}

/** Of the mail that tells somebody of the hand-over which stands at that place of the task's history. */
export const handedOverMailId = (task: string, change: number, to: string) => `${task}/handed-over/${change + 1}/${to}`;

/** Put off, and in the hands of the role, as before the change. */
function asItWas(task: Task, { was = {} }: TaskChange): Task {
  return { ...withoutSnooze(task), ...known(was) };
}

/** As it was before it was done, or its signal called a false alarm, which closes it as well. */
function reopened(task: Task, change: number, { by, contact, day, at }: TaskActor): TaskDecision {
  const { history = [] } = task;
  const { until, day: doneOn, mail } = history[change] as TaskChange;
  const { note: _, minutes: __, reason: ___, feedback: word, ...before } = task;
  const open: Task = { ...before, status: 'open', outcome: null, closedOn: null, ...known({ snoozedUntil: until }) };
  const again = withChange(open, { day, act: 'undone', ...known({ by, contact }) });
  const withdrawn: Activity = { id: task.id, day: doneOn, kind: 'task' };
  if (task.outcome !== 'false-alarm') {
    const untold = mail === undefined || at === undefined ? undefined : { mail, at };
    return { task: { ...again, ...known({ feedback: word }) }, withdrawn, ...known({ untold }) };
  }
  const earlier = earlierWord(task, change - 1);
  return {
    task: { ...again, ...known({ feedback: earlier?.verdict }) },
    withdrawn,
    feedback: earlier?.verdict === undefined ? null : feedbackOf(task, earlier.verdict, earlier),
  };
}

/** What was said of the signal before that place of the history; what was taken back was no word. */
function earlierWord({ history = [] }: Task, place: number): TaskChange | undefined {
  // A false alarm closes its task as well, and both are taken back together.
  const isTakenBack = ({ verdict }: TaskChange, i: number) =>
    history[i + 1]?.act === 'undone' ||
    (verdict === 'false-alarm' && history[i + 1]?.act === 'done' && history[i + 2]?.act === 'undone');
  return history.slice(0, place).findLast((change, i) => change.act === 'feedback' && !isTakenBack(change, i));
}

/** Nobody is reminded of it until the day, and on the day its assignee gets it again. Said twice, it counts once. */
export function snoozeTask(task: Task, { until, note }: { until: Day; note?: string }, actor: TaskActor): TaskDecision {
  if (task.status !== 'open') return { refused: 'closed' };
  if (until <= actor.day) return { refused: 'not-a-later-day' };
  if (until > addDays(actor.day, MOST_DAYS_SNOOZED)) return { refused: 'too-far-off' };
  if (until === task.snoozedUntil) return { task };
  const { by, day, at } = actor;
  const snoozed = { ...task, snoozedUntil: until };
  const { snoozedUntil } = task;
  const was = at === undefined || snoozedUntil === undefined ? undefined : { snoozedUntil };
  return moved(withChange(snoozed, { day, act: 'snoozed', until, ...known({ by, note, at, was }) }), actor, note);
}

/** Somebody else has it from now on; what they do together with others stays so. */
export function handOverTask(
  task: Task,
  { to, role = task.role, note }: { to: string; role?: string; note?: string },
  actor: TaskActor,
): TaskDecision {
  if (task.status !== 'open') return { refused: 'closed' };
  if (to === task.assignee) return { refused: 'has-it-already' };
  const { by, day, at } = actor;
  const given: Task = { ...withoutSnooze(task), assignee: to, role };
  const was = at === undefined ? undefined : { role: task.role, ...known({ snoozedUntil: task.snoozedUntil }) };
  const change: TaskChange = { day, act: 'handed-over', from: task.assignee, to, ...known({ by, note, at, was }) };
  return moved(withChange(given, change), actor, note);
}

/** What was said of the signal. A false alarm answers for the whole play, so the task is done with it. */
export function judgeSignal(
  task: Task,
  { verdict, note }: { verdict: FeedbackVerdict; note?: string },
  { by, day, at }: TaskActor,
): TaskDecision {
  if (verdict === task.feedback && note === undefined && (verdict !== 'false-alarm' || task.status !== 'open')) {
    return { task };
  }
  if ((task.history ?? []).length >= MOST_CHANGES) return { refused: 'changed-too-often' };
  const change: TaskChange = { day, act: 'feedback', verdict, ...known({ by, note, at }) };
  const judged = withChange({ ...task, feedback: verdict }, change);
  const feedback = feedbackOf(task, verdict, { by, day, note });
  if (verdict !== 'false-alarm' || task.status !== 'open') return { task: judged, feedback };
  return {
    ...finishTask(judged, { outcome: 'false-alarm', note }, { by, day, ...known({ at }) }),
    feedback,
  } as ChangedTask;
}

function feedbackOf(
  { id, account, episode, signal, subject, template }: Task,
  verdict: FeedbackVerdict,
  { by, day, note }: Pick<TaskChange, 'by' | 'day' | 'note'>,
): SignalFeedback {
  return { ...{ account, task: id, episode, signal, subject, template, verdict, day }, ...known({ by, note }) };
}

function moved(task: Task, { by, day }: TaskActor, note: string | undefined): TaskDecision {
  const order = (task.history ?? []).length;
  if (order > MOST_CHANGES) return { refused: 'changed-too-often' };
  const { id, assignee, snoozedUntil } = task;
  return {
    task,
    activity: {
      id: `${id}/moved/${order}`,
      day,
      kind: 'task-moved',
      by,
      note,
      moved: { task: id, order, assignee, ...known({ snoozedUntil }) },
    },
  };
}

/** Who has a raised task on a day, and until when it is snoozed. */
export function assignmentOn(
  task: RaisedTask,
  activities: Activity[],
  asOf: Day,
): Pick<RaisedTask, 'assignee'> & { snoozedUntil?: Day } {
  let last: Activity['moved'];
  for (const { day, moved } of activities) {
    if (moved?.task === task.id && day <= asOf && moved.order > (last?.order ?? 0)) last = moved;
  }
  return last ?? { assignee: task.assignee };
}

function withChange(task: Task, change: TaskChange): Task {
  return { ...task, history: [...(task.history ?? []), change] };
}

function withoutSnooze({ snoozedUntil: _, ...task }: Task): Task {
  return task;
}

/** Only what there is: a record says nothing of the rest. */
function known<Values extends object>(values: Values): Partial<{ [Name in keyof Values]: NonNullable<Values[Name]> }> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as ReturnType<
    typeof known<Values>
  >;
}

/** Notes on the task, once, that a mail of its episode has not gone out. */
export function noteExpiredApproval(task: Task, mail: string, day: Day): Task {
  const isThere = task.history?.some((change) => change.act === 'approval-expired' && change.mail === mail) ?? false;
  return isThere ? task : withChange(task, { day, act: 'approval-expired', mail });
}
