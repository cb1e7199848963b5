import { aboutMail } from '../../domain/audit/about-mail.ts';
import { type AuditEntry, type AuditedAct, memberOf } from '../../domain/audit/audit.ts';
import { leavingAt, mayTakeBack } from '../../domain/outbox/leaving.ts';
import type { ChatPost, OutboxMail } from '../../domain/outbox/outbox.ts';
import type { DecidableRow, DynamoOutbox } from '../store/outbox/outbox.ts';
import type { Decider } from './approval.ts';

export type HeldMailDecision = 'release' | 'drop' | 'put-back';

/** What colleagues decide on: a mail, or a message to the chat. */
export type DecidedRow = OutboxMail | ChatPost;

export interface HeldMailDeciding {
  outbox: Pick<DynamoOutbox, 'releaseAs' | 'dropAs' | 'putBack' | 'takeBack'>;
  now: () => number;
}

export interface DecisionTakingBack {
  outbox: Pick<DynamoOutbox, 'takeBack'>;
  now: () => number;
}

/** What may still be decided about it by hand; what waits for its CSM is theirs. */
export function decisionsOn({ status, droppedFrom, releasedFrom }: DecidedRow): HeldMailDecision[] {
  // It leaves by itself in a moment.
  if (status === 'waiting' && releasedFrom !== undefined) return ['drop'];
  if (status === 'held' || status === 'waiting') return ['release', 'drop'];
  return status === 'dropped' && droppedFrom !== undefined ? ['put-back'] : [];
}

/** Does once what a colleague decided; false where somebody, or the system, was faster. */
export async function decideHeldMail(
  { outbox, now }: HeldMailDeciding,
  row: DecidedRow,
  decision: HeldMailDecision,
  by: string,
): Promise<boolean> {
  if (!decisionsOn(row).includes(decision)) return false;
  const leaving = leavingAt(now());
  const entry = entryOf(row, by, leaving.at);
  switch (decision) {
    case 'release':
      return outbox.releaseAs(row as DecidableRow, by, leaving, entry('mail-released', 'pending'));
    case 'drop':
      return outbox.dropAs(row as DecidableRow, by, leaving.at, entry('mail-dropped', 'dropped'));
    case 'put-back':
      return outbox.putBack(row, leaving.at, entry('mail-put-back', row.droppedFrom ?? 'held'));
  }
}

/** As if a colleague had not decided on it; false where it has left, or somebody has decided since. */
export async function takeDecisionBack(
  { outbox, now }: DecisionTakingBack,
  row: DecidedRow,
  by: string,
  door: Decider['door'] = 'page',
): Promise<boolean> {
  if (!mayTakeBack(row, by)) return false;
  const at = new Date(now()).toISOString();
  const before = row.status === 'dropped' ? row.droppedFrom : row.releasedFrom?.status;
  return outbox.takeBack(row, by, at, entryOf(row, by, at, door)('mail-decision-taken-back', before ?? 'held'));
}

const entryOf =
  (row: DecidedRow, by: string, at: string, door: Decider['door'] = 'page') =>
  (what: AuditedAct, after: string): AuditEntry => ({
    ...{ at, who: memberOf(by), door, what, before: row.status, after },
    about: aboutMail('to' in row ? row : { account: row.account, id: row.id }),
  });
