import * as z from 'zod';
import { auditOf, change } from '../../operation.ts';
import { OperatorError } from '../../operator-error.ts';
import { sourceNameSchema } from './known-source.ts';
import { SECRET_LETTERS } from './source-letters.ts';

/** A source that the configuration does not name, with a signing secret of its own. */
export const addSource = change(
  z.strictObject({ name: sourceNameSchema }),
  ['source-added'],
  async ({ name }, tools) => {
    const { registry, sourceSecrets, installation, newLetters, newId, now } = tools;
    const isConfigured = installation.configuredSources.includes(name);
    if (isConfigured || (await registry.find(name))?.addedAt !== undefined) {
      throw new OperatorError(
        'source-exists',
        'Nothing was added.',
        `There is a source "${name}" already${isConfigured ? ', in the configuration' : ''}.`,
        `For another secret: sakimawari source rotate ${name}`,
      );
    }
    const secret = `whsec_${newLetters(SECRET_LETTERS)}`;
    const isNew = await sourceSecrets.create(name, { current: secret }, newId());
    // What is left of a source that was configured once, or of an adding that broke off, is a secret that may be known.
    if (!isNew) {
      const held = await sourceSecrets.read(name);
      if (held !== undefined) await sourceSecrets.replace(name, held, { current: secret }, newId());
    }
    const addedAt = new Date(now()).toISOString();
    const audit = auditOf(tools, 'source-added', { source: name });
    await registry.change(name, (registration) => ({ ...registration, addedAt }), audit);
    return { name, secret, url: `${installation.apiUrl.replace(/\/$/, '')}/v1/hooks/${name}` };
  },
);
