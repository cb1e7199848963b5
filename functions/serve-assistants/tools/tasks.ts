import { addressOfPage, pageOf } from '../../../domain/links/team-pages.ts';
import { after as comingAfter } from '../../../domain/tasks/task-list.ts';
import { readOpenTasks, tasksAsked } from '../../readings/tasks.ts';
import { orderIn, placeIn, placeText } from '../../team-pages/tasks/tasks-query.ts';
import { queryOf } from '../arguments.ts';
import type { AnswerTool } from '../tool.ts';
import { taskFacts } from './task-facts.ts';

const MOST_ROWS = 20;

/** Open tasks of the whole team, or those that are asked for; what is due first in front. */
export const tellTasks: AnswerTool = async (given, { asker: { locale }, readings, webUrl }) => {
  const query = queryOf(given);
  const read = await readOpenTasks(query, false, readings);
  const { tasks, playbook, today } = read;
  const found = tasksAsked(read, query);
  const place = placeIn(query);
  const inFront = place === undefined ? found : comingAfter(found, orderIn(query), place);
  const onPage = inFront.slice(0, MOST_ROWS);
  const [shown, accounts] = await Promise.all([
    readings.assigned.read(onPage),
    readings.lists.accounts(new Set(onPage.map(({ account }) => account))),
  ]);
  const names = new Map(tasks.team.members.map(({ id, name }) => [id, name]));
  const last = onPage.at(-1);
  const setting = { accounts, episodes: new Map(), playbook, today, locale, webUrl };
  return {
    found: found.length,
    tasks: shown.map((task) => ({
      ...taskFacts(task, setting),
      assignee: task.assignee === null ? null : (names.get(task.assignee) ?? null),
    })),
    ...(last !== undefined && inFront.length > onPage.length && { next: placeText(last) }),
    page: addressOfPage(webUrl, `${pageOf('tasks')}${query.size > 0 ? `?${query}` : ''}`),
  };
};
