import * as z from 'zod';
import { idSchema } from '../../../../domain/account/account.ts';
import { auditOf, change } from '../../operation.ts';
import { knownMember } from '../accounts/known-records.ts';

/**
 * Ends every session of a colleague and every key that they gave an assistant, also of one who left: a lost device, a
 * forwarded link, a key in wrong hands.
 */
export const closeSessions = change(
  z.strictObject({ person: idSchema }),
  ['signed-out', 'personal-key-ended'],
  async ({ person }, tools) => {
    const { name } = await knownMember(tools, person);
    const audit = auditOf(tools, 'signed-out', { member: person });
    const sessions = await tools.signIns.endAll(person, tools.now(), audit);
    const keys = await tools.personalKeys.listed(person);
    for (const { hash, hint } of keys) {
      const ended = auditOf(tools, 'personal-key-ended', { member: person, key: hint });
      await tools.personalKeys.end(hash, tools.now(), ended);
    }
    return { person, name, sessions, keys: keys.length };
  },
);
