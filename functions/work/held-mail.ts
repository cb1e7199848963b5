import { aboutMail } from '../../domain/audit/about-mail.ts';
import { type AuditEntry, type AuditedAct, memberOf } from '../../domain/audit/audit.ts';
import type { OutboxMail } from '../../domain/outbox/outbox.ts';
import type { DroppableMail, DynamoOutbox } from '../store/outbox/outbox.ts';

export type HeldMailDecision = 'release' | 'drop' | 'put-back';

export interface HeldMailDeciding {
  outbox: Pick<DynamoOutbox, 'releaseAs' | 'dropAs' | 'putBack'>;
  now: () => number;
}

/** What may still be decided about the mail by hand; what waits for its CSM is theirs. */
export function decisionsOn({ status, droppedFrom }: OutboxMail): HeldMailDecision[] {
  if (status === 'held' || status === 'waiting') return ['release', 'drop'];
  return status === 'dropped' && droppedFrom !== undefined ? ['put-back'] : [];
}

/** Does once what a colleague decided; false where somebody, or the system, was faster. */
export async function decideHeldMail(
  { outbox, now }: HeldMailDeciding,
  mail: OutboxMail,
  decision: HeldMailDecision,
  by: string,
): Promise<boolean> {
  if (!decisionsOn(mail).includes(decision)) return false;
  const at = new Date(now()).toISOString();
  const entry = (what: AuditedAct, after: string): AuditEntry => ({
    ...{ at, who: memberOf(by), door: 'page', what, about: aboutMail(mail) },
    ...{ before: mail.status, after },
  });
  switch (decision) {
    case 'release':
      return outbox.releaseAs(mail, by, at, entry('mail-released', 'pending'));
    case 'drop':
      return outbox.dropAs(mail as DroppableMail, by, at, entry('mail-dropped', 'dropped'));
    case 'put-back':
      return outbox.putBack(mail, at, entry('mail-put-back', mail.droppedFrom ?? 'held'));
  }
}
