import * as z from 'zod';
import { inParallel } from '../../runtime/in-parallel.ts';
import { operation } from '../operation.ts';
import { quarantineIdsSchema } from '../quarantine-ids.ts';

const DROPS_IN_FLIGHT = 16;

export const dropQuarantined = operation(
  z.strictObject({ ids: quarantineIdsSchema }),
  async ({ ids }, { quarantine }) => {
    const dropped = await inParallel(ids, DROPS_IN_FLIGHT, (id) => quarantine.drop(id));
    return { dropped: dropped.filter(Boolean).length };
  },
);
