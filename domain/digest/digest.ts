import type { Csm } from '../account.ts';
import type { Day } from '../day.ts';
import type { DigestContent, DigestTask } from '../mail-content.ts';
import type { Team } from '../plays/team.ts';
import type { Task } from '../task.ts';
import { newSince } from './digest-time.ts';

/** What a digest needs of a task. */
export type OpenTask = Pick<
  Task,
  | 'id'
  | 'account'
  | 'signal'
  | 'subject'
  | 'episode'
  | 'template'
  | 'title'
  | 'assignee'
  | 'priority'
  | 'due'
  | 'raisedAt'
  | 'lacks'
  | 'snoozedUntil'
>;

/** What stands of an account today for one of its signals. */
export type AccountView = Pick<DigestContent['accounts'][number], 'account' | 'about' | 'evidence' | 'data'>;

/** One reads a screenful, and works from the list. */
const MOST_ACCOUNTS = 12;
const MOST_TASKS_OF_AN_ACCOUNT = 5;
const MOST_COLLEAGUES = 10;

const priorities = ['high', 'normal', 'low'] as const;

/** What is due first comes first; on the same day what matters more. */
function byUrgency(a: OpenTask, b: OpenTask): number {
  if (a.due !== b.due) return a.due < b.due ? -1 : 1;
  const rank = priorities.indexOf(a.priority) - priorities.indexOf(b.priority);
  return rank === 0 ? (a.id < b.id ? -1 : 1) : rank;
}

/**
 * The open tasks by whoever has them on the day: what somebody had who left is their successor's, and what is put off
 * comes back on its day.
 */
export function tasksByPerson(tasks: OpenTask[], team: Team, day: Day): Map<string, OpenTask[]> {
  const byPerson = new Map<string, OpenTask[]>();
  for (const task of tasks) {
    if (task.snoozedUntil !== undefined && task.snoozedUntil > day) continue;
    const assignee = team.memberOf(task.assignee);
    const person = assignee && team.successorFor(assignee, day);
    if (person === null) continue;
    const own = byPerson.get(person.id);
    if (own === undefined) byPerson.set(person.id, [task]);
    else own.push(task);
  }
  return byPerson;
}

/** The most urgent task of each account, the most urgent account first. */
function accountsOf(tasks: OpenTask[]): OpenTask[][] {
  const byAccount = new Map<string, OpenTask[]>();
  for (const task of [...tasks].sort(byUrgency)) {
    const own = byAccount.get(task.account);
    if (own === undefined) byAccount.set(task.account, [task]);
    else own.push(task);
  }
  return [...byAccount.values()];
}

/** The most urgent task of each account that a digest has room for: of these it shows what moved. */
export function leadingTasks(tasks: OpenTask[]): OpenTask[] {
  return accountsOf(tasks)
    .slice(0, MOST_ACCOUNTS)
    .map(([first]) => first as OpenTask);
}

export interface DigestInput {
  reader: Csm;
  day: Day;
  /** When the reader's last digest was made, and the day it was on their clock; `null`: this is the first. */
  last: { at: string; day: Day } | null;
  /** The reader's own. */
  tasks: OpenTask[];
  /** Of the accounts of the leading tasks, by id. */
  views: ReadonlyMap<string, AccountView>;
  /** How many tasks of each who reports to the reader are late. */
  lateOfTeam: { name: string; late: number }[];
}

/** What somebody has to do, put together for a mail; `null` where there is nothing. */
export function digestOf({ reader, day, last, tasks, views, lateOfTeam }: DigestInput): DigestContent | null {
  const team = lateOfTeam.filter(({ late }) => late > 0).sort((a, b) => b.late - a.late);
  if (tasks.length === 0 && team.length === 0) return null;
  // The first digest of all would call everything new.
  const isNew = ({ raisedAt }: OpenTask) =>
    last !== null && raisedAt !== undefined && Date.parse(raisedAt) >= newSince(last.at);
  const accounts = accountsOf(tasks);
  const rest = accounts.slice(MOST_ACCOUNTS);
  return {
    type: 'digest',
    reader: reader.name,
    day,
    since: last?.day ?? null,
    open: tasks.length,
    late: tasks.filter(({ due }) => due < day).length,
    fresh: tasks.filter(isNew).length,
    accounts: accounts.slice(0, MOST_ACCOUNTS).map((own) => {
      const { account, signal } = own[0] as OpenTask;
      return {
        ...(views.get(account) ?? unknownView(account)),
        signal,
        tasks: own
          .slice(0, MOST_TASKS_OF_AN_ACCOUNT)
          .map((task) => ({ ...lineOf(task), isNew: isNew(task) }) satisfies DigestTask),
        moreTasks: Math.max(0, own.length - MOST_TASKS_OF_AN_ACCOUNT),
        lacks: [...new Set(own.flatMap(({ lacks = [] }) => lacks))],
      };
    }),
    more: { accounts: rest.length, tasks: rest.flat().length },
    team: team.slice(0, MOST_COLLEAGUES),
  };
}

const lineOf = ({ id, template, title, priority, due, assignee }: OpenTask) => {
  return { id, template, title, priority, due, assignee };
};

/** Of an account that is no longer there: its tasks still are. */
function unknownView(account: string): AccountView {
  return { account: { id: account, name: account }, about: null, evidence: {}, data: { weeklyLogins: [] } };
}
