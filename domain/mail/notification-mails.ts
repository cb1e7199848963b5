import type { Csm } from '../account/account.ts';
import { localeFor } from '../company/team.ts';
import type { OutboxMail } from '../outbox/outbox.ts';
import type { TaskStep } from '../playbook/playbook.ts';
import { assignmentOf, type EpisodeWork, mailOf, subjectOf } from '../plays/episode-work.ts';
import type { RaisedTask } from '../signals/reading.ts';
import type { Task } from '../tasks/task.ts';
import type { TaskLine } from './mail-content.ts';

interface Taken {
  /** The steps that were taken now, and the tasks they became. */
  steps: TaskStep[];
  /** The steps of the answer that was taken back: those notified of it have to learn that it was taken back. */
  takenBack: TaskStep[];
  tasks: Task[];
  /** Tasks that closed because the customer has answered since. */
  overtaken: RaisedTask[];
  /** The customer has said something new that the episode is about. */
  isAnswered: boolean;
}

/**
 * Notification mails to those whom a step's `tell` names beside the assignee. So that no answer is lost, also to the
 * assignee of each task that it closed, and to the account's CSM where no task comes of it.
 */
export function notificationMails(
  work: EpisodeWork,
  { steps, takenBack, tasks, overtaken, isAnswered }: Taken,
): OutboxMail[] {
  const { company, team } = work.context;
  const { account, usage } = work.input;
  const readers = new Map<string, Csm>();
  const add = (person: Csm | null) => {
    if (person !== null && tasks.every(({ assignee }) => assignee !== person.id)) readers.set(person.id, person);
  };
  for (const { tell = [] } of [...steps, ...takenBack])
    for (const role of tell) add(team.assigneeFor(role, assignmentOf(work)));
  for (const { assignee } of overtaken) {
    const person = team.memberOf(assignee);
    add(person && team.presentFor(person, usage.asOf));
  }
  const csm = team.csmOf(work.addressee.account, usage.asOf);
  if (isAnswered && tasks.length === 0) add(csm && (team.presentFor(csm, usage.asOf) ?? csm));

  // Numbered by answer: a later answer sends new notifications.
  const number = work.episode.answered?.count ?? 1;
  return [...readers.values()].map((person) => ({
    ...mailOf(work, `${work.id}/told/${number}/${steps[0]?.task ?? '-'}/${person.id}`, person),
    kind: 'told',
    person: person.id,
    language: localeFor(company, person),
    from: company.systemSender,
    replyTo: company.systemSender,
    content: {
      type: 'told',
      account: { id: account.id, name: account.name },
      episode: work.id,
      signal: work.episode.signal,
      subject: subjectOf(work),
      evidence: { ...work.evidence() },
      tasks: tasks.map(
        ({ id, template, priority, due, assignee }): TaskLine => ({
          ...{ id, template, priority, due, assignee },
          assigneeName: team.memberOf(assignee)?.name ?? '',
        }),
      ),
      closed: overtaken.flatMap(({ template, assignee }) => (assignee === person.id ? [template] : [])),
      data: work.data(),
    },
  }));
}
