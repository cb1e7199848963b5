import { workingWeekOf } from '../../domain/company/team.ts';
import { currentStage } from '../../domain/stages/stage-state.ts';
import { businessCalendar } from '../../domain/time/business-days.ts';
import { readWholeTaskFacts } from '../pages/read-facts.ts';
import { notFoundPage } from '../team-pages/notices.ts';
import { taskPage } from '../team-pages/task/task-page.ts';
import type { ShowTeamPage } from './page-request.ts';

const MOST_MAILS = 20;

/** A task whole, with what may be done with it. */
export const showTask: ShowTeamPage = async ({ reader, id, form }, showing) => {
  const { lists, company, records, mails, clock, now } = showing;
  const task = await lists.task(id);
  if (task === undefined) return notFoundPage(reader);
  const { member, locale } = reader;
  const read = { to: 'read', account: task.account, task: task.id, person: member.id, expiresAt: 0 } as const;
  const [facts, state, ofEpisode, members] = await Promise.all([
    readWholeTaskFacts({ company, records }, read),
    records.state(task.account),
    mails.ofEpisode(task, MOST_MAILS),
    records.members(),
  ]);
  return taskPage(
    {
      ...facts,
      health: state?.health,
      stage: currentStage(facts.account ?? {}, state),
      mails: ofEpisode,
      mayWork: reader.may('work'),
    },
    {
      ...{ form, locale, members, playbook: facts.playbook },
      today: clock.dayOf(now()),
      calendar: businessCalendar(company.holidays),
      week: workingWeekOf(company, member),
    },
  );
};
