import pMap from 'p-map';
import * as z from 'zod';
import type { SourceKey } from '../../../store/sources/source-registry.ts';
import type { Tools } from '../../operation.ts';
import { OperatorError } from '../../operator-error.ts';

const SOURCES_IN_FLIGHT = 8;

export const keyNameSchema = z.string().min(4, 'is shorter than 4 letters');

/** The one key that ends with the letters, or whose id begins with them. */
export async function knownKey(
  { registry, readSourceNames }: Tools,
  name: string,
  nothing: string,
): Promise<SourceKey> {
  const keys = await pMap(await readSourceNames(), (source) => registry.keysOf(source), {
    concurrency: SOURCES_IN_FLIGHT,
  });
  const meant = keys.flat().filter(({ hint, id }) => hint === name || id.startsWith(name));
  const [only] = meant;
  if (only === undefined) {
    throw new OperatorError(
      'no-key',
      nothing,
      `No source has a key that ends with "${name}" or whose id begins with it.`,
      'List the keys: sakimawari source list',
    );
  }
  if (meant.length > 1) {
    throw new OperatorError(
      'which-key',
      nothing,
      `"${name}" fits ${meant.map(({ id, kind, source }) => `${id} (${kind}, ${source})`).join(' and ')}.`,
      'Name one by its id.',
    );
  }
  return only;
}
