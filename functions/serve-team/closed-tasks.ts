import { CLOSED_LATELY_IN_DAYS, closedAfter, lastClosedFirst } from '../../domain/tasks/closed-list.ts';
import { addDays } from '../../domain/time/day.ts';
import { ofAccounts, signalNamer } from '../readings/narrow-tasks.ts';
import { isFileAskedFor } from '../team-pages/csv.ts';
import { closedTasksFile } from '../team-pages/tasks/closed-file.ts';
import { type ClosedTasksFacts, closedPage, tooManyClosed } from '../team-pages/tasks/closed-page.ts';
import { closedPlaceIn, closedPlaceText, filterIn } from '../team-pages/tasks/tasks-query.ts';
import type { ShowTeamPage } from './page-request.ts';

const TASKS_A_PAGE = 50;
/** They are read whole. */
const MOST_IN_A_FILE = 2_000;

/** What was closed in the last weeks: what came of it, and what the team says of its signal. */
export const showClosedTasks: ShowTeamPage = async ({ reader: { locale }, query }, showing) => {
  const { records, openTasks, assigned, lists, board, clock, now } = showing;
  const today = clock.dayOf(now());
  const asksForAccounts = query.get('account') || query.get('stage');
  const [playbook, { team }, accountsKnown] = await Promise.all([
    records.playbook(undefined),
    openTasks.get(),
    asksForAccounts ? board.read() : undefined,
  ]);
  const { people, signal } = filterIn(query, team.members);
  const everybody = [...team.members.map(({ id }) => id), ...team.unreadable];
  const since = addDays(today, 1 - CLOSED_LATELY_IN_DAYS);
  const asked = everybody.filter((id) => people === undefined || people.has(id));
  const listed = await assigned.listedClosed(asked, since);
  const signalNow = signalNamer(playbook);
  const alike = listed.filter((task) => signal === undefined || signalNow(task.signal) === signal);
  const found = lastClosedFirst(accountsKnown === undefined ? alike : ofAccounts(alike, accountsKnown, query));
  const isFile = isFileAskedFor(query);
  const place = closedPlaceIn(query);
  const inFront = place === undefined || isFile ? found : closedAfter(found, place);
  const wanted = inFront.slice(0, isFile ? MOST_IN_A_FILE : TASKS_A_PAGE);
  const last = wanted.at(-1);
  const [shown, accounts] = await Promise.all([
    assigned.readClosed(wanted),
    lists.accounts(new Set(wanted.map(({ account }) => account))),
  ]);
  const facts: ClosedTasksFacts = {
    ...{ found: found.length, shown, accounts, since, playbook, query },
    next: last !== undefined && inFront.length > wanted.length ? closedPlaceText(last) : undefined,
    names: new Map(team.members.map(({ id, name }) => [id, name])),
  };
  if (!isFile) return closedPage(facts, { locale, today });
  const file = found.length > MOST_IN_A_FILE ? null : closedTasksFile(facts, { locale, today });
  return file ?? tooManyClosed(facts, locale);
};
