import * as z from 'zod';
import { idSchema } from '../../domain/account/account.ts';
import type { ErasureStep } from '../../domain/personal-data/erasure.ts';
import { isDay } from '../../domain/time/day.ts';

/** Whose data, and where a call goes on: as the call before said. */
export const personRequest = z.strictObject({
  account: idSchema,
  person: idSchema,
  from: z.string().optional(),
  /** Reads both tables whole, and not only where the person's keys lead. */
  everywhere: z.boolean().optional(),
});

const text = z.string().optional();
const stepSchema = z.discriminatedUnion('look', [
  z.strictObject({ look: z.literal('keys'), at: text }),
  z.strictObject({ look: z.literal('usage'), at: z.string().refine(isDay).optional() }),
  z.strictObject({ look: z.enum(['queues', 'events', 'accounts']), at: text }),
  z.strictObject({ look: z.literal('end') }),
]);

export const stepFrom = (from: string | undefined): ErasureStep =>
  from === undefined ? { look: 'keys' } : (stepSchema.parse(JSON.parse(from)) as ErasureStep);

/** What comes after a step that has no page left. */
export function stepAfter({ look }: ErasureStep, everywhere = false): ErasureStep {
  if (look === 'keys') return { look: 'usage' };
  if (look === 'usage') return { look: 'queues' };
  if (look === 'queues') return { look: everywhere ? 'events' : 'end' };
  return { look: look === 'events' ? 'accounts' : 'end' };
}

export const cursorOf = (step: ErasureStep) => JSON.stringify(step);
