import type { FeedbackVerdict, Task } from '../tasks/task.ts';
import { addDays, type Day, daysBetween, weekOf } from '../time/day.ts';
import type { Outrunning } from './outrunning.ts';

/** What became of the tasks that a signal raised in a week. What is in none of these is at work. */
export interface SignalTally {
  raised: number;
  /** By a person, or answered by the customer. */
  done: number;
  /** Nobody did anything about it until it was due, or until it had closed by itself. */
  ignored: number;
  /** The latest word on each task. */
  words: Record<FeedbackVerdict, number>;
}

/** The tasks that were raised from a Monday to the Sunday after it, by signal. */
export interface SignalWeek {
  week: Day;
  signals: Record<string, SignalTally>;
}

/** What becomes of a task is looked at for so long; older weeks stay as they were counted last. */
export const WEEKS_COUNTED = 8;
/** So many are kept: half a year. */
const MOST_WEEKS = 26;

/** The first of the days whose tasks are counted anew. */
export const countedFrom = (today: Day, isFirst: boolean): Day =>
  addDays(weekOf(today), -7 * ((isFirst ? MOST_WEEKS : WEEKS_COUNTED) - 1));

export const emptyTally = (): SignalTally => ({
  raised: 0,
  done: 0,
  ignored: 0,
  words: { useful: 0, 'too-early': 0, 'false-alarm': 0 },
});

/** Counts tasks as they are read, so that there may be more of them than memory holds. */
export class SignalCounter {
  private readonly weeks = new Map<Day, Map<string, SignalTally>>();

  constructor(private readonly today: Day) {}

  count(task: Pick<Task, 'signal' | 'raisedOn' | 'due' | 'status' | 'feedback' | 'history'>): void {
    const tally = this.tallyOf(weekOf(task.raisedOn), task.signal);
    tally.raised += 1;
    if (task.status === 'done' || task.status === 'answered') tally.done += 1;
    else if (isIgnored(task, this.today)) tally.ignored += 1;
    if (task.feedback !== undefined) tally.words[task.feedback] += 1;
  }

  /** With those of earlier nights, the latest first. */
  after(before: readonly SignalWeek[], from: Day): SignalWeek[] {
    const counted = [...this.weeks].map(
      ([week, signals]): SignalWeek => ({ week, signals: Object.fromEntries(signals) }),
    );
    const oldest = addDays(weekOf(this.today), -7 * (MOST_WEEKS - 1));
    const kept = before.filter(({ week }) => week < from && week >= oldest);
    return [...kept, ...counted].sort((a, b) => (a.week < b.week ? 1 : -1));
  }

  private tallyOf(week: Day, signal: string): SignalTally {
    const ofWeek = this.weeks.get(week) ?? new Map<string, SignalTally>();
    this.weeks.set(week, ofWeek);
    const tally = ofWeek.get(signal) ?? emptyTally();
    ofWeek.set(signal, tally);
    return tally;
  }
}

function isIgnored({ status, due, history = [] }: Pick<Task, 'status' | 'due' | 'history'>, today: Day): boolean {
  const isTouched = history.some(({ act }) => act !== 'approval-expired');
  return !isTouched && (status === 'open' ? due < today : true);
}

/** What a signal did over some weeks. */
export function tallyOver(weeks: readonly SignalWeek[], signal: string): SignalTally {
  const sum = emptyTally();
  for (const { signals } of weeks) {
    const tally = Object.hasOwn(signals, signal) ? signals[signal] : undefined;
    if (tally === undefined) continue;
    sum.raised += tally.raised;
    sum.done += tally.done;
    sum.ignored += tally.ignored;
    for (const word of Object.keys(sum.words) as FeedbackVerdict[]) sum.words[word] += tally.words[word];
  }
  return sum;
}

/** What a signal did lately, and what people are warned by. */
export const WEEKS_LATELY = 4;

/** The weeks of the last so many that are over. */
export const lastWeeks = (weeks: readonly SignalWeek[], count: number, today: Day): SignalWeek[] =>
  weeks.filter(({ week }) => {
    const ago = daysBetween(week, weekOf(today)) / 7;
    return ago >= 1 && ago <= count;
  });

/** Of fewer tasks it may be one bad week of one person. */
const LEAST_IGNORED = 5;

/** Of the signals of whose tasks at least every other one was ignored, the one with the most of them. */
export function outrunning(weeks: readonly SignalWeek[], signals: Iterable<string>): Outrunning | null {
  let most: Outrunning | null = null;
  for (const signal of signals) {
    const { raised, done, ignored } = tallyOver(weeks, signal);
    if (ignored < LEAST_IGNORED || ignored < done) continue;
    if (ignored > (most?.ignored ?? 0)) most = { signal, raised, ignored };
  }
  return most;
}
