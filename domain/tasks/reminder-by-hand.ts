import type { Account, Csm } from '../account/account.ts';
import type { Company } from '../company/company.ts';
import { localeFor, type Team, workingWeekOf } from '../company/team.ts';
import type { LateTaskMailContent } from '../mail/mail-content.ts';
import type { OutboxMail } from '../outbox/outbox.ts';
import type { BusinessCalendar } from '../time/business-days.ts';
import type { Day } from '../time/day.ts';
import type { Task } from './task.ts';

interface Asking {
  type: LateTaskMailContent['type'];
  account: Account;
  day: Day;
  /** Part of the mail's id: asked for once more, it is another mail. */
  moment: string;
}

interface Setting {
  company: Company;
  team: Team;
  calendar: BusinessCalendar;
  playbookVersion: string;
  /** ISO. */
  now: string;
}

/** How many business days of its assignee the task is late on the day. */
export function lateBy(
  { due, snoozedUntil, assignee }: Pick<Task, 'due' | 'snoozedUntil' | 'assignee'>,
  day: Day,
  { company, team, calendar }: Pick<Setting, 'company' | 'team' | 'calendar'>,
): number {
  const from = snoozedUntil !== undefined && snoozedUntil > due ? snoozedUntil : due;
  return from >= day ? 0 : calendar.businessDaysBetween(from, day, workingWeekOf(company, team.memberOf(assignee)));
}

/**
 * Reminds of a late task, or tells whoever answers for its assignee, because somebody asked for it; what is told by
 * itself is told all the same. `null` where there is nobody to tell.
 */
export function reminderByHand(
  task: Task,
  { type, account, day, moment }: Asking,
  setting: Setting,
): OutboxMail | null {
  const { company, team, playbookVersion, now } = setting;
  const { id, template, due, episode, signal, subject, data } = task;
  const assignee = team.memberOf(task.assignee);
  const reader: Csm | null =
    type === 'reminder'
      ? assignee && (team.presentFor(assignee, day) ?? team.successorFor(assignee, day))
      : team.managerOf(assignee, { account, day });
  if (reader === null) return null;
  const name = data.people.find((person) => person.id === subject)?.name ?? data.about?.name;
  return {
    id: `${id}/${type}/by-hand/${moment}/${reader.id}`,
    account: account.id,
    kind: type,
    playbook: playbookVersion,
    language: localeFor(company, reader),
    from: company.systemSender,
    replyTo: company.systemSender,
    to: { name: reader.name, address: reader.email },
    person: reader.id,
    content: {
      type,
      account: { id: account.id, name: account.name },
      episode,
      signal,
      subject: subject === null ? null : { id: subject, ...(name !== undefined && { name }) },
      task: { id, template, due, assignee: task.assignee, assigneeName: assignee?.name ?? '' },
      lateInBusinessDays: lateBy(task, day, setting),
      ...(data.said && { said: data.said }),
    },
    status: 'pending',
    // A person wants it to go, so no measure of the day holds it back.
    releasedAt: now,
    createdAt: now,
  };
}
