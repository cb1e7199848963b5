import { TOLD_FOR_IN_MS } from '../sign-in/last-act.ts';
import type { ChatPost, OutboxMail } from './outbox.ts';

/** What somebody lets go leaves no earlier than they can take it back there. */
export const leavingAt = (nowInMs: number) => ({
  at: new Date(nowInMs).toISOString(),
  leavesAt: new Date(nowInMs + TOLD_FOR_IN_MS).toISOString(),
});

/** Whether somebody may take back what they decided: until it leaves. */
export function mayTakeBack(
  { status, decidedBy, droppedFrom, releasedFrom }: OutboxMail | ChatPost,
  person: string,
): boolean {
  if (decidedBy !== person) return false;
  if (status === 'dropped') return droppedFrom !== undefined;
  return (status === 'waiting' || status === 'pending') && releasedFrom !== undefined;
}
