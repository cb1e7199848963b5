import type { FeedbackVerdict } from '../../../../domain/tasks/task.ts';
import type { Day } from '../../../../domain/time/day.ts';

/** What is done to a task on the team's pages, and what is told of it. */
export interface TaskActWords {
  /** Opens what may be done. */
  open: string;
  note: string;
  done: string;
  minutes: string;
  later: string;
  nextBusinessDay(day: Day): string;
  nextWeek(day: Day): string;
  anotherDay: string;
  untilThatDay: string;
  handOver: string;
  to: string;
  judge: string;
  /** Above the form, with what could not be taken as it was. */
  notYet: string;
  told: {
    done(name: string): string;
    snoozed(name: string, until: Day): string;
    handedOver(name: string, to: string): string;
    severalHandedOver(count: number, to: string): string;
    noneHandedOver: string;
    judged(name: string, verdict: FeedbackVerdict): string;
  };
  /** Of one of several: why nothing was done to it. */
  left: { gone: string; closed(name: string): string; other(name: string, why: string): string };
  tooMany(most: number): string;
  noneChosen: { heading: string; lead: string };
  conflict: {
    heading: string;
    /** What somebody else did, and when (ISO), where that is known. */
    since(what: string, moment: string | undefined): string;
    typed: string;
    again: string;
    toTask: string;
    back: string;
  };
}
