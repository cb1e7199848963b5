import { type OutboxMail, optedOutReason, settleMail, unwritableReason } from '../../domain/outbox.ts';
import type { DynamoOptOuts } from '../adapters/dynamo-opt-outs.ts';
import type { DynamoOutbox } from '../adapters/dynamo-outbox.ts';
import type { MailTransport } from '../adapters/ses-mail.ts';
import { mailTag } from '../mail/compose-message.ts';
import { type Message, UnwritableMailError, type WriteMessage } from './write-message.ts';

/** A claim, a send and its record take less than this; whoever has less time left must not begin. */
export const SEND_TAKES_AT_MOST_IN_MS = 20_000;

export interface Delivery {
  outbox: Pick<DynamoOutbox, 'claimMail' | 'settleMail' | 'holdPendingMail' | 'dropPendingMail' | 'sentBefore'>;
  optOuts: Pick<DynamoOptOuts, 'isOptedOut'>;
  transport: MailTransport;
  writeMessage: WriteMessage;
  now(): Date;
}

/** What became of a mail; `taken` when another run was faster. */
export type Delivered = 'sent' | 'pending' | 'held' | 'dropped' | 'taken';

/**
 * Sends a pending mail, at most once whatever happens: it is claimed before the send, and what is claimed is only sent
 * again by a person's decision, unless it certainly did not go out.
 */
export async function deliverMail(delivery: Delivery, mail: OutboxMail): Promise<Delivered> {
  const { outbox, transport } = delivery;
  const date = delivery.now();
  const claimedAt = date.toISOString();
  let message: Message;
  try {
    const references = (await outbox.sentBefore(mail)).map((id) => transport.messageIdHeader(id));
    message = await delivery.writeMessage(mail, { date, references });
  } catch (error) {
    if (!(error instanceof UnwritableMailError)) throw error;
    return (await outbox.holdPendingMail(mail, unwritableReason(error.message), claimedAt)) ? 'held' : 'taken';
  }
  const { account, contact } = mail;
  const { optionalKind } = message;
  // Asked last of all, so that whoever opts out is spared even what is on its way.
  if (
    optionalKind !== undefined &&
    contact !== undefined &&
    (await delivery.optOuts.isOptedOut(account, contact, optionalKind))
  ) {
    return (await outbox.dropPendingMail(mail, optedOutReason(optionalKind), claimedAt)) ? 'dropped' : 'taken';
  }
  if (!(await outbox.claimMail(mail, message.subject, claimedAt))) return 'taken';

  const { from, to } = mail;
  const outcome = await transport.send({ from: from.address, to: to.address, raw: message.raw, tag: mailTag(mail) });
  const settlement = settleMail(outcome);
  await outbox.settleMail(mail, claimedAt, settlement, delivery.now().toISOString());
  return settlement.status;
}
