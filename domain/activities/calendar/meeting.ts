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

/** Why an entry of a calendar was not logged as a meeting with a customer. */
export type MeetingObstacle =
  | { why: 'all-day' | 'no-time' | 'too-long' | 'broken' | 'several-rules' | 'too-often' | 'nobody-known' | 'only-us' }
  | { why: 'several-accounts'; accounts: string[] }
  | { why: 'unknown-zone'; zone: string };

/** Left out, and told of: whoever imports may log it by hand. */
export interface SkippedMeeting {
  line: number;
  meeting: string;
  /** When it was, in ms; absent where that can't be told. */
  startsAt?: number;
  obstacle: MeetingObstacle;
}

const MINUTE_IN_MS = 60_000;

export const minutesOf = ({ startsAt, endsAt }: Pick<Meeting, 'startsAt' | 'endsAt'>) =>
  Math.round((endsAt - startsAt) / MINUTE_IN_MS);
