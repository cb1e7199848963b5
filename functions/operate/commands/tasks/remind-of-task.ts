import * as z from 'zod';
import { addressOfPage, pageOfTask } from '../../../../domain/links/team-pages.ts';
import type { OpenTask } from '../../../../domain/tasks/open-task.ts';
import { lateBy, reminderByHand } from '../../../../domain/tasks/reminder-by-hand.ts';
import { readOpenTasks } from '../../../store/work/open-tasks.ts';
import { auditOf, change, type Tools, todayOf } from '../../operation.ts';
import { OperatorError } from '../../operator-error.ts';
import { knownAccount } from '../accounts/known-records.ts';
import { momentOf } from '../mails/by-hand.ts';
import { runningPlaybook } from '../playbook/running-playbook.ts';
import { taskToChange } from './task-to-change.ts';

const requestSchema = z.strictObject({ id: z.string().min(1).optional(), escalate: z.boolean() });

/** Reminds of a late task, the latest of all unless one is named; or tells who answers for its assignee. */
export const remindOfTask = change(requestSchema, ['task-reminded'], async ({ id, escalate }, tools) => {
  await runningPlaybook(tools);
  const day = todayOf(tools);
  const scoring = await tools.openScoring(day);
  const { company, team, calendar, running } = scoring;
  const task = await taskToChange(tools, id ?? (await latestTask(tools, (one) => lateBy(one, day, scoring) > 0)));
  if (lateBy(task, day, scoring) === 0) {
    throw nothingSent(
      'not-late',
      `The task "${task.id}" is not late: it is due on ${task.due}.`,
      'Leave the id away, and the task that is late for longest is taken.',
    );
  }
  const account = await knownAccount(tools, task.account);
  const now = tools.now();
  const mail = reminderByHand(
    task,
    { type: escalate ? 'escalation' : 'reminder', account, day, moment: momentOf(now) },
    {
      ...{ company, team, calendar },
      playbookVersion: running.version,
      now: new Date(now).toISOString(),
    },
  );
  if (mail === null) {
    const mend = escalate
      ? 'Import a manager: sakimawari import csms FILE'
      : 'Give it to somebody: sakimawari tasks hand-over ID --to ID';
    throw nothingSent('nobody-there', `There is nobody to tell of the task "${task.id}".`, mend);
  }
  const about = { account: task.account, task: task.id, ...(mail.person !== undefined && { member: mail.person }) };
  await tools.outbox.add(mail, auditOf(tools, 'task-reminded', about, { after: mail.kind }));
  return {
    id: mail.id,
    task: task.id,
    kind: mail.kind,
    to: mail.to.address,
    page: addressOfPage(tools.installation.webUrl, pageOfTask(task.id)),
  };
});

async function latestTask({ listings }: Tools, isLate: (task: OpenTask) => boolean): Promise<string> {
  const late = (await readOpenTasks(listings)).filter((task) => task.assignee !== null && isLate(task));
  const [first] = late.sort((a, b) => (a.due === b.due ? (a.id < b.id ? -1 : 1) : a.due < b.due ? -1 : 1));
  if (first !== undefined) return first.id;
  throw nothingSent('none-late', 'No open task is late.', 'List the open ones: sakimawari tasks --open');
}

function nothingSent(code: string, why: string, mend: string): OperatorError {
  return new OperatorError(code, 'Nobody was reminded.', why, mend);
}
