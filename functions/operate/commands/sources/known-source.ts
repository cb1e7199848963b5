import * as z from 'zod';
import { SOURCE_NAME } from '../../../../domain/sources/source-name.ts';
import type { SourceRegistration } from '../../../store/sources/registration-record.ts';
import type { Tools } from '../../operation.ts';
import { OperatorError } from '../../operator-error.ts';

export const sourceNameSchema = z
  .string()
  .regex(SOURCE_NAME, 'is not a source name: small letters, digits and hyphens, like app or billing-system');

/** What is on record of the source that was named; refuses when there is none. */
export async function knownSource(
  { registry, installation }: Pick<Tools, 'registry' | 'installation'>,
  name: string,
): Promise<SourceRegistration> {
  const registration = await registry.find(name);
  if (registration?.addedAt !== undefined || installation.configuredSources.includes(name)) {
    return registration ?? { name };
  }
  throw new OperatorError(
    'no-source',
    'Nothing was done.',
    `There is no source "${name}".`,
    `List the sources: sakimawari source list; or add it: sakimawari source add ${name}`,
  );
}
