import * as z from 'zod';
import { type Vendor, vendorNames } from '../../../../domain/sources/sender.ts';
import { change } from '../../operation.ts';
import { OperatorError } from '../../operator-error.ts';
import { knownSource, sourceNameSchema } from './known-source.ts';
import { MOST_HOURS, rotateSecret } from './rotate-source.ts';

const requestSchema = z.strictObject({
  name: sourceNameSchema,
  secret: z.string().min(1).max(200),
  /** For so long the one before stays good. */
  overlapInHours: z.number().min(0).max(MOST_HOURS),
});

/** How each vendor's secrets look, so that a key of another kind, which would fit nothing, is told at once. */
const LOOKS: Record<Vendor, { pattern: RegExp; words: string }> = {
  stripe: {
    pattern: /^whsec_[A-Za-z0-9+/=_-]{16,}$/,
    words: 'signing secret begins with whsec_ and stands on the page of the endpoint',
  },
  zendesk: { pattern: /^[A-Za-z0-9+/=_-]{16,}$/, words: 'signing secret stands on the page of the webhook' },
  intercom: {
    pattern: /^[A-Za-z0-9-]{16,}$/,
    words: "client secret stands on the app's page, under Basic information",
  },
};

/** The secret that another company's system signs with: it makes one itself, and we are told. */
export const giveSourceSecret = change(
  requestSchema,
  ['source-rotated'],
  async ({ name, secret, overlapInHours }, tools) => {
    const { sender } = await knownSource(tools, name);
    if (sender === undefined) {
      throw new OperatorError(
        'own-secret',
        'Nothing was changed.',
        `The secret of "${name}" is made here, and given to whoever sends.`,
        `Make a new one: sakimawari source rotate ${name}`,
      );
    }
    const vendor = vendorNames[sender.vendor];
    const { pattern, words } = LOOKS[sender.vendor];
    if (!pattern.test(secret)) {
      throw new OperatorError(
        'not-a-secret',
        'Nothing was changed.',
        `That is no signing secret of ${vendor}.`,
        `${vendor}'s ${words}.`,
      );
    }
    await rotateSecret(tools, name, overlapInHours, secret);
    const earlierEndAt = new Date(tools.now() + overlapInHours * 3_600_000).toISOString();
    return { name, vendor: sender.vendor, earlierEndAt };
  },
);
