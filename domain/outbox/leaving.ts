import { TOLD_FOR_IN_MS } from '../sign-in/last-act.ts';

/** What somebody lets go on a page leaves no earlier than they can take it back there. */
export const leavingAt = (nowInMs: number) => ({
  at: new Date(nowInMs).toISOString(),
  leavesAt: new Date(nowInMs + TOLD_FOR_IN_MS).toISOString(),
});
