import * as z from 'zod';
import { operation } from '../../operation.ts';
import { keyNameSchema, knownKey } from './known-key.ts';

/** Ends a key at once and for good: the one that ends with the letters, or whose id begins with them. */
export const revokeSourceKey = operation(z.strictObject({ key: keyNameSchema }), async ({ key }, tools) => {
  const only = await knownKey(tools, key, 'Nothing was revoked.');
  await tools.registry.revokeKey(only);
  const { id, source, kind, hint } = only;
  return { id, source, kind, hint };
});
