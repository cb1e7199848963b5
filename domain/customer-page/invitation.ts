import { type LinkAction, linkFor } from '../links/link.ts';
import type { Day } from '../time/day.ts';

/** That one of the customer's people may open their own page, by a link. */
export interface Invitation {
  contact: string;
  /** When (ISO), and by whom of the team, they were invited last; absent where only a mail of a play brought them the link. */
  invitedAt?: string;
  by?: string;
  /** The day of the last mail that invited them. */
  mailedOn?: Day;
  /** Links that end by then (seconds since 1970) open nothing any more. */
  revokedUntil?: number;
  /** The day on which they opened it last. */
  openedOn?: Day;
}

export const toOwnPage = (account: string, contact: string): LinkAction => ({ to: 'roadmap', account, contact });

/** Until when a link is good that is given out at the moment; seconds since 1970. */
const endOfLinkGivenAt = (nowInMs: number) => linkFor(toOwnPage('', ''), nowInMs).expiresAt;

/** Whether a link may be opened: what was given out before the last time that links were revoked may not. */
export const isRevoked = ({ expiresAt }: { expiresAt: number }, invitation: Invitation | undefined) =>
  invitation?.revokedUntil !== undefined && expiresAt <= invitation.revokedUntil;

/** They have a link from now on. One that is given out in the very second in which others were revoked would be one of them. */
export function invite(before: Invitation | undefined, contact: string, by: string, nowInMs: number): Invitation {
  return { ...before, contact, invitedAt: new Date(nowInMs).toISOString(), by };
}

/** They opened their page; the same where they have today already. */
export function opened(before: Invitation | undefined, contact: string, today: Day): Invitation {
  return before?.openedOn === today ? before : { ...before, contact, openedOn: today };
}

/** Every link that they were given so far is of no use any more. */
export function revoke(before: Invitation | undefined, contact: string, nowInMs: number): Invitation {
  const { invitedAt: _, by: __, ...rest } = before ?? { contact };
  return { ...rest, contact, revokedUntil: endOfLinkGivenAt(nowInMs) };
}

/** A link that opens their page: when it was given out (ms), and until when it does (seconds). */
export interface StandingLink {
  givenAt: number;
  until: number;
}

/** The link that was given out then, as long as it opens their page; `null` where it doesn't. */
export function linkGivenAt(givenAt: number, invitation: Invitation | undefined, nowInMs: number): StandingLink | null {
  const until = endOfLinkGivenAt(givenAt);
  return nowInMs < until * 1000 && !isRevoked({ expiresAt: until }, invitation) ? { givenAt, until } : null;
}

/** The last link that they were given by hand, as long as it opens their page; `null` where there is none. */
export const standingLink = (invitation: Invitation, nowInMs: number): StandingLink | null =>
  invitation.invitedAt === undefined ? null : linkGivenAt(Date.parse(invitation.invitedAt), invitation, nowInMs);
