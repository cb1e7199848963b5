import type { Day } from './day.ts';
import type { DataSnapshot } from './mail-content.ts';

export type TaskStatus = 'open' | 'done' | 'recovered' | 'retired';

/** One piece of work for one person. Its id is episode + template: raised twice, it is still one task. */
export interface Task {
  id: string;
  account: string;
  signal: string;
  subject: string | null;
  episode: string;
  template: string;
  /** In the assignee's language. */
  title: string;
  /** Id of the person; null when nobody could be found. */
  assignee: string | null;
  role: string;
  priority: 'high' | 'normal' | 'low';
  due: Day;
  status: TaskStatus;
  outcome: string | null;
  /** Position in its group, from 1. */
  order: number;
  raisedOn: Day;
  closedOn: Day | null;
  data: DataSnapshot;
}
