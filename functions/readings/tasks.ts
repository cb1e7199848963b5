import type { Company } from '../../domain/company/company.ts';
import type { Playbook } from '../../domain/playbook/playbook.ts';
import type { ListedTask } from '../../domain/tasks/listed-task.ts';
import { weeksAhead } from '../../domain/tasks/load.ts';
import { matching } from '../../domain/tasks/task-list.ts';
import { type BusinessCalendar, businessCalendar } from '../../domain/time/business-days.ts';
import type { Day } from '../../domain/time/day.ts';
import type { Board } from '../store/board/board-reader.ts';
import { filterIn, orderIn } from '../team-pages/tasks/tasks-query.ts';
import { ofAccounts, signalNamer } from './narrow-tasks.ts';
import type { OpenTasks } from './open-tasks.ts';
import type { Readings } from './readings.ts';

/** What everybody has to do, and what it takes to look for some of it. */
export interface OpenTasksRead {
  tasks: OpenTasks;
  playbook: Playbook | undefined;
  /** Only where accounts are asked for. */
  accountsKnown: Pick<Board, 'entries'> | undefined;
  today: Day;
  setting: { today: Day; company: Company; calendar: BusinessCalendar };
}

/** @param isAsOfNow where what was read some seconds ago is too old */
export async function readOpenTasks(
  query: URLSearchParams,
  isAsOfNow: boolean,
  { records, openTasks, board, company, clock, now }: Readings,
): Promise<OpenTasksRead> {
  const asksForAccounts = query.get('account') || query.get('stage');
  const [playbook, tasks, accountsKnown] = await Promise.all([
    records.playbook(undefined),
    isAsOfNow ? openTasks.anew() : openTasks.get(),
    asksForAccounts ? board.read() : undefined,
  ]);
  const today = clock.dayOf(now());
  const setting = { today, company, calendar: businessCalendar(company.holidays) };
  return { tasks, playbook, accountsKnown, today, setting };
}

/** Those that are asked for, in the order that is asked for. */
export function tasksAsked(
  { tasks, playbook, accountsKnown, today, setting }: OpenTasksRead,
  query: URLSearchParams,
): readonly ListedTask[] {
  const alike = matching(tasks.inOrder(orderIn(query)), filterIn(query, tasks.team.members), {
    today,
    weeks: weeksAhead(setting),
    signalNow: signalNamer(playbook),
  });
  return accountsKnown === undefined ? alike : ofAccounts(alike, accountsKnown, query);
}
