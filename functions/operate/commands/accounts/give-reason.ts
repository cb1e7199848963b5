import * as z from 'zod';
import { idSchema, nameSchema } from '../../../../domain/account/account.ts';
import { shortened } from '../../../../domain/audit/audit.ts';
import { giveReason } from '../../../../domain/kpis/give-reason.ts';
import { addressOfPage, pageOfAccount } from '../../../../domain/links/team-pages.ts';
import { reasonedMovements } from '../../../../domain/playbook/reasoned-movements.ts';
import { unlistedReason } from '../../../../domain/playbook/reasons.ts';
import { isDay } from '../../../../domain/time/day.ts';
import { auditOf, change, todayOf } from '../../operation.ts';
import { OperatorError } from '../../operator-error.ts';
import { noteSchema } from '../activities/note-schema.ts';
import { runningPlaybook } from '../playbook/running-playbook.ts';
import { noSuchAccount } from './known-records.ts';

const requestSchema = z.strictObject({
  account: idSchema,
  movement: z.enum(reasonedMovements),
  on: z.string().refine(isDay, 'is not a date that exists').optional(),
  reason: nameSchema,
  note: noteSchema.optional(),
  by: z.string().min(1).max(200).optional(),
});

/** Why a customer left, pays less or more, or came back. A reason that the playbook does not list is kept, with a warning. */
export const giveOneReason = change(requestSchema, ['reason-given'], async ({ account, by, ...given }, tools) => {
  const { playbook } = await runningPlaybook(tools);
  const ledger = await tools.ledger.read(account);
  if (ledger.length === 0 && (await tools.directory.findAccount(account)) === undefined) throw noSuchAccount(account);
  const entry = giveReason(ledger, given, {
    today: todayOf(tools),
    recordedAt: tools.now(),
    by: { door: 'operator', who: by ?? 'an operator' },
  });
  if (entry !== null && 'refused' in entry) throw noSuchMovement(account, given.movement, entry.days);
  const { movement, reason, note = null } = given;
  const after = { movement, reason, note: note && shortened(note), from: entry?.from ?? null };
  if (entry !== null)
    await tools.ledger.add([{ account, entry }], auditOf(tools, 'reason-given', { account }, { after }));
  const warning = unlistedReason(playbook.reasons, [movement], reason);
  const page = addressOfPage(tools.installation.webUrl, pageOfAccount(account));
  return { account, movement, reason, note, from: entry?.from ?? null, isNew: entry !== null, warning, page };
});

function noSuchMovement(account: string, movement: string, days: readonly string[]): OperatorError {
  return new OperatorError(
    'no-such-movement',
    'Nothing was recorded.',
    days.length === 0
      ? `The ledger of "${account}" has no ${movement}.`
      : `The ledger of "${account}" has no ${movement} on that day, but on ${days.join(', ')}.`,
    'See what it has: sakimawari ledger ACCOUNT --history',
  );
}
