import type { Csm } from '../account/account.ts';
import { groupedBy } from '../collections/grouped-by.ts';
import type { Team } from '../company/team.ts';
import type { MoveToDo } from '../improvement-map/moves.ts';
import type { DigestContent, DigestTask } from '../mail/mail-content.ts';
import type { OpenTask } from '../tasks/open-task.ts';
import type { Day } from '../time/day.ts';
import { newSince } from './digest-time.ts';
import { leadingTask, type Matter, mattersOf, type Rules } from './matters.ts';

/** How an account stands today with one of its signals. */
export type AccountView = Pick<DigestContent['accounts'][number], 'account' | 'about' | 'evidence' | 'data'>;

/** One reads a screenful, and works from the list. */
const MOST_MATTERS = 12;
/** No account takes the room of the others. */
const MOST_MATTERS_OF_AN_ACCOUNT = 3;
const MOST_TASKS_OF_A_MATTER = 5;
const MOST_COLLEAGUES = 10;
const MOST_MOVES = 5;

/**
 * The open tasks by whoever has them on the day: what somebody had who left is their successor's, and what is put off
 * comes back on its day.
 */
export function tasksByPerson(tasks: OpenTask[], team: Team, day: Day): Map<string, OpenTask[]> {
  return groupedBy(tasks, (task) => {
    if (task.snoozedUntil !== undefined && task.snoozedUntil > day) return undefined;
    const assignee = team.memberOf(task.assignee);
    return (assignee && team.successorFor(assignee, day))?.id;
  });
}

/** Those that a digest has room for. */
function shownMatters(tasks: OpenTask[], rules: Rules): Matter[] {
  return mattersOf(tasks, rules)
    .flatMap((ofAccount) => ofAccount.slice(0, MOST_MATTERS_OF_AN_ACCOUNT))
    .slice(0, MOST_MATTERS);
}

/** The tasks by which the matters are told that a digest has room for: of these it shows what moved. */
export function leadingTasks(tasks: OpenTask[], rules: Rules): OpenTask[] {
  return shownMatters(tasks, rules).map((matter) => leadingTask(matter, rules));
}

export interface DigestInput {
  reader: Csm;
  day: Day;
  /** When the reader's last digest was made, and the day it was on their clock; `null`: this is the first. */
  last: { at: string; day: Day } | null;
  /** The reader's own. */
  tasks: OpenTask[];
  /** Of the leading tasks, by the task's id. */
  views: ReadonlyMap<string, AccountView>;
  rules: Rules;
  /** Of the reader, those whose day has come. */
  moves: readonly MoveToDo[];
  /** How many tasks of each who reports to the reader are late. */
  lateOfTeam: { name: string; late: number }[];
}

/** What somebody has to do, put together for a mail; `null` where there is nothing. */
export function digestOf({
  reader,
  day,
  last,
  tasks,
  views,
  rules,
  moves,
  lateOfTeam,
}: DigestInput): DigestContent | null {
  const team = lateOfTeam.filter(({ late }) => late > 0).sort((a, b) => b.late - a.late);
  if (tasks.length === 0 && team.length === 0 && moves.length === 0) return null;
  // The first digest of all would call everything new.
  const isNew = ({ raisedAt }: OpenTask) =>
    last !== null && raisedAt !== undefined && Date.parse(raisedAt) >= newSince(last.at);
  const shown = shownMatters(tasks, rules);
  const untold = countByAccount(tasks);
  for (const { account, tasks: own } of shown) untold.set(account, (untold.get(account) ?? 0) - own.length);
  const accounts = new Set(shown.map(({ account }) => account));
  const rest = [...untold].filter(([account]) => !accounts.has(account));
  return {
    type: 'digest',
    reader: reader.name,
    day,
    since: last?.day ?? null,
    open: tasks.length,
    late: tasks.filter(({ due }) => due < day).length,
    fresh: tasks.filter(isNew).length,
    accounts: shown.map((matter, i) => {
      const { account, tasks: own } = matter;
      // What else there is at the account is told with its last matter.
      const besides = shown[i + 1]?.account === account ? 0 : (untold.get(account) ?? 0);
      const leading = leadingTask(matter, rules);
      return {
        ...(views.get(leading.id) ?? unknownView(account)),
        signal: leading.signal,
        tasks: own
          .slice(0, MOST_TASKS_OF_A_MATTER)
          .map((task) => ({ ...lineOf(task), isNew: isNew(task) }) satisfies DigestTask),
        moreTasks: Math.max(0, own.length - MOST_TASKS_OF_A_MATTER) + besides,
        lacks: [...new Set(own.flatMap(({ lacks = [] }) => lacks))],
      };
    }),
    more: { accounts: rest.length, tasks: rest.reduce((sum, [, count]) => sum + count, 0) },
    ...(moves.length > 0 && {
      moves: {
        shown: moves.slice(0, MOST_MOVES).map(({ move: { id, activity, kind }, what, due }) => {
          return { id, activity, kind, what, due };
        }),
        more: Math.max(0, moves.length - MOST_MOVES),
      },
    }),
    team: team.slice(0, MOST_COLLEAGUES),
  };
}

function countByAccount(tasks: OpenTask[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { account } of tasks) counts.set(account, (counts.get(account) ?? 0) + 1);
  return counts;
}

const lineOf = ({ id, template, title, priority, due, assignee }: OpenTask) => {
  return { id, template, title, priority, due, assignee };
};

/** Of an account that is no longer there: its tasks still are. */
function unknownView(account: string): AccountView {
  return { account: { id: account, name: account }, about: null, evidence: {}, data: { weeklyLogins: [] } };
}
