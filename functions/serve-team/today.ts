import { isPutOff } from '../../domain/tasks/listed-task.ts';
import type { Task } from '../../domain/tasks/task.ts';
import { contactKey } from '../store/work/team-records.ts';
import { todayPage } from '../team-pages/today-page.ts';
import type { ShowTeamPage } from './page-request.ts';

const MOST_TASKS = 50;

/** The tasks of a reader, as they stand. */
export const showToday: ShowTeamPage = async ({ reader: { member, locale } }, showing) => {
  const { assigned, records, lists, clock, now } = showing;
  const today = clock.dayOf(now());
  const [{ tasks, next }, playbook] = await Promise.all([
    assigned.of(member.id, MOST_TASKS),
    records.playbook(undefined),
  ]);
  const shown = tasks.filter((task) => !isPutOff(task, today));
  const [accounts, episodes] = await Promise.all([
    lists.accounts(shown.map(({ account }) => account)),
    lists.episodes(shown.map(({ account, episode }) => ({ account, id: episode }))),
  ]);
  const people = await lists.contacts(
    shown.flatMap(({ account, subject, episode }) => {
      const id = episodes.get(episode)?.person ?? subject;
      return id === null ? [] : [{ account, id }];
    }),
  );
  const personOf = ({ account, subject, episode }: Task) =>
    people.get(contactKey({ account, id: episodes.get(episode)?.person ?? subject ?? '' }));
  return todayPage(
    { tasks: shown, hasMore: next !== undefined, accounts, episodes, personOf, playbook },
    locale,
    today,
  );
};
