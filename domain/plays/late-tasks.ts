import type { Csm } from '../account.ts';
import type { LateTaskMailContent } from '../mail-content.ts';
import type { OutboxMail } from '../outbox.ts';
import type { RaisedTask } from '../signals/reading.ts';
import { assignmentOf, type EpisodeWork, mailOf, subjectOf } from './episode-work.ts';
import { languageOf, workingWeekOf } from './team.ts';

/**
 * Whoever lets a task get late is reminded once, whoever answers for them is told once; the days are the assignee's
 * business days. What fell due while nothing ran is caught up with together.
 */
export function chaseLateTasks(work: EpisodeWork, tasks: RaisedTask[]): { tasks: RaisedTask[]; mails: OutboxMail[] } {
  const { team, calendar, company } = work.context;
  const { asOf } = work.input.usage;
  const { remindAfterInBusinessDays, escalateAfterInBusinessDays } = work.input.playbook.overdue;
  const mails: OutboxMail[] = [];
  return { tasks: tasks.map(chase), mails };

  function chase(task: RaisedTask): RaisedTask {
    if (task.late === 'escalated' || task.due >= asOf) return task;
    const assignee = team.memberOf(task.assignee);
    const late = calendar.businessDaysBetween(task.due, asOf, workingWeekOf(company, assignee));
    let chased = task;
    if (chased.late === undefined && late >= remindAfterInBusinessDays) {
      write('reminder', assignee && (team.presentFor(assignee, asOf) ?? team.successorFor(assignee, asOf)));
      chased = { ...chased, late: 'reminded' };
    }
    if (chased.late === 'reminded' && late >= escalateAfterInBusinessDays) {
      write('escalation', team.managerOf(assignee, assignmentOf(work)));
      chased = { ...chased, late: 'escalated' };
    }
    return chased;

    function write(type: LateTaskMailContent['type'], reader: Csm | null): void {
      if (reader === null) return;
      const { id, template, due } = task;
      mails.push({
        ...mailOf(work, `${id}/${type}/${reader.id}`, reader),
        kind: type,
        language: languageOf(company, reader),
        from: company.systemSender,
        replyTo: company.systemSender,
        content: {
          type,
          account: { id: work.input.account.id, name: work.input.account.name },
          episode: work.id,
          signal: work.episode.signal,
          subject: subjectOf(work),
          task: { id, template, due, assigneeName: assignee?.name ?? '' },
          lateInBusinessDays: late,
        },
      });
    }
  }
}
