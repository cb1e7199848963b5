import * as z from 'zod';
import { rotate, TooManySecretsError } from '../../../domain/signing-secrets.ts';
import { SecretMovedError, type StoredSecrets } from '../../adapters/source-secret-store.ts';
import { knownSource, sourceNameSchema } from '../known-source.ts';
import { operation, type Tools } from '../operation.ts';
import { OperatorError } from '../operator-error.ts';
import { SECRET_LETTERS } from '../source-letters.ts';
import { issueKey, keyKindSchema } from './issue-source-key.ts';

const MOST_HOURS = 30 * 24;
const HOUR_IN_MS = 3_600_000;

const requestSchema = z.strictObject({
  name: sourceNameSchema,
  kind: z.enum(['secret', ...keyKindSchema.options]),
  /** For so long what was live before stays so; 0: it ends now, as after a leak. */
  overlapInHours: z.number().min(0).max(MOST_HOURS),
});

/** A new secret, or a new key of a kind. What it replaces is accepted beside it until the overlap ends. */
export const rotateSource = operation(requestSchema, async ({ name, kind, overlapInHours }, tools) => {
  await knownSource(tools, name);
  const earlierEndAt = new Date(tools.now() + overlapInHours * HOUR_IN_MS).toISOString();
  if (kind === 'secret') {
    return { name, kind, secret: await rotateSecret(tools, name, overlapInHours), earlierEndAt };
  }
  const earlier = (await tools.registry.keysOf(name)).filter((key) => key.kind === kind);
  const { key } = await issueKey(tools, name, kind);
  for (const old of earlier) await tools.registry.endKey(old, Math.floor(Date.parse(earlierEndAt) / 1000));
  return { name, kind, secret: key, earlierEndAt };
});

async function rotateSecret(tools: Tools, name: string, overlapInHours: number): Promise<string> {
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
  const secret = `whsec_${newLetters(SECRET_LETTERS)}`;
  const version = newId();
  await replace(tools, name, held, rotated(held, secret), version);
  // Told last: whoever reads this finds the new secret there.
  const changedAt = new Date(now()).toISOString();
  await registry.change(name, (registration) => ({ ...registration, secret: { version, changedAt } }));
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
