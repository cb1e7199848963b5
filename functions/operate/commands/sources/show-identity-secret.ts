import * as z from 'zod';
import { heldSecrets, isLive } from '../../../../domain/sources/signing-secrets.ts';
import { identitySecretOf } from '../../../runtime/identity-secret.ts';
import { decodeSecret } from '../../../store/sources/source-secrets.ts';
import { operation } from '../../operation.ts';
import { OperatorError } from '../../operator-error.ts';
import { knownSource, sourceNameSchema } from './known-source.ts';

/** What the company's server signs its users' ids with. It changes with the secret that the source signs with. */
export const showIdentitySecret = operation(z.strictObject({ name: sourceNameSchema }), async ({ name }, tools) => {
  await knownSource(tools, name);
  const held = heldSecrets((await tools.sourceSecrets.read(name))?.secrets ?? {});
  const live = held.filter((one) => isLive(one, tools.now()) && decodeSecret(one.secret) !== undefined);
  const secret = live.find((one) => one.name === 'current') ?? live[0];
  if (secret === undefined) {
    throw new OperatorError(
      'no-secret',
      'Nothing was shown.',
      `The source "${name}" has no secret of its own.`,
      `Make one: sakimawari source rotate ${name}`,
    );
  }
  return { name, secret: identitySecretOf(decodeSecret(secret.secret) as Buffer) };
});
