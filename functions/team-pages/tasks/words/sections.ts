import type { Period } from '../../../../domain/kpis/period.ts';
import type { Priority } from '../../../../domain/tasks/priority.ts';
import type { TaskListState } from '../../../../domain/tasks/task-list.ts';
import type { Day } from '../../../../domain/time/day.ts';

/** A week as pages tell of it: the one that it is, or one to come. */
export interface WeekTold extends Period {
  isThis: boolean;
}

export interface TasksWords {
  heading: string;
  lead(open: number, late: number, nobodys: number): string;
  allDone: { heading: string; lead: string };
  /** Leads to what was closed. */
  closedLately: string;
  /** What is to be done about how the team works. */
  moves: string;
  nothingFound: { heading: string; lead: string };
  found(count: number): string;
  table: { caption: string; task: string; signal: string; person: string; due: string; priority: string };
  priority: Record<Priority, string>;
  nobody: string;
  late: string;
  putOff: string;
  filters: {
    person: string;
    account: string;
    signal: string;
    stage: string;
    state: string;
    due: string;
    priority: string;
    states: Record<TaskListState | 'closed', string>;
    today: string;
    week(week: WeekTold): string;
    later: string;
  };
}

/** Of what was closed lately. */
export interface ClosedTasksWords {
  heading: string;
  lead(count: number, since: Day): string;
  none: { heading: string; lead: string };
  nothingFound: { heading: string; lead: string };
  closedOn: string;
  how: string;
  /** What the team says of the signal. */
  word: string;
  /** Of the columns that only a file has. */
  file: {
    id: string;
    account: string;
    raisedOn: string;
    by: string;
    outcome: string;
    minutes: string;
    note: string;
    wordNote: string;
  };
  back: string;
  tooMany: { heading: string; lead(found: number): string; back: string };
}

export interface LoadWords {
  heading: string;
  caption: string;
  person: string;
  week(week: WeekTold): string;
  inAll: string;
  due(count: number): string;
  possible(count: number): string;
  excess(count: number): string;
  /** Somebody who has more to do in the week than they can. */
  over(name: string, week: WeekTold, due: number, possible: number): string;
  away(name: string, week: WeekTold, due: number): string;
  left(name: string, open: number): string;
  more(count: number): string;
  /** Of nobody it is known how much they do in a week. */
  notSet: string;
  /** Leads to the load of everybody. */
  everybody(count: number): string;
  back: string;
}

export interface HandOverWords {
  heading: string;
  lead: string;
  to: string;
  pick: string;
  /** Whom they may be given to, with what they have to do in the week. */
  receiver(name: string, week: WeekTold, due: number, possible: number | undefined): string;
  note: string;
  optional: string;
  button: string;
}
