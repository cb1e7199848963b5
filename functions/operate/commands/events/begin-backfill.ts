import * as z from 'zod';
import { auditOf, change } from '../../operation.ts';
import { checkpointSchema } from './backfill-checkpoint.ts';

const requestSchema = z.strictObject({ id: z.string(), source: z.string() });

/** Puts on record that a file is loaded, and tells how far it came before it was cut off; `null` when it was not. */
export const beginBackfill = change(requestSchema, ['events-loaded'], async ({ id, source }, tools) => {
  const found = checkpointSchema.safeParse(await tools.backfills.find(id));
  // One of another version says nothing: the file is loaded from its beginning, which changes nothing twice.
  const checkpoint = found.success ? found.data : null;
  await tools.auditLog.add(auditOf(tools, 'events-loaded', { source }, { after: { isResumed: checkpoint !== null } }));
  return { checkpoint };
});
