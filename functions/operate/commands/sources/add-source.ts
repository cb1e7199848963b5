import * as z from 'zod';
import { vendorNames, vendors } from '../../../../domain/sources/sender.ts';
import { auditOf, change } from '../../operation.ts';
import { OperatorError } from '../../operator-error.ts';
import { sourceNameSchema } from './known-source.ts';
import { SECRET_LETTERS } from './source-letters.ts';

const requestSchema = z.strictObject({
  name: sourceNameSchema,
  /** Of another company's system: which it is, and by which of its fields it names our accounts. */
  vendor: z.enum(vendors).optional(),
  accountField: z
    .string()
    .regex(
      /^[A-Za-z0-9_.-]{1,40}$/,
      'is not the name of a field: letters, digits, hyphens, dots and low lines, at most 40',
    )
    .optional(),
});

/** By what name we ask others to write down our ids, unless they have another one. */
const ACCOUNT_FIELD = 'account';

/** A source that the configuration does not name, with a signing secret of its own. */
export const addSource = change(
  requestSchema,
  ['source-added'],
  async ({ name, vendor, accountField: given }, tools) => {
    const { registry, sourceSecrets, installation, newLetters, newId, now } = tools;
    if (vendor !== undefined && vendor !== 'stripe' && given !== undefined) {
      throw new OperatorError(
        'no-account-field',
        'Nothing was added.',
        `${vendorNames[vendor]} has one field for the ids of others, and that one is read.`,
        'Leave --account-field out; docs/sources.md says where our ids belong.',
      );
    }
    const accountField = given ?? ACCOUNT_FIELD;
    const isConfigured = installation.configuredSources.includes(name);
    if (isConfigured || (await registry.find(name))?.addedAt !== undefined) {
      throw new OperatorError(
        'source-exists',
        'Nothing was added.',
        `There is a source "${name}" already${isConfigured ? ', in the configuration' : ''}.`,
        `For another secret: sakimawari source rotate ${name}`,
      );
    }
    // Of another company's system it fits nothing until theirs takes its place.
    const secret = `whsec_${newLetters(SECRET_LETTERS)}`;
    const isNew = await sourceSecrets.create(name, { current: secret }, newId());
    // What is left of a source that was configured once, or of an adding that broke off, is a secret that may be known.
    if (!isNew) {
      const held = await sourceSecrets.read(name);
      if (held !== undefined) await sourceSecrets.replace(name, held, { current: secret }, newId());
    }
    const addedAt = new Date(now()).toISOString();
    const sender = vendor && { vendor, accountField };
    const audit = auditOf(tools, 'source-added', { source: name });
    await registry.change(name, (registration) => ({ ...registration, addedAt, ...(sender && { sender }) }), audit);
    return {
      name,
      secret: vendor === undefined ? secret : null,
      vendor: vendor ?? null,
      url: `${installation.apiUrl.replace(/\/$/, '')}/v1/hooks/${name}`,
    };
  },
);
