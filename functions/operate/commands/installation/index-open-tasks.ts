import * as z from 'zod';
import { upkeep } from '../../operation.ts';
import { PART_OF_MIGRATE } from './move-old-rows.ts';

const requestSchema = z.strictObject({ from: z.string().optional() });

/** One step of listing what an earlier release left to be done by whoever has it. */
export const indexOpenTasks = upkeep(requestSchema, PART_OF_MIGRATE, ({ from }, { unindexedWork }) =>
  unindexedWork.index(from),
);
