import type { Account } from '../account/account.ts';
import { renewalDateOf, renewalDatesOf } from '../account/products.ts';
import type { Activity } from '../activities/activity.ts';
import { workingWeekOf } from '../company/team.ts';
import type { Playbook } from '../playbook/playbook.ts';
import type { LiveEpisode, RaisedTask } from '../signals/reading.ts';
import { firstAfter } from '../signals/standing.ts';
import { assignmentOn } from '../tasks/task-changes.ts';
import type { WorkingWeek } from '../time/business-days.ts';
import { addDays, type Day, LAST_DAY } from '../time/day.ts';
import { isTimed } from './answer-steps.ts';
import { dueDay } from './due-steps.ts';
import type { PlanContext } from './episode-work.ts';
import { stepName } from './play-steps.ts';

interface Known {
  account: Account;
  activities: Activity[];
  playbook: Playbook;
  asOf: Day;
}

/**
 * The next day on which time alone may have a play ask for something, or one of its tasks be late. Whatever is done, said
 * or changed until then may of course ask for something at once.
 */
export function nextWorkDay(
  episode: LiveEpisode,
  { account, activities, playbook, asOf }: Known,
  context: Omit<PlanContext, 'now'>,
): Day {
  if (context.isHistory) return LAST_DAY;
  if (episode.begunOn === null) return addDays(asOf, 1);
  const lateOn = (episode.tasks ?? []).flatMap((task) => lateDaysOf(task));
  return firstAfter(asOf, ...stepDays(), ...lateOn);

  function stepDays(): Day[] {
    if (episode.recoveredOn !== undefined) return [];
    const steps = playbook.plays[playbook.signals[episode.signal]?.play ?? '']?.steps ?? [];
    const coming = steps.filter((step) => isTimed(step) && !episode.steps.includes(stepName(step)));
    if (coming.length === 0) return [];
    const renewalDate = renewalDateOf(account, episode.subject, asOf);
    // With a date gone by the next one counts.
    const datesOver = renewalDatesOf(account).map((date) => addDays(date, 1));
    return [...coming.map((step) => dueDay(step, episode, renewalDate)), ...datesOver];
  }

  function lateDaysOf(task: RaisedTask): Day[] {
    if (task.late === 'escalated') return [];
    const { snoozedUntil = '', assignee } = assignmentOn(task, activities, asOf);
    const due = snoozedUntil > task.due ? snoozedUntil : task.due;
    const week = workingWeekOf(context.company, context.team.memberOf(assignee));
    const { remindAfterInBusinessDays, escalateAfterInBusinessDays } = playbook.overdue;
    const latest = businessDayAfter(due, Math.max(remindAfterInBusinessDays, escalateAfterInBusinessDays), week);
    if (context.isOutline) return [snoozedUntil, latest];
    return [
      snoozedUntil,
      businessDayAfter(due, remindAfterInBusinessDays, week),
      businessDayAfter(due, escalateAfterInBusinessDays, week),
    ];
  }

  /** Counted as lateness is: the first business day after a day off is one day late. */
  function businessDayAfter(due: Day, days: number, week: WorkingWeek): Day {
    let day = due;
    for (let left = days; left > 0; ) {
      day = addDays(day, 1);
      if (context.calendar.isBusinessDay(day, week)) left -= 1;
    }
    return day;
  }
}
