import * as z from 'zod';
import { type KeyRights, keyRights } from '../../../../domain/sources/key-rights.ts';
import { vendorNames } from '../../../../domain/sources/sender.ts';
import { rotate, TooManySecretsError } from '../../../../domain/sources/signing-secrets.ts';
import { SecretMovedError, type StoredSecrets } from '../../../aws/source-secret-store.ts';
import type { SourceKey } from '../../../store/sources/source-registry.ts';
import { auditOf, type ChangingTools, change, type Tools } from '../../operation.ts';
import { OperatorError } from '../../operator-error.ts';
import { issueKey, keyKinds, rightsFor } from './issue-source-key.ts';
import { knownSource, sourceNameSchema } from './known-source.ts';
import { SECRET_LETTERS } from './source-letters.ts';

export const MOST_HOURS = 30 * 24;
const HOUR_IN_MS = 3_600_000;

const requestSchema = z.strictObject({
  name: sourceNameSchema,
  kind: z.enum(['secret', ...keyKinds]),
  /** For so long what was live before stays so; 0: it ends now, as after a leak. */
  overlapInHours: z.number().min(0).max(MOST_HOURS),
  /** Of write keys: which of them are replaced. */
  rights: z.enum(keyRights).optional(),
});

/** A new secret, or a new key of a kind. What it replaces is accepted beside it until the overlap ends. */
export const rotateSource = change(
  requestSchema,
  ['source-rotated', 'key-issued'],
  async ({ name, kind, overlapInHours, rights }, tools) => {
    const { sender } = await knownSource(tools, name);
    const earlierEndAt = new Date(tools.now() + overlapInHours * HOUR_IN_MS).toISOString();
    if (kind === 'secret' && sender !== undefined) {
      throw new OperatorError(
        'their-secret',
        'Nothing was changed.',
        `${vendorNames[sender.vendor]} makes the secret of "${name}" itself.`,
        `Have it make a new one there, then: sakimawari source secret ${name}`,
      );
    }
    if (kind === 'secret') {
      return { name, kind, secret: await rotateSecret(tools, name, overlapInHours), earlierEndAt };
    }
    const live = (await tools.registry.keysOf(name)).filter((key) => key.kind === kind && isLiveKey(key, tools.now()));
    const theirs = kind === 'write' && rights === undefined ? rightsOfAll(live, name) : rightsFor(kind, rights);
    const earlier = live.filter((key) => kind !== 'write' || key.rights === theirs);
    const { key } = await issueKey(tools, name, kind, { rights: theirs });
    const end = Math.floor(Date.parse(earlierEndAt) / 1000);
    for (const old of earlier) await tools.registry.endKey(old, end, auditOfEnd(tools, old, earlierEndAt));
    return { name, kind, secret: key, earlierEndAt };
  },
);

const isLiveKey = ({ expiresAt }: SourceKey, nowInMs: number) => expiresAt === undefined || expiresAt * 1000 > nowInMs;

/** A new key may tell what those may that it replaces; of two sorts nobody can say which is meant. */
function rightsOfAll(keys: SourceKey[], name: string): KeyRights {
  const rights = new Set(keys.map((key) => key.rights));
  if (rights.size < 2) return [...rights][0] ?? 'events';
  throw new OperatorError(
    'which-rights',
    'Nothing was changed.',
    `Some write keys of "${name}" may send events only, others tell facts too.`,
    `Say which are to be replaced: sakimawari source rotate ${name} --kind write --rights events, or --rights facts`,
  );
}

const auditOfEnd = (tools: ChangingTools, { source, hint, kind }: SourceKey, until: string) =>
  auditOf(tools, 'source-rotated', { source, key: hint }, { after: { kind, until } });

/** @param given one that was made elsewhere; a new one is made without it */
export async function rotateSecret(
  tools: ChangingTools,
  name: string,
  overlapInHours: number,
  given?: string,
): Promise<string> {
  const { sourceSecrets, registry, newLetters, newId, now } = tools;
  const held = await sourceSecrets.read(name);
  if (held === undefined) {
    throw new OperatorError(
      'no-secret',
      'Nothing was changed.',
      `The source "${name}" has no secret.`,
      'Deploy the stage that names it, or add it under another name: sakimawari source add NAME',
    );
  }
  const secret = given ?? `whsec_${newLetters(SECRET_LETTERS)}`;
  const version = newId();
  await replace(tools, name, held, rotated(held, secret), version);
  // Reported last: by then the new secret can be read.
  const changedAt = new Date(now()).toISOString();
  const audit = auditOf(tools, 'source-rotated', { source: name }, { after: { kind: 'secret', overlapInHours } });
  await registry.change(name, (registration) => ({ ...registration, secret: { version, changedAt } }), audit);
  return secret;

  function rotated({ secrets }: StoredSecrets, fresh: string) {
    try {
      return rotate(secrets, fresh, now(), overlapInHours);
    } catch (error) {
      if (!(error instanceof TooManySecretsError)) throw error;
      throw new OperatorError(
        error.code,
        'Nothing was changed.',
        'Too many earlier secrets are still accepted, since it was changed many times of late.',
        'Wait until some have ended (sakimawari source list), or end all of them now: --overlap 0',
        { cause: error },
      );
    }
  }
}

async function replace(
  { sourceSecrets }: Tools,
  name: string,
  held: StoredSecrets,
  secrets: StoredSecrets['secrets'],
  version: string,
): Promise<void> {
  try {
    await sourceSecrets.replace(name, held, secrets, version);
  } catch (error) {
    if (!(error instanceof SecretMovedError)) throw error;
    throw new OperatorError(
      error.code,
      'Nothing was changed.',
      `Somebody else changed the secret of "${name}" at the same moment.`,
      'Ask them for theirs, or run this again.',
      { cause: error },
    );
  }
}
