import type { DeadAddress } from '../../domain/activities/activity.ts';
import { busPost, mailSent } from '../../domain/bus/work-events.ts';
import { isAgainstSender, isEndOfAddress, type MailFeedback, moveByFeedback } from '../../domain/mail/mail-feedback.ts';
import { reasonToPause } from '../../domain/mail/sender-reputation.ts';
import { hasGoneOut, type OutboxMail } from '../../domain/outbox/outbox.ts';
import type { Day } from '../../domain/time/day.ts';
import type { ChangedAccountsQueue } from '../aws/changed-accounts-queue.ts';
import { OvertakenError, untilNotOvertaken } from '../runtime/try-again.ts';
import type { DynamoDirectory } from '../store/accounts/directory.ts';
import type { DynamoAddresses } from '../store/outbox/addresses.ts';
import type { DynamoOutbox } from '../store/outbox/outbox.ts';
import type { PauseNotice } from './pause-mail.ts';
import type { TaggedFeedback } from './ses-event.ts';

export interface Recording {
  outbox: Pick<DynamoOutbox, 'findTagged' | 'moveByFeedback'>;
  addresses: Pick<DynamoAddresses, 'suppress' | 'countSent' | 'countAgainst' | 'reputationOf' | 'pause'>;
  directory: Pick<DynamoDirectory, 'saveDeadAddress'>;
  changedAccounts: Pick<ChangedAccountsQueue, 'send'>;
  publishesToBus: boolean;
  dayOf(time: number): Day;
  now(): Date;
  /** Tells who answers for the sender, once. */
  notifyOfPause(notice: PauseNotice): Promise<void>;
}

/**
 * Writes down what the mail service says of a mail. Repeated, early or out of order it has the same result:
 * each step is a conditional write that succeeds once.
 */
export async function recordFeedback(recording: Recording, { tag, sender, feedback }: TaggedFeedback): Promise<void> {
  const mail = tag === null ? undefined : await moveMail(recording, tag, feedback);
  if (isEndOfAddress(feedback)) await endAddresses(recording, mail, feedback);
  // What this stack did not send is not its senders' doing.
  if (mail !== undefined && isAgainstSender(feedback)) await judge(recording, sender || mail.from.address, feedback);
}

/** The mail as it was before; undefined when there is none. */
async function moveMail(recording: Recording, tag: string, feedback: MailFeedback): Promise<OutboxMail | undefined> {
  const { outbox, addresses, publishesToBus } = recording;
  return untilNotOvertaken(async () => {
    const mail = await outbox.findTagged(tag);
    const move = mail && moveByFeedback(mail, feedback);
    if (!mail || !move) return mail;
    const at = recording.now().toISOString();
    const isFirstWord = !hasGoneOut(mail.status) && move.status !== 'held';
    const event = mailSent(mail, at);
    const post = publishesToBus && isFirstWord ? busPost(mail.account, event.id, [event]) : undefined;
    if (!(await outbox.moveByFeedback(mail, move, at, post))) {
      throw new OvertakenError('the mail was moved on by others all the time');
    }
    if (isFirstWord) await addresses.countSent(mail.from.address, at);
    return mail;
  });
}

async function endAddresses(
  { addresses, directory, changedAccounts, dayOf }: Recording,
  mail: OutboxMail | undefined,
  { kind, recipients, at, isKnownAlready }: MailFeedback,
): Promise<void> {
  const reason: DeadAddress['reason'] = kind === 'complained' ? 'complained' : 'bounced';
  for (const address of recipients) await addresses.suppress({ address, reason, since: at });
  if (mail?.content.type !== 'customer' || mail.contact === undefined) return;
  const isTheirs = recipients.some((address) => address.toLowerCase() === mail.to.address.toLowerCase());
  if (!isTheirs) return;
  const dead: DeadAddress = { contact: mail.contact, address: mail.to.address, reason, day: dayOf(Date.parse(at)) };
  // What the mail service only remembers makes nothing younger.
  if (isKnownAlready) await directory.saveDeadAddress(mail.account, dead, { unlessKnown: true });
  else await directory.saveDeadAddress(mail.account, dead);
  await changedAccounts.send([mail.account]);
}

async function judge(
  { addresses, notifyOfPause, now }: Recording,
  sender: string,
  { kind, at, messageId }: MailFeedback,
): Promise<void> {
  await addresses.countAgainst(sender, kind === 'complained' ? 'complained' : 'bounced', { at, messageId });
  const moment = now().toISOString();
  const { record, isPaused, resumedOn } = await addresses.reputationOf(sender, moment);
  const reason = isPaused ? null : reasonToPause(record);
  if (reason === null) return;
  // Notified first: a run that dies in between is repeated, and post twice is post once.
  await notifyOfPause({ sender, reason, at: moment, resumedOn });
  await addresses.pause({ sender, reason, since: moment });
}
