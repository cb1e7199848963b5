import type { Csm } from '../account/account.ts';
import { localeFor, workingWeekOf } from '../company/team.ts';
import type { LateTaskMailContent } from '../mail/mail-content.ts';
import { returnedTaskMail } from '../mail/returned-task-mail.ts';
import type { OutboxMail } from '../outbox/outbox.ts';
import { assignmentOf, type EpisodeWork, mailOf, subjectOf } from '../plays/episode-work.ts';
import type { RaisedTask } from '../signals/reading.ts';
import { assignmentOn } from './task-changes.ts';

/**
 * Of a late task the assignee is reminded once and their manager notified once; the days are the assignee's
 * business days. What fell due while nothing ran is caught up with together. A task that was put off is left alone
 * until its day; then it comes back to its assignee once, and is late from there on.
 */
export function chaseLateTasks(work: EpisodeWork, tasks: RaisedTask[]): { tasks: RaisedTask[]; mails: OutboxMail[] } {
  const { team, calendar, company, isOutline } = work.context;
  const { asOf } = work.input.usage;
  const { remindAfterInBusinessDays, escalateAfterInBusinessDays } = work.input.playbook.overdue;
  const mails: OutboxMail[] = [];
  return { tasks: tasks.map(chase), mails };

  function chase(raised: RaisedTask): RaisedTask {
    const { snoozedUntil, assignee: assigneeId } = assignmentOn(raised, work.input.activities, asOf);
    const task = raised.assignee === assigneeId ? raised : { ...raised, assignee: assigneeId };
    if (snoozedUntil !== undefined && snoozedUntil > asOf) return task;
    const assignee = team.memberOf(assigneeId);
    const due = snoozedUntil !== undefined && snoozedUntil > task.due ? snoozedUntil : task.due;
    let chased = task;
    if (snoozedUntil !== undefined && task.back !== snoozedUntil) {
      const { late: _, ...afresh } = task;
      chased = { ...afresh, back: snoozedUntil };
      const reader = assignee && (team.presentFor(assignee, asOf) ?? assignee);
      if (reader && !isOutline)
        mails.push(returnedTaskMail(work, { task: { ...task, due }, assignee, reader, at: snoozedUntil }));
    }
    if (chased.late === 'escalated' || due >= asOf) return chased;
    const late = calendar.businessDaysBetween(due, asOf, workingWeekOf(company, assignee));
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
      if (reader === null || isOutline) return;
      const { id, template } = task;
      // Of a task that came back, its assignee is reminded anew.
      const about = chased.back === undefined ? id : `${id}/${chased.back}`;
      const said = work.said();
      mails.push({
        ...mailOf(work, `${about}/${type}/${reader.id}`, reader),
        kind: type,
        person: reader.id,
        language: localeFor(company, reader),
        from: company.systemSender,
        replyTo: company.systemSender,
        content: {
          type,
          account: { id: work.input.account.id, name: work.input.account.name },
          episode: work.id,
          signal: work.episode.signal,
          subject: subjectOf(work),
          task: { id, template, due, assignee: assigneeId, assigneeName: assignee?.name ?? '' },
          lateInBusinessDays: late,
          ...(said && { said }),
        },
      });
    }
  }
}
