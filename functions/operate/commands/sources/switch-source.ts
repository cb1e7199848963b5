import * as z from 'zod';
import { auditOf, change } from '../../operation.ts';
import { knownSource, sourceNameSchema } from './known-source.ts';

/** Refuses everything a source sends from now on, or takes it again. Its secrets and keys stay what they are. */
export const switchSource = change(
  z.strictObject({ name: sourceNameSchema, to: z.enum(['enabled', 'disabled']) }),
  ['source-enabled', 'source-disabled'],
  async ({ name, to }, tools) => {
    await knownSource(tools, name);
    const at = new Date(tools.now()).toISOString();
    const audit = auditOf(tools, `source-${to}`, { source: name });
    const { disabledAt } = await tools.registry.change(
      name,
      ({ disabledAt: since, ...registration }) =>
        to === 'enabled' ? registration : { ...registration, disabledAt: since ?? at },
      audit,
    );
    // Also where it was so already: an earlier call may have broken off before this.
    const keys = await tools.registry.markKeys(name, disabledAt);
    return { name, disabledAt: disabledAt ?? null, keys };
  },
);
