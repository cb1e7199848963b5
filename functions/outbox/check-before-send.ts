import type { Company } from '../../domain/company/company.ts';
import { isPastUse } from '../../domain/mail/sign-in-mail.ts';
import type { OutboxMail } from '../../domain/outbox/outbox.ts';
import {
  checkAddresses,
  distrusted,
  heldSinceRestoring,
  leftToDigest,
  refuseUnreadable,
  type SendDecision,
  withoutLeavers,
} from '../../domain/outbox/pre-send-check.ts';
import type { Playbook } from '../../domain/playbook/playbook.ts';
import { successorApproval } from '../../domain/plays/successor-approval.ts';
import type { Day } from '../../domain/time/day.ts';
import type { LocalClock } from '../../domain/time/time-zone.ts';
import { mailTag } from '../mail/mail-tag.ts';
import type { DynamoAddresses } from '../store/outbox/addresses.ts';
import type { DynamoTaskMails } from '../store/outbox/task-mails.ts';
import type { RestoredReader } from '../store/restoring/restored.ts';
import type { DistrustedReporter } from './distrusted-reporter.ts';
import type { TeamForMail } from './team-for-mail.ts';

export type CheckBeforeSend = (mail: OutboxMail, now: Date) => Promise<SendDecision>;

export interface Records {
  team: TeamForMail;
  addresses: Pick<DynamoAddresses, 'recordsOf'>;
  distrustedReporter: DistrustedReporter;
  taskMails: Pick<DynamoTaskMails, 'reserve' | 'leave'>;
  restored: Pick<RestoredReader, 'read'>;
  playbookOf: (version: string) => Promise<Playbook | undefined>;
  clock: LocalClock;
  company: Pick<Company, 'systemSender' | 'language'>;
}

/** Decides by what is on record now: while the row waited, somebody may have left or an address been suppressed. */
export function preSendCheck(records: Records): CheckBeforeSend {
  const { team, addresses, distrustedReporter, restored, clock, company } = records;
  return async (mail, now) => {
    if (isPastUse(mail, now)) return { may: 'drop', reason: 'its link has run out' };
    const day = clock.dayOf(now.getTime());
    const reading = await team(mail);
    refuseUnreadable(mail, reading, day);
    const { members } = reading;
    const present = withoutLeavers(mail, members, day);
    if (present.may !== 'go') return present;
    const asked = successorApproval(mail, members, day, { company, now: now.toISOString() });
    if (asked !== null) return { may: 'ask', ...asked };
    const reporter = await distrustedReporter(present.mail);
    if (reporter !== null) return distrusted(reporter);
    const { from, to } = present.mail;
    const [onRecord, restoring] = await Promise.all([addresses.recordsOf(from.address, to.address), restored.read()]);
    const since = heldSinceRestoring(mail, restoring);
    if (since !== null) return { may: 'hold', reason: since };
    const checked = checkAddresses(present.mail, onRecord);
    return checked.may === 'go' ? withinTheDay(checked.mail, day, records) : checked;
  };
}

/** A burst of tasks reaches nobody as a burst of mails; each evaluated day has a measure of its own. */
async function withinTheDay(mail: OutboxMail, today: Day, { taskMails, playbookOf }: Records): Promise<SendDecision> {
  // A person wants it to go.
  if (mail.releasedAt !== undefined) return { may: 'go', mail };
  const playbook = await playbookOf(mail.playbook);
  // Without its playbook the mail can't be written either; writing it reports that.
  if (playbook === undefined) return { may: 'go', mail };
  // Knows every kind of condition, a quarter of what is loaded before; most sweeps have nothing to send.
  const { mayWaitForDigest } = await import('../../domain/outbox/may-wait-for-digest.ts');
  if (!mayWaitForDigest(mail, playbook)) return { may: 'go', mail };
  const { mostPerPersonAndDay } = playbook.taskMails;
  const reader = { id: mail.person, address: mail.to.address };
  const counted = { day: mail.asOf ?? today, today };
  if (await taskMails.reserve(reader, counted, mailTag(mail), mostPerPersonAndDay)) return { may: 'go', mail };
  await taskMails.leave(reader, today, mail.createdAt);
  return leftToDigest(mostPerPersonAndDay);
}
