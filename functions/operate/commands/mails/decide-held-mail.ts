import * as z from 'zod';
import { aboutMail } from '../../../../domain/audit/about-mail.ts';
import { addressOfPage, pageOfMail } from '../../../../domain/links/team-pages.ts';
import type { OutboxRow } from '../../../../domain/outbox/outbox.ts';
import {
  APPROVAL_MAILS_LIST,
  chatSortKey,
  HELD_MAILS_LIST,
  HELD_POSTS_LIST,
  mailSortKey,
  WAITING_MAILS_LIST,
} from '../../../store/keys.ts';
import { decodeRow } from '../../../store/outbox/outbox-items.ts';
import { auditOf, change } from '../../operation.ts';
import { OperatorError } from '../../operator-error.ts';

const requestSchema = z.strictObject({ id: z.string().min(1), decision: z.enum(['release', 'drop']) });

/** What is held waits for a person: it is sent after all, or never. So may be what waits for its time or its CSM. */
export const decideHeldMail = change(
  requestSchema,
  ['mail-released', 'mail-dropped'],
  async ({ id, decision }, tools) => {
    const { listings, outbox, now, installation } = tools;
    const item =
      (await listings.find(HELD_MAILS_LIST, mailSortKey(id))) ??
      (await listings.find(WAITING_MAILS_LIST, mailSortKey(id))) ??
      (await listings.find(APPROVAL_MAILS_LIST, mailSortKey(id))) ??
      (await listings.find(HELD_POSTS_LIST, chatSortKey(id)));
    const at = new Date(now()).toISOString();
    const row = item && decodeRow(item);
    const done = row && (await (decision === 'release' ? release(row) : drop(row)));
    if (!done) {
      throw new OperatorError(
        'no-held-mail',
        'Nothing was changed.',
        `Nothing that is held or waits has the id "${id}".`,
        'List what is held: sakimawari outbox --held; what waits: sakimawari outbox --waiting',
      );
    }
    const page = 'contact' in row || 'to' in row ? addressOfPage(installation.webUrl, pageOfMail(row)) : null;
    return { id, status: decision === 'release' ? 'pending' : 'dropped', page };

    function release(held: OutboxRow): Promise<boolean> {
      return outbox.release(held, at, auditOf(tools, 'mail-released', aboutRow(held), movedFrom(held, 'pending')));
    }

    function drop(held: OutboxRow): Promise<boolean> {
      return outbox.drop(held, at, auditOf(tools, 'mail-dropped', aboutRow(held), movedFrom(held, 'dropped')));
    }
  },
);

const aboutRow = (row: OutboxRow) => aboutMail('contact' in row ? row : { account: row.account, id: row.id });
const movedFrom = ({ status: before }: OutboxRow, after: string) => ({ before, after });
