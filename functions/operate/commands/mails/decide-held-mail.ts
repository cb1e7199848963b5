import * as z from 'zod';
import {
  APPROVAL_MAILS_LIST,
  chatSortKey,
  HELD_MAILS_LIST,
  HELD_POSTS_LIST,
  mailSortKey,
  WAITING_MAILS_LIST,
} from '../../../store/keys.ts';
import { decodeRow } from '../../../store/outbox/outbox-items.ts';
import { operation } from '../../operation.ts';
import { OperatorError } from '../../operator-error.ts';

const requestSchema = z.strictObject({ id: z.string().min(1), decision: z.enum(['release', 'drop']) });

/** What is held waits for a person: it is sent after all, or never. So may be what waits for its time or its CSM. */
export const decideHeldMail = operation(requestSchema, async ({ id, decision }, { listings, outbox, now }) => {
  const item =
    (await listings.find(HELD_MAILS_LIST, mailSortKey(id))) ??
    (await listings.find(WAITING_MAILS_LIST, mailSortKey(id))) ??
    (await listings.find(APPROVAL_MAILS_LIST, mailSortKey(id))) ??
    (await listings.find(HELD_POSTS_LIST, chatSortKey(id)));
  const at = new Date(now()).toISOString();
  const row = item && decodeRow(item);
  const done = row && (await (decision === 'release' ? outbox.release(row, at) : outbox.drop(row, at)));
  if (!done) {
    throw new OperatorError(
      'no-held-mail',
      'Nothing was changed.',
      `Nothing that is held or waits has the id "${id}".`,
      'List what is held: sakimawari outbox --held; what waits: sakimawari outbox --waiting',
    );
  }
  return { id, status: decision === 'release' ? 'pending' : 'dropped' };
});
