import { busPost, mailSent } from '../../domain/bus/work-events.ts';
import { claimMark } from '../../domain/mail/mail-feedback.ts';
import { reasonOf } from '../../domain/mail-policy/reasons.ts';
import { isAutomatic, type OutboxMail, statusAfterSend, unwritableReason } from '../../domain/outbox/outbox.ts';
import { UnreadablePlaybookError } from '../../domain/playbook/unreadable-playbook.ts';
import type { MailTransport } from '../aws/ses-mail.ts';
import { mailTag } from '../mail/mail-tag.ts';
import type { DynamoAddresses } from '../store/outbox/addresses.ts';
import type { DynamoOutbox } from '../store/outbox/outbox.ts';
import type { CheckBeforeSend } from './check-before-send.ts';
import type { CheckMailPolicy } from './check-mail-policy.ts';
import type { SendingAllowance } from './sending-allowance.ts';
import { type Message, UnwritableMailError, type WriteMessage } from './write-message.ts';

export interface MailSending {
  outbox: Pick<
    DynamoOutbox,
    | 'claimMail'
    | 'recordSendOutcome'
    | 'askForApproval'
    | 'holdPending'
    | 'dropPending'
    | 'letWait'
    | 'keepProposal'
    | 'sentBefore'
    | 'tagMail'
  >;
  addresses: Pick<DynamoAddresses, 'countSent'>;
  /** Whether the mail may go now, and as what. */
  checkBeforeSend: CheckBeforeSend;
  checkPolicy: CheckMailPolicy;
  /** In which reasons are told. */
  timeZone: string;
  allowance: Pick<SendingAllowance, 'known' | 'take' | 'holdBack'>;
  transport: MailTransport;
  writeMessage: WriteMessage;
  /** Whether events about mails are published to the bus. */
  publishesToBus: boolean;
  now(): Date;
}

/**
 * What became of a row; `asked` when its CSM has to say a word first, `dropped` when it need not go out, `taken` when another run was faster, `unknown` when nobody
 * answered the send, `left` when it is owed as before.
 */
export type SendResult = 'sent' | 'pending' | 'waiting' | 'asked' | 'held' | 'dropped' | 'unknown' | 'taken' | 'left';

/**
 * Sends a pending mail, at most once whatever happens: it is claimed before the send, and what is claimed is only sent
 * again by a person's decision, unless it certainly did not go out.
 */
export async function deliverMail(sending: MailSending, pending: OutboxMail): Promise<SendResult> {
  const date = sending.now();
  const hold: Hold = async (reason) =>
    (await sending.outbox.holdPending(pending, reason, date.toISOString())) ? 'held' : 'taken';
  try {
    return await deliverPending(sending, pending, date, hold);
  } catch (error) {
    // Playbooks are only read before the claim: nothing has been sent. Left pending, it would be tried for ever.
    if (!(error instanceof UnreadablePlaybookError)) throw error;
    return hold(unwritableReason(error.message));
  }
}

type Hold = (reason: string) => Promise<'held' | 'taken'>;

async function deliverPending(sending: MailSending, pending: OutboxMail, date: Date, hold: Hold): Promise<SendResult> {
  const { outbox, transport, allowance, addresses } = sending;
  const [decision] = await Promise.all([sending.checkBeforeSend(pending, date), allowance.known()]);
  if (decision.may === 'hold') return hold(decision.reason);
  if (decision.may === 'ask')
    return (await outbox.askForApproval(pending, decision, date.toISOString())) ? 'asked' : 'taken';
  if (decision.may === 'drop') {
    return (await outbox.dropPending(pending, decision.reason, date.toISOString())) ? 'dropped' : 'taken';
  }
  let { mail } = decision;
  const tag = mailTag(mail);
  let message: Message;
  try {
    const references = outbox.sentBefore(mail).then((sent) => sent.map((id) => transport.messageIdHeader(id)));
    // The tag is stored while the words are put together; that of a mail that can't be written nobody ever asks for.
    [message] = await Promise.all([
      sending.writeMessage(mail, { date, references }),
      outbox.tagMail(mail, tag, date.toISOString()),
      references,
    ]);
  } catch (error) {
    if (!(error instanceof UnwritableMailError)) throw error;
    return hold(unwritableReason(error.message));
  }
  // Before anybody has the link to the page that shows it.
  if (mail.content.type === 'approval' && message.proposal !== undefined) {
    await outbox.keepProposal({ account: mail.account, id: mail.content.approves }, message.proposal);
  }
  if (mail.content.type === 'draft' && message.proposal !== undefined) mail = { ...mail, proposed: message.proposal };
  if (!(await allowance.take())) return 'left';

  // Last of all, so that an opt-out still stops a mail that is about to go.
  if (isAutomatic(mail)) {
    const verdict = await sending.checkPolicy(mail, message.optionalKind ?? null, sending.now(), message.survey);
    if (verdict.verdict !== 'send') {
      const reason = reasonOf(verdict, sending.timeZone);
      switch (verdict.verdict) {
        case 'wait':
          return (await outbox.letWait(mail, reason, new Date(verdict.until).toISOString())) ? 'waiting' : 'taken';
        case 'hold':
          return hold(reason);
        case 'drop':
          return (await outbox.dropPending(mail, reason, date.toISOString())) ? 'dropped' : 'taken';
      }
    }
  }
  const claimedAt = sending.now().toISOString();
  if (!(await outbox.claimMail(mail, message.subject, claimedAt))) return 'taken';
  const outcome = await transport.send({
    from: mail.from.address,
    to: mail.to.address,
    raw: message.raw,
    tag,
    claim: claimMark(claimedAt),
  });
  if (outcome.result === 'deferred') allowance.holdBack();
  const next = statusAfterSend(outcome, mail);
  if (next === null) return 'unknown';
  const at = sending.now().toISOString();
  const event = mailSent({ ...mail, claimedAt }, at);
  const post = sending.publishesToBus && next.status === 'sent' ? busPost(mail.account, event.id, [event]) : undefined;
  const isRecorded = await outbox.recordSendOutcome(mail, claimedAt, next, at, post);
  // Where the mail service's own event was faster, it has counted.
  if (isRecorded && next.status === 'sent') await addresses.countSent(mail.from.address, at);
  return next.status;
}
