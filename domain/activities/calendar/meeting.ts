/** Somebody who was invited, or who invited. */
export interface Guest {
  /** In small letters. */
  address: string;
  hasDeclined: boolean;
}

/** A meeting that stands in somebody's calendar and was not cancelled. */
export interface Meeting {
  /** What the calendar calls it or its series. */
  uid: string;
  /** Which one of its series it is, by when it would have been, in ms; null of one that stands for itself. */
  recurrence: number | null;
  /** Of the file. */
  line: number;
  title: string;
  /** In ms. */
  startsAt: number;
  endsAt: number;
  guests: Guest[];
}

/** Left out, and told of: whoever imports may log it by hand. */
export interface SkippedMeeting {
  line: number;
  meeting: string;
  /** When it was, in ms; absent where that can't be told. */
  startsAt?: number;
  reason: string;
}

const MINUTE_IN_MS = 60_000;

export const minutesOf = ({ startsAt, endsAt }: Pick<Meeting, 'startsAt' | 'endsAt'>) =>
  Math.round((endsAt - startsAt) / MINUTE_IN_MS);
