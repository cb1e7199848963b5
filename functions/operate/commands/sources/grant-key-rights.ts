import * as z from 'zod';
import { keyRights } from '../../../../domain/sources/key-rights.ts';
import { auditOf, change } from '../../operation.ts';
import { OperatorError } from '../../operator-error.ts';
import { keyNameSchema, knownKey } from './known-key.ts';

/** What a write key may tell from now on, the next delivery included. */
export const grantKeyRights = change(
  z.strictObject({ key: keyNameSchema, rights: z.enum(keyRights) }),
  ['key-rights-changed'],
  async ({ key, rights }, tools) => {
    const only = await knownKey(tools, key, 'Nothing was changed.');
    const { id, source, kind, hint } = only;
    if (kind !== 'write') {
      throw new OperatorError(
        'no-choice',
        'Nothing was changed.',
        `…${hint} is a key of the kind ${kind}: what it opens is always the same.`,
        'Rights are a write key’s: sakimawari source list',
      );
    }
    const said = { before: only.rights, after: rights };
    await tools.registry.grant(only, rights, auditOf(tools, 'key-rights-changed', { source, key: hint }, said));
    // Whom customers' mails go to is looked at again, as far as this source's calls told it.
    const narrowedAt = new Date(tools.now()).toISOString();
    if (rights === 'events' && only.rights === 'facts') {
      await tools.registry.change(source, (registration) => ({ ...registration, narrowedAt }));
    } else if (rights === 'facts') {
      await tools.registry.change(source, ({ narrowedAt: _, ...registration }) => registration);
    }
    return { id, source, hint, before: only.rights, rights };
  },
);
