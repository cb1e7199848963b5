import type { Activity } from '../activities/activity.ts';
import type { Answer } from '../answers/renewal-answer.ts';
import type { Evaluation, EvaluationInput } from '../evaluation/evaluate.ts';
import { type Grade, gradeOf } from '../health/health.ts';
import type { BusPost, OutboxMail } from '../outbox/outbox.ts';
import type { PlannedWork } from '../plays/plan-work.ts';
import type { Task } from '../tasks/task.ts';
import type { BusEvent } from './bus-events.ts';

const grades: readonly Grade[] = ['at-risk', 'watch', 'healthy'];

/** What one evaluation has to tell the bus. Nothing on a quiet day. */
export function eventsOfWork(
  { account: { id: account }, previous, playbook }: Pick<EvaluationInput, 'account' | 'previous' | 'playbook'>,
  { next }: Pick<Evaluation, 'next'>,
  work: Pick<PlannedWork, 'opened' | 'reopened' | 'closed' | 'tasks'>,
  at: string,
): BusEvent[] {
  const events: BusEvent[] = work.opened.map(({ id: episode, signal, subject, openedOn, evidence }) => ({
    name: 'signal.opened',
    id: `${episode}/opened`,
    account,
    at,
    data: { episode, signal, subject, openedOn, evidence: { ...evidence } },
  }));
  for (const { id: episode, signal, subject, reopenedOn } of work.reopened) {
    const data = { episode, signal, subject, reopenedOn };
    events.push({ name: 'signal.reopened', id: `${episode}/reopened/${reopenedOn}`, account, at, data });
  }
  for (const { id: episode, signal, subject, recoveredOn, closedAs: reason } of work.closed) {
    const data = { episode, signal, subject, recoveredOn, reason };
    events.push({ name: 'signal.recovered', id: `${episode}/recovered`, account, at, data });
  }
  for (const { id: task, episode, signal, template, assignee, role, priority, due } of work.tasks) {
    const data = { task, episode, signal, template, assignee, role, priority, due };
    events.push({ name: 'task.raised', id: `${task}/raised`, account, at, data });
  }
  events.push(...stageEntered(), ...healthDropped());
  return events;

  function stageEntered(): BusEvent[] {
    const from = previous?.stage?.stage ?? null;
    if (next.stage === null || next.stage.stage === from) return [];
    const { stage, since } = next.stage;
    const id = `${account}/stage/${stage}/${since}`;
    return [{ name: 'account.stage-entered', id, account, at, data: { stage, from, since } }];
  }

  function healthDropped(): BusEvent[] {
    const before = previous?.health;
    const { health } = next;
    // A frozen score says nothing new.
    if (!before || !health || health.stale) return [];
    const [fromGrade, grade] = [gradeOf(playbook.health, before.score), gradeOf(playbook.health, health.score)];
    if (grades.indexOf(grade) >= grades.indexOf(fromGrade)) return [];
    const data = { score: health.score / 10, grade, fromScore: before.score / 10, fromGrade, day: health.day };
    return [{ name: 'account.health-dropped', id: `${account}/health/${grade}/${health.day}`, account, at, data }];
  }
}

export function taskDone(before: Task, done: Activity, at: string) {
  const { id: task, account, episode, signal, template, assignee } = before;
  const outcome = done.task?.outcome ?? null;
  const data = { task, episode, signal, template, assignee, outcome, by: done.by ?? null, doneOn: done.day };
  const again = timesUndone(before);
  // Done anew after it was taken back, it is news again.
  const id = again === 0 ? `${task}/done` : `${task}/done/${again}`;
  return { name: 'task.done', id, account, at, data } satisfies BusEvent;
}

export function taskReopened(reopened: Task, by: string | null, at: string) {
  const { id: task, account, episode, signal, template, assignee } = reopened;
  const data = { task, episode, signal, template, assignee, by };
  const id = `${task}/reopened/${timesUndone(reopened)}`;
  return { name: 'task.reopened', id, account, at, data } satisfies BusEvent;
}

const timesUndone = ({ history = [] }: Task) => history.filter(({ act }) => act === 'undone').length;

/** One for each thing that was said: the same word may come twice in a day, with another one between. */
export function renewalAnswered(
  account: string,
  { renewalDate, answer, day: answeredOn, earlier = [] }: Answer,
  at: string,
) {
  const number = earlier.length === 0 ? '' : `/${earlier.length + 1}`;
  const id = `${account}/renewal/${renewalDate}/${answer}/${answeredOn}${number}`;
  return { name: 'renewal.answered', id, account, at, data: { renewalDate, answer, answeredOn } } satisfies BusEvent;
}

/** Once a claim: what a person had sent again went out again. */
export function mailSent({ id: mail, account, kind, contact, claimedAt }: OutboxMail, at: string) {
  return {
    name: 'mail.sent',
    id: `${mail}/sent/${claimedAt}`,
    account,
    at,
    data: { mail, kind, contact: contact ?? null },
  } satisfies BusEvent;
}

/** The row by which events leave; its id says in which write they were caused. */
export function busPost(account: string, id: string, events: BusEvent[]): BusPost {
  return { channel: 'bus', id, account, events, status: 'pending', createdAt: events[0]?.at as string };
}
