import * as z from 'zod';
import { operation } from '../../operation.ts';
import { checkpointSchema } from './backfill-checkpoint.ts';

/** How far the load of a file came before it was cut off; `null` when none was. */
export const findBackfill = operation(z.strictObject({ id: z.string() }), async ({ id }, { backfills }) => {
  const found = checkpointSchema.safeParse(await backfills.find(id));
  // One of another version says nothing: the file is loaded from its beginning, which changes nothing twice.
  return { checkpoint: found.success ? found.data : null };
});
