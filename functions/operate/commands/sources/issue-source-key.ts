import * as z from 'zod';
import { type KeyRights, keyRights } from '../../../../domain/sources/key-rights.ts';
import {
  hashOfKey,
  hintOfKey,
  KEY_LETTERS,
  KEY_PREFIXES,
  type SourceKeyKind,
} from '../../../store/sources/source-keys.ts';
import { SourceDisabledError } from '../../../store/sources/source-registry.ts';
import { auditOf, type ChangingTools, change } from '../../operation.ts';
import { OperatorError } from '../../operator-error.ts';
import { knownSource, sourceNameSchema } from './known-source.ts';

export const keyKinds = ['write', 'events', 'api'] as const;

/** A further key of a source. It is shown this once: what is kept of it is its hash. */
export const issueSourceKey = change(
  z.strictObject({
    name: sourceNameSchema,
    kind: z.enum(keyKinds),
    /** A write key may stand in a page: unless it is said, it may send events only. */
    rights: z.enum(keyRights).optional(),
    /** For a key that is needed for a moment only. */
    endsInMinutes: z.int().min(1).max(60).optional(),
  }),
  ['key-issued'],
  async ({ name, kind, rights, endsInMinutes }, tools) => {
    await knownSource(tools, name);
    const end = endsInMinutes === undefined ? undefined : Math.ceil(tools.now() / 1000) + endsInMinutes * 60;
    return issueKey(tools, name, kind, { rights: rightsFor(kind, rights), expiresAt: end });
  },
);

/** A token tells events, and a key of the HTTP API facts: only of a write key is there anything to choose. */
export function rightsFor(kind: SourceKeyKind, rights: KeyRights | undefined): KeyRights {
  if (kind === 'write') return rights ?? 'events';
  if (rights === undefined) return kind === 'api' ? 'facts' : 'events';
  throw new OperatorError(
    'no-choice',
    'No key was issued.',
    `What a key of the kind ${kind} opens is always the same; rights are a write key's.`,
    'Leave --rights out, or ask for --kind write.',
  );
}

export async function issueKey(
  tools: ChangingTools,
  source: string,
  kind: SourceKeyKind,
  given: { rights: KeyRights; expiresAt?: number },
): Promise<{ source: string; kind: SourceKeyKind; rights: KeyRights; id: string; key: string }> {
  const { registry, newLetters, now } = tools;
  const key = `${KEY_PREFIXES[kind]}${newLetters(KEY_LETTERS)}`;
  const after = { kind, rights: given.rights, until: endOf(given) };
  const audit = auditOf(tools, 'key-issued', { source, key: hintOfKey(key) }, { after });
  try {
    await registry.issueKey(source, kind, key, new Date(now()).toISOString(), given, audit);
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
  return { source, kind, rights: given.rights, id: hashOfKey(key), key };
}

const endOf = ({ expiresAt }: { expiresAt?: number }) =>
  expiresAt === undefined ? null : new Date(expiresAt * 1000).toISOString();
