/**
 * What became of one account within the period that is asked about. Days are counted from the period's first, which is 0;
 * those before it are below 0.
 */
export interface AccountRecord {
  account: string;
  /** When it was a customer: spans of days, both ends included, in their order. */
  customer: readonly Span[];
  /** On which days what is asked about happened, in their order. */
  outcomes: readonly number[];
  /** What the signals of the playbook raised, in the order of the days. */
  alarms: readonly Alarm[];
  /** How many of its days were looked at. */
  daysSeen: number;
  /** By the place of a signal: spans of days on which it could tell of nothing, for want of data. */
  unknown: Readonly<Record<number, readonly Span[]>>;
  /** Who had the account on each day of these spans; a day on which nobody had it counts for nobody. */
  csms: readonly { csm: string; span: Span }[];
}

export type Span = readonly [first: number, last: number];

/** An episode of a signal. */
export interface Alarm {
  /** Its place among the signals of the question. */
  signal: number;
  /** The day on which it opened; of one that was open when the days began to be looked at, one before all of them. */
  day: number;
  /** The last day on which it was open. */
  openUntil: number;
  /** Somebody did something about it within the lead. */
  isActedOn: boolean;
}

/** Of an alarm that was open when the days began to be looked at: nobody knows since when. */
export const SINCE_BEFORE = Number.MIN_SAFE_INTEGER;

export const isWithin = (spans: readonly Span[], day: number) =>
  spans.some(([first, last]) => first <= day && day <= last);

/** The days that lie in both. */
export const intersection = (some: readonly Span[], others: readonly Span[]): Span[] =>
  some.flatMap(([first, last]) =>
    others.flatMap(([from, to]): Span[] => {
      const both: Span = [Math.max(first, from), Math.min(last, to)];
      return both[0] <= both[1] ? [both] : [];
    }),
  );

/** How many days lie in both. */
export const overlap = (some: readonly Span[], others: readonly Span[]): number =>
  intersection(some, others).reduce((sum, [first, last]) => sum + last - first + 1, 0);
