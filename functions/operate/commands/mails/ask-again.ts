import * as z from 'zod';
import { aboutMail } from '../../../../domain/audit/about-mail.ts';
import { addressOfPage, pageOfMail } from '../../../../domain/links/team-pages.ts';
import { approvalIdOf } from '../../../../domain/mail/approval-mail.ts';
import { APPROVAL_MAILS_LIST, mailSortKey } from '../../../store/keys.ts';
import { decodeEach } from '../../../store/left-out.ts';
import { decodeMail } from '../../../store/outbox/outbox-items.ts';
import { auditOf, change, type Tools } from '../../operation.ts';
import { OperatorError } from '../../operator-error.ts';
import { momentOf } from './by-hand.ts';

const requestSchema = z.strictObject({ id: z.string().min(1).optional() });

/** Asks the CSM once more to approve a mail, the one that waits for longest unless one is named. The customer gets nothing. */
export const askAgain = change(requestSchema, ['approval-asked-again'], async ({ id }, tools) => {
  const waiting = await waitingMail(tools, id);
  const { account } = waiting;
  const first = approvalIdOf(waiting.id);
  // The successor of the first who was asked.
  const last = await tools.outbox.findMail({ account, id: `${first}/${waiting.csm ?? ''}` });
  const asked = last ?? (await tools.outbox.findMail({ account, id: first }));
  if (asked === undefined) throw noneWaits(`Nobody was asked to approve "${waiting.id}".`);
  const { subject: _, messageId: __, claimedAt: ___, sentAt: ____, reason: _____, ...asking } = asked;
  const now = tools.now();
  const at = new Date(now).toISOString();
  const again = `${asked.id}/again/${momentOf(now)}`;
  await tools.outbox.add(
    { ...asking, id: again, status: 'pending', createdAt: at, releasedAt: at },
    auditOf(tools, 'approval-asked-again', aboutMail(waiting), { after: asked.person ?? null }),
  );
  const page = addressOfPage(tools.installation.webUrl, pageOfMail(waiting));
  return { id: again, approves: waiting.id, to: asked.to.address, page };
});

async function waitingMail({ listings }: Tools, id: string | undefined) {
  const named = id === undefined ? undefined : await listings.find(APPROVAL_MAILS_LIST, mailSortKey(id));
  if (named) return decodeMail(named);
  const { items } = id === undefined ? await listings.listed([APPROVAL_MAILS_LIST]) : { items: [] };
  const [longest] = decodeEach(items, decodeMail);
  if (longest) return longest;
  throw noneWaits(
    id === undefined ? 'No mail waits for its CSM to approve it.' : `No mail with the id "${id}" waits for its CSM.`,
  );
}

function noneWaits(why: string): OperatorError {
  return new OperatorError(
    'no-approval',
    'Nobody was asked.',
    why,
    'List what waits: sakimawari outbox --approval. Mails wait there for whom the team file says customerMail: approve, or a play mode: approve.',
  );
}
