import type { Task, TaskChange } from '../tasks/task.ts';
import type { AuditEntry, AuditedAct, Doing } from './audit.ts';
import { changedFacts } from './changed-facts.ts';

const actOf: Record<TaskChange['act'], AuditedAct | null> = {
  done: 'task-done',
  undone: 'task-taken-back',
  snoozed: 'task-snoozed',
  'handed-over': 'task-handed-over',
  feedback: 'signal-judged',
  // Nobody did it.
  'approval-expired': null,
};

/** What goes on record of what somebody did to a task; `null` where it was so before. */
export function auditOfTask(before: Task, after: Task, { who, door }: Doing, at: string): AuditEntry | null {
  const [change] = (after.history ?? []).slice(before.history?.length ?? 0);
  const what = change && actOf[change.act];
  if (!what) return null;
  const facts = changedFacts(factsOf(before), { ...factsOf(after), ...onlyGiven(change) }, { isOfPerson: false });
  const { account, id: task } = after;
  return { at, who, door, what, about: { account, task }, before: facts?.before ?? null, after: facts?.after ?? null };
}

/** What acts change of a task. */
function factsOf({ status, outcome, reason, minutes, assignee, role, snoozedUntil, feedback }: Task) {
  return { status, outcome, reason, minutes, assignee, role, snoozedUntil, feedback };
}

/** A note stands with the change that it was written to, and so does in whose name a command did it. */
const onlyGiven = ({ note, by }: TaskChange) => ({ note, by });
