import * as z from 'zod';
import { idSchema } from '../../../../domain/account/account.ts';
import { auditOf, change } from '../../operation.ts';
import { knownMember } from '../accounts/known-records.ts';

/** Ends every session of a colleague, also of one who left: a lost device, a forwarded link. */
export const closeSessions = change(z.strictObject({ person: idSchema }), ['signed-out'], async ({ person }, tools) => {
  const { name } = await knownMember(tools, person);
  const audit = auditOf(tools, 'signed-out', { member: person });
  return { person, name, sessions: await tools.signIns.endAll(person, tools.now(), audit) };
});
