import { weeksAhead } from '../../domain/tasks/load.ts';
import { after, matching } from '../../domain/tasks/task-list.ts';
import { businessCalendar } from '../../domain/time/business-days.ts';
import { loadPage, tasksPage } from '../team-pages/tasks/tasks-page.ts';
import { asksForClosed, filterIn, orderIn, placeIn, placeText } from '../team-pages/tasks/tasks-query.ts';
import { ofAccounts, signalNamer } from './narrow-tasks.ts';
import type { ShowTeamPage } from './page-request.ts';
import { rowsOfMoves } from './rows-of-moves.ts';

const TASKS_A_PAGE = 50;
const PEOPLE_A_PAGE = 40;

/** What everybody has to do: who has too much, and what is looked for. Only the tasks of the page are read whole. */
export const showTasks: ShowTeamPage = async (request, showing) => {
  if (asksForClosed(request.query)) return (await import('./closed-tasks.ts')).showClosedTasks(request, showing);
  const { reader, query, form } = request;
  const { records, openTasks, board, company, clock, now } = showing;
  // Whoever has just changed something looks whether it is so.
  const { locale, may, isLastActTold: isChanged } = reader;
  const asksForAccounts = query.get('account') || query.get('stage');
  const [playbook, tasks, accountsKnown] = await Promise.all([
    records.playbook(undefined),
    isChanged ? openTasks.anew() : openTasks.get(),
    asksForAccounts ? board.read() : undefined,
  ]);
  const today = clock.dayOf(now());
  const setting = { today, company, calendar: businessCalendar(company.holidays) };
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
  const signalNow = signalNamer(playbook);
  const order = orderIn(query);
  const alike = matching(tasks.inOrder(order), filterIn(query, team.members), {
    today,
    weeks: weeksAhead(setting),
    signalNow,
  });
  const found = accountsKnown === undefined ? alike : ofAccounts(alike, accountsKnown, query);
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
