import type { Csm } from '../account/account.ts';
import { localeFor } from '../company/team.ts';
import type { OutboxMail } from '../outbox/outbox.ts';
import { type EpisodeWork, mailOf, subjectOf } from '../plays/episode-work.ts';
import type { RaisedTask } from '../signals/reading.ts';
import type { Day } from '../time/day.ts';

interface Returned {
  task: RaisedTask;
  assignee: Csm | null;
  /** The assignee, or who stands in for them. */
  reader: Csm;
  /** The day it was put off to. */
  at: Day;
}

/** A task that was put off is back with its assignee, with what is known today. */
export function returnedTaskMail(work: EpisodeWork, { task, assignee, reader, at }: Returned): OutboxMail {
  const { account, playbook } = work.input;
  const { company } = work.context;
  const { id, template, due } = task;
  return {
    ...mailOf(work, `${id}/returned/${at}/${reader.id}`, reader),
    kind: 'returned',
    person: reader.id,
    language: localeFor(company, reader),
    from: company.systemSender,
    replyTo: company.systemSender,
    content: {
      type: 'returned',
      account: { id: account.id, name: account.name },
      episode: work.id,
      signal: work.episode.signal,
      subject: subjectOf(work),
      task: {
        id,
        template,
        due,
        priority: playbook.tasks[template]?.priority ?? 'normal',
        assignee: task.assignee,
        assigneeName: assignee?.name ?? '',
      },
      data: work.data(),
    },
  };
}
