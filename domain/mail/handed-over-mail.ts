import type { Account, Csm } from '../account/account.ts';
import type { Company } from '../company/company.ts';
import { localeFor } from '../company/team.ts';
import type { OutboxMail } from '../outbox/outbox.ts';
import type { Task } from '../tasks/task.ts';
import { handedOverMailId } from '../tasks/task-changes.ts';

export interface HandOver {
  /** As it is after it was handed over. */
  task: Task;
  account: Account;
  to: Csm;
  by: Csm | null;
  note?: string;
  /** ISO: until then it may be taken back, and nobody is told. */
  notBefore?: string | undefined;
}

/** What a colleague gets together with a task that is theirs from now on. */
export function handedOverMail(
  { task, account, to, by, note, notBefore }: HandOver,
  { company, playbookVersion, now }: { company: Company; playbookVersion: string; now: string },
): OutboxMail {
  const { id, template, title, priority, due, episode, signal, subject, data, history = [] } = task;
  return {
    id: handedOverMailId(id, history.length - 1, to.id),
    account: account.id,
    kind: 'handed-over',
    playbook: playbookVersion,
    language: localeFor(company, to),
    from: company.systemSender,
    replyTo: company.systemSender,
    to: { name: to.name, address: to.email },
    person: to.id,
    content: {
      type: 'handed-over',
      account: { id: account.id, name: account.name },
      episode,
      signal,
      subject: subject === null ? null : (data.about ?? { id: subject }),
      task: { id, template, title, priority, due, assignee: to.id, assigneeName: to.name },
      ...(by && { byName: by.name }),
      ...(note !== undefined && { note }),
      data,
    },
    ...(notBefore === undefined ? { status: 'pending' } : { status: 'waiting', notBefore }),
    createdAt: now,
  };
}
