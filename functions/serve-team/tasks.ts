import { after } from '../../domain/tasks/task-list.ts';
import { readOpenTasks, tasksAsked } from '../readings/tasks.ts';
import { loadPage, tasksPage } from '../team-pages/tasks/tasks-page.ts';
import { asksForClosed, orderIn, placeIn, placeText } from '../team-pages/tasks/tasks-query.ts';
import type { ShowTeamPage } from './page-request.ts';
import { rowsOfMoves } from './rows-of-moves.ts';

const TASKS_A_PAGE = 50;
const PEOPLE_A_PAGE = 40;

/** What everybody has to do: who has too much, and what is looked for. Only the tasks of the page are read whole. */
export const showTasks: ShowTeamPage = async (request, showing) => {
  if (asksForClosed(request.query)) return (await import('./closed-tasks.ts')).showClosedTasks(request, showing);
  const { reader, query, form } = request;
  // Whoever has just changed something looks whether it is so.
  const { locale, may, isLastActTold: isChanged } = reader;
  const read = await readOpenTasks(query, isChanged === true, showing);
  const { tasks, playbook, today, setting } = read;
  const { team } = tasks;
  if (query.get('show') === 'load') {
    const loads = tasks.loads(setting);
    const from = Math.max(
      0,
      loads.findIndex(({ person }) => person.id === query.get('after')),
    );
    const shown = loads.slice(from, from + PEOPLE_A_PAGE);
    return loadPage({ loads: shown, next: loads[from + PEOPLE_A_PAGE]?.person.id, query }, { locale, today });
  }
  const names = new Map(team.members.map(({ id, name }) => [id, name]));
  const order = orderIn(query);
  const found = tasksAsked(read, query);
  const place = placeIn(query);
  const inFront = place === undefined ? found : after(found, order, place);
  const onPage = inFront.slice(0, TASKS_A_PAGE);
  const reading = Promise.all([
    showing.assigned.read(onPage),
    showing.lists.accounts(new Set(onPage.map(({ account }) => account))),
  ]);
  const last = onPage.at(-1);
  const next = last !== undefined && inFront.length > onPage.length ? placeText(last) : undefined;
  const person = query.get('person') || undefined;
  const moves = await rowsOfMoves(
    asksForMoves(query) ? tasks.moves.filter(({ owner }) => person === undefined || owner === person) : [],
    { form, locale, playbook, today, mayWork: may('work'), nameOf: (owner) => names.get(owner) ?? owner },
  );
  const draw = tasksPage(
    {
      moves,
      open: tasks.counts(today),
      loads: tasks.loads(setting),
      found: found.length,
      next,
      names,
      playbook,
      query,
    },
    { locale, today, form: may('work') ? form : undefined, isManager: may('manage') },
  );
  const [shown, accounts] = await reading;
  return draw({ shown, accounts });
};

/** They are about no account and no signal: whoever looks for such is not shown them. */
const asksForMoves = (query: URLSearchParams) =>
  ['account', 'signal', 'stage', 'state', 'due', 'priority', 'after'].every((name) => (query.get(name) ?? '') === '');
