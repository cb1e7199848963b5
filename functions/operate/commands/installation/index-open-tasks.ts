import * as z from 'zod';
import { upkeep } from '../../operation.ts';
import { PART_OF_MIGRATE } from './move-old-rows.ts';

const requestSchema = z.strictObject({ from: z.string().optional() });

/** One step of listing the open tasks of an earlier release by whoever has them. */
export const indexOpenTasks = upkeep(requestSchema, PART_OF_MIGRATE, ({ from }, { unindexedTasks }) =>
  unindexedTasks.index(from),
);
