import * as z from 'zod';
import { auditOf, change } from '../../operation.ts';
import { keyNameSchema, knownKey } from './known-key.ts';

/** Ends a key at once and for good: the one that ends with the letters, or whose id begins with them. */
export const revokeSourceKey = change(
  z.strictObject({ key: keyNameSchema }),
  ['key-revoked'],
  async ({ key }, tools) => {
    const only = await knownKey(tools, key, 'Nothing was revoked.');
    const { id, source, kind, hint } = only;
    await tools.registry.revokeKey(only, auditOf(tools, 'key-revoked', { source, key: hint }, { before: kind }));
    return { id, source, kind, hint };
  },
);
