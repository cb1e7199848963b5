import { workingWeekOf } from '../../domain/company/team.ts';
import { businessCalendar } from '../../domain/time/business-days.ts';
import { readTask } from '../readings/task.ts';
import { notFoundPage } from '../team-pages/notices.ts';
import { taskPage } from '../team-pages/task/task-page.ts';
import type { ShowTeamPage } from './page-request.ts';

/** A task whole, with what may be done with it. */
export const showTask: ShowTeamPage = async ({ reader, id, form }, showing) => {
  const { company, clock, now } = showing;
  const { member, locale } = reader;
  const read = await readTask(id, member, showing);
  if (read === undefined) return notFoundPage(reader);
  const { facts, members, health, stage, mails } = read;
  return taskPage(
    { ...facts, health, stage, mails, mayWork: reader.may('work') },
    {
      ...{ form, locale, members, playbook: facts.playbook },
      today: clock.dayOf(now()),
      calendar: businessCalendar(company.holidays),
      week: workingWeekOf(company, member),
    },
  );
};
