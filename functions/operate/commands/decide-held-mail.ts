import * as z from 'zod';
import { decodeMail } from '../../adapters/dynamo-outbox.ts';
import { HELD_MAILS_LIST, mailSortKey } from '../../adapters/keys.ts';
import { operation } from '../operation.ts';
import { OperatorError } from '../operator-error.ts';

const requestSchema = z.strictObject({ id: z.string().min(1), decision: z.enum(['release', 'drop']) });

/** A held mail waits for a person: it is sent after all, or never. */
export const decideHeldMail = operation(requestSchema, async ({ id, decision }, { listings, outbox, now }) => {
  const item = await listings.find(HELD_MAILS_LIST, mailSortKey(id));
  const at = new Date(now()).toISOString();
  const mail = item && decodeMail(item);
  const done = mail && (await (decision === 'release' ? outbox.releaseMail(mail, at) : outbox.dropMail(mail, at)));
  if (!done) {
    throw new OperatorError(
      'no-held-mail',
      'Nothing was changed.',
      `No held mail has the id "${id}".`,
      'List the held ones: sakimawari outbox --held',
    );
  }
  return { id, status: decision === 'release' ? 'pending' : 'dropped' };
});
