import type { Day } from '../../../../domain/time/day.ts';

export interface AccountsWords {
  heading: string;
  /** How many are found, of how many there are. */
  found(found: number, all: number): string;
  /** What those found pay together, a text for each currency. */
  pay(amounts: string[]): string;
  caption: string;
  columns: {
    name: string;
    health: string;
    change: string;
    line: string;
    mrr: string;
    renewal: string;
    stage: string;
    csm: string;
    tasks: string;
  };
  /** Of the columns that only a file has. */
  file: { id: string; grade: string; currency: string; segment: string; parent: string };
  filters: {
    words: string;
    csm: string;
    grade: string;
    stage: string;
    segment: string;
    parent: string;
    renewal: string;
    within(days: number): string;
    passed: string;
    none: string;
    left: string;
  };
  noScore: string;
  /** Its sources are silent: so old is the score. */
  lastKnown(day: Day): string;
  points(tenths: number): string;
  change(tenths: number): string;
  inDays(days: number): string;
  leftOn(day: Day): string;
  nobody: string;
  asOf(moment: string): string;
  partial: string;
  empty: { heading: string; lead: string };
  nothingFound: { heading: string; lead: string };
  tooMany: { heading: string; lead(found: number): string; back: string };
}
