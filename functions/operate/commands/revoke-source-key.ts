import * as z from 'zod';
import { inParallel } from '../../runtime/in-parallel.ts';
import { operation } from '../operation.ts';
import { OperatorError } from '../operator-error.ts';

const SOURCES_IN_FLIGHT = 8;

/** Ends a key at once and for good: the one that ends with the letters, or whose id begins with them. */
export const revokeSourceKey = operation(
  z.strictObject({ key: z.string().min(4, 'is shorter than 4 letters') }),
  async ({ key }, { registry, readSourceNames }) => {
    const keys = await inParallel(await readSourceNames(), SOURCES_IN_FLIGHT, (source) => registry.keysOf(source));
    const meant = keys.flat().filter(({ hint, id }) => hint === key || id.startsWith(key));
    const [only] = meant;
    if (only === undefined) {
      throw new OperatorError(
        'no-key',
        'Nothing was revoked.',
        `No source has a key that ends with "${key}" or whose id begins with it.`,
        'List the keys: sakimawari source list',
      );
    }
    if (meant.length > 1) {
      throw new OperatorError(
        'which-key',
        'Nothing was revoked.',
        `"${key}" fits ${meant.map(({ id, kind, source }) => `${id} (${kind}, ${source})`).join(' and ')}.`,
        'Name one by its id.',
      );
    }
    await registry.revokeKey(only);
    const { id, source, kind, hint } = only;
    return { id, source, kind, hint };
  },
);
