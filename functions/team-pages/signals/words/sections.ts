import type { SignalRow } from '../../../../domain/data-map/data-map.ts';
import type { FeedbackVerdict } from '../../../../domain/tasks/task.ts';
import type { Day } from '../../../../domain/time/day.ts';

export interface SignalsPageWords {
  heading: string;
  /** Of the last weeks that are over. */
  lead(raised: number, done: number, weeks: number): string;
  /** Names the alarm that nobody keeps up with, and what can be done. */
  outruns(signal: string, ignored: number, raised: number): { heading: string; lead: string };
  none: { heading: string; lead: string };
  quiet(weeks: number): string;
  countedAt(moment: string): string;
  stale: string;
  about: string;
  columns: {
    signal: string;
    byWeek: string;
    aWeek: string;
    raised: string;
    done: string;
    ignored: string;
    words: string;
    precision: string;
    /** Of those who left: by the backtest. */
    caught: string;
    data: string;
  };
  word: Record<FeedbackVerdict, (count: number) => string>;
  noWord: string;
  precision(share: string, useful: number, words: number, low: string, high: string): string;
  fewWords(useful: number, words: number): string;
  ofRaised(count: number, raised: number): string;
  data: Record<SignalRow['state'], string>;
  /** @param more of them than are named */
  missing(named: string[], more: number): string;
  retired: string;
  side: { risk: string; opportunity: string; service: string };
  whole: string;
  one: {
    lead(weeks: number): string;
    week: string;
    weekOf(day: Day): string;
    tasks: string;
    back: string;
    nothing: string;
    byWeek: string;
  };
}
