import type { CustomerSaid } from '../../../../domain/audit/customer-answers.ts';
import type { TaskStatus } from '../../../../domain/tasks/task.ts';
import type { Day } from '../../../../domain/time/day.ts';

export interface TodayWords {
  heading(day: Day): string;
  lead(open: number, late: number): string;
  groups: { late: string; today: string; soon: string; later: string };
  /** Of somebody who is away, or has left. */
  of: { away(name: string): string; left(name: string): string };
  allDone: { heading: string; next(day: Day, hour: number): string };
  approvals: {
    heading: string;
    /** To whom, at which account. */
    to(person: string, account: string): string;
    /** In whose name it goes. */
    from(name: string): string;
    look: string;
    subject: string;
    body: string;
    send: string;
    drop: string;
    all: string;
  };
  /** What customers answered: to what, and what. */
  answers: { heading: string; said: Record<CustomerSaid['what'], (said: string) => string> };
  closed: { heading: string; how: Record<Exclude<TaskStatus, 'open'>, string>; by(name: string): string };
}
