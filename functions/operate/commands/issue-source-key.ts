import * as z from 'zod';
import { SourceDisabledError } from '../../adapters/dynamo-source-registry.ts';
import { hashOfKey, KEY_LETTERS, KEY_PREFIXES, type SourceKeyKind } from '../../adapters/source-keys.ts';
import { knownSource, sourceNameSchema } from '../known-source.ts';
import { operation, type Tools } from '../operation.ts';
import { OperatorError } from '../operator-error.ts';

export const keyKindSchema = z.enum(['write', 'events', 'api']);

/** A further key of a source. It is shown this once: what is kept of it is its hash. */
export const issueSourceKey = operation(
  z.strictObject({
    name: sourceNameSchema,
    kind: keyKindSchema,
    /** For a key that is needed for a moment only. */
    endsInMinutes: z.int().min(1).max(60).optional(),
  }),
  async ({ name, kind, endsInMinutes }, tools) => {
    await knownSource(tools, name);
    const end = endsInMinutes === undefined ? undefined : Math.ceil(tools.now() / 1000) + endsInMinutes * 60;
    return issueKey(tools, name, kind, end);
  },
);

export async function issueKey(
  { registry, newLetters, now }: Tools,
  source: string,
  kind: SourceKeyKind,
  expiresAt?: number,
): Promise<{ source: string; kind: SourceKeyKind; id: string; key: string }> {
  const key = `${KEY_PREFIXES[kind]}${newLetters(KEY_LETTERS)}`;
  try {
    await registry.issueKey(source, kind, key, new Date(now()).toISOString(), expiresAt);
  } catch (error) {
    if (!(error instanceof SourceDisabledError)) throw error;
    throw new OperatorError(
      error.code,
      'No key was issued.',
      `The source "${source}" is disabled.`,
      `Enable it first: sakimawari source enable ${source}`,
      { cause: error },
    );
  }
  return { source, kind, id: hashOfKey(key), key };
}
