import type { Csm } from '../account/account.ts';
import { hasLeft } from '../company/team.ts';
import type { Day } from '../time/day.ts';

const HOUR_IN_MS = 3_600_000;
/** Who does nothing for so long is signed out. */
export const MOST_IDLE_IN_MS = 12 * HOUR_IN_MS;
/** Whoever they are, they sign in anew after this. */
export const LONGEST_SESSION_IN_MS = 7 * 24 * HOUR_IN_MS;
/** A browser's cookie is written anew no more often than this. */
const SEEN_TO_WITHIN_MS = 5 * 60_000;
/** Clocks of different machines differ. */
export const CLOCKS_DIFFER_BY_MS = 2 * 60_000;

/** Somebody of the team is signed in. Moments are in milliseconds since 1970. */
export interface Session {
  id: string;
  person: string;
  /** Their role when they signed in: with another one they sign in again. */
  role: Csm['role'];
  signedInAt: number;
  seenAt: number;
}

/** The session of somebody who signs in now. */
export const sessionOf = ({ id: person, role }: Pick<Csm, 'id' | 'role'>, id: string, nowInMs: number): Session => ({
  id,
  person,
  role,
  signedInAt: nowInMs,
  seenAt: nowInMs,
});

/** Whether its time is up, or it has not begun: it was made by somebody's clock that is far off. */
export function isOver({ signedInAt, seenAt }: Session, nowInMs: number): boolean {
  const begins = Math.max(signedInAt, seenAt) - CLOCKS_DIFFER_BY_MS;
  return nowInMs < begins || nowInMs - seenAt > MOST_IDLE_IN_MS || nowInMs - signedInAt > LONGEST_SESSION_IN_MS;
}

/** Whether the person may go on: they are still there, and still what they were. */
export const goesOn = ({ role }: Session, member: Csm | undefined, today: Day): member is Csm =>
  member !== undefined && member.role === role && !hasLeft(member, today);

/** The session as it was seen now; the same one where that was noted a moment ago. */
export const seenNow = (session: Session, nowInMs: number): Session =>
  nowInMs - session.seenAt > SEEN_TO_WITHIN_MS ? { ...session, seenAt: nowInMs } : session;
