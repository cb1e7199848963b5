import * as z from 'zod';
import { maskedAddress } from '../../../../domain/audit/audit.ts';
import { PAUSED_REASON_CODE } from '../../../../domain/outbox/pre-send-check.ts';
import { PAUSED_SENDERS_LIST, SUPPRESSED_LIST } from '../../../store/keys.ts';
import { decodePause, decodeSuppression } from '../../../store/outbox/addresses.ts';
import { auditOf, change, operation } from '../../operation.ts';
import { OperatorError } from '../../operator-error.ts';
import { readableRows } from '../../readable-rows.ts';

const pageSchema = z.strictObject({ from: z.string().optional() });
const addressSchema = z.strictObject({ address: z.string().min(3) });

/** Addresses that nobody is written to any more. */
export const listSuppressed = operation(pageSchema, async ({ from }, { listings }) => {
  const { items, next } = await listings.listed([SUPPRESSED_LIST], from);
  return { ...readableRows(items, decodeSuppression), next };
});

/** Somebody made sure that the address takes mail, and that its owner wants it. */
export const removeSuppressed = change(addressSchema, ['address-unsuppressed'], async ({ address }, tools) => {
  const audit = auditOf(tools, 'address-unsuppressed', { address: maskedAddress(address) });
  if (await tools.addressDecisions.unsuppress(address, audit)) return { address };
  throw new OperatorError(
    'not-suppressed',
    'Nothing was changed.',
    `"${address}" is written to.`,
    'List those that are not: sakimawari suppressed',
  );
});

/** Senders in whose name nothing goes out for now. */
export const listPausedSenders = operation(pageSchema, async ({ from }, { listings }) => {
  const { items, next } = await listings.listed([PAUSED_SENDERS_LIST], from);
  return { ...readableRows(items, decodePause), next };
});

/** Somebody found out why mail came back: the sender is judged anew, and what was held for the pause goes out. */
export const resumeSender = change(addressSchema, ['sender-resumed'], async ({ address }, tools) => {
  const { addressDecisions, outbox, now } = tools;
  const at = new Date(now()).toISOString();
  const audit = auditOf(tools, 'sender-resumed', { sender: address });
  if (!(await addressDecisions.resume(address, at, audit))) {
    throw new OperatorError(
      'not-paused',
      'Nothing was changed.',
      `"${address}" is no sender that pauses.`,
      'List those that do: sakimawari senders',
    );
  }
  let released = 0;
  for await (const mail of outbox.heldMails()) {
    const isTheirs = mail.from.address.toLowerCase() === address.toLowerCase();
    if (isTheirs && mail.reason?.startsWith(PAUSED_REASON_CODE) && (await outbox.resume(mail, at))) released += 1;
  }
  return { sender: address, released };
});
