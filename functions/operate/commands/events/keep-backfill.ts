import * as z from 'zod';
import { upkeep } from '../../operation.ts';
import { checkpointSchema } from './backfill-checkpoint.ts';

const requestSchema = z.strictObject({ id: z.string().min(1).max(200), checkpoint: checkpointSchema.nullable() });

/** Remembers how far the load of a file has come; `null` when it is done. */
export const keepBackfill = upkeep(
  requestSchema,
  'how far a load has come, which is on record as one',
  async ({ id, checkpoint }, { backfills, now }) => {
    if (checkpoint === null) await backfills.drop(id);
    else await backfills.keep(id, checkpoint, now());
    return {};
  },
);
