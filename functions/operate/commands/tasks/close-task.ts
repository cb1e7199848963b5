import * as z from 'zod';
import { idSchema, nameSchema } from '../../../../domain/account/account.ts';
import { MINUTES_OF_A_DAY } from '../../../../domain/activities/minutes.ts';
import { addressOfPage, pageOfTask } from '../../../../domain/links/team-pages.ts';
import { reasonsAsked, STAYS } from '../../../../domain/plays/reasons-asked.ts';
import type { Task } from '../../../../domain/tasks/task.ts';
import { finishTask } from '../../../../domain/tasks/task-changes.ts';
import { type TaskOutcome, taskOutcomes } from '../../../../domain/tasks/task-outcome.ts';
import { changeTask } from '../../../work/change-task.ts';
import { churnReasonEntry } from '../../../work/churn-reason-entry.ts';
import { change, type Tools } from '../../operation.ts';
import { OperatorError } from '../../operator-error.ts';
import { presentMember } from '../accounts/known-records.ts';
import { noteSchema } from '../activities/note-schema.ts';
import { refusalOf, taskToChange } from './task-to-change.ts';

const requestSchema = z.strictObject({
  id: z.string().min(1),
  outcome: z.enum(taskOutcomes).optional(),
  /** Why the customer leaves; `STAYS` for who does not. */
  reason: z.union([nameSchema, z.literal(STAYS)]).optional(),
  note: noteSchema.optional(),
  minutes: z.int().min(1).max(MINUTES_OF_A_DAY).optional(),
  by: idSchema.optional(),
});

/** Records that somebody did the task, and what came of it. What waits for it is raised by the evaluation that follows. */
export const closeTask = change(
  requestSchema,
  ['task-done'],
  async ({ id, outcome = null, reason: said, note, minutes, by }, tools) => {
    const task = await taskToChange(tools, id);
    if (by !== undefined) await presentMember(tools, by);
    const { account, assignee } = task;
    const reason = await reasonFor(task, { said, outcome }, tools);
    const person = by ?? assignee ?? 'an operator';
    const entry = reason && (await churnReasonEntry(tools, { account, person, reason, note }, tools.now()));
    const done = await changeTask(
      tools,
      { account, id },
      { by, door: 'command', who: tools.operator },
      (open, actor) => {
        const finished = finishTask(open, { outcome, reason, note, minutes }, actor);
        return entry && !('refused' in finished) ? { ...finished, entry } : finished;
      },
    );
    if ('refused' in done) throw refusalOf(id, done);
    return {
      id,
      status: done.task.status,
      outcome,
      reason: reason ?? null,
      note: note ?? null,
      minutes: minutes ?? null,
      page: addressOfPage(tools.installation.webUrl, pageOfTask(id)),
    };
  },
);

/** What goes on record of what was said, by the rules of the page on which the task asks for it. */
async function reasonFor(
  task: Task,
  { said, outcome }: { said: string | undefined; outcome: TaskOutcome | null },
  { playbooks }: Pick<Tools, 'playbooks'>,
): Promise<string | undefined> {
  const running = await playbooks.current();
  const asked = running && reasonsAsked(task, running.playbook);
  if (asked === undefined && said !== undefined) {
    throw nothingDone(
      'asks-no-reason',
      `The task "${task.id}" does not ask why the customer leaves.`,
      `Leave it away; a reason is given by itself, too: sakimawari reason ${task.account} REASON --of churn`,
    );
  }
  if (asked === undefined || said === STAYS) return undefined;
  // Where there was nothing to it, nobody leaves.
  if (said === undefined && outcome === 'false-alarm') return undefined;
  if (said !== undefined && Object.hasOwn(asked, said)) return said;
  throw nothingDone(
    'no-reason',
    said === undefined
      ? `The task "${task.id}" asks why the customer leaves.`
      : `The playbook lists no reason "${said}" for churn.`,
    `Name one with --reason: ${Object.keys(asked).join(', ')}; or --stays, if they do not leave after all.`,
  );
}

const nothingDone = (code: string, why: string, mend: string) =>
  new OperatorError(code, 'Nothing was changed.', why, mend);
