import * as z from 'zod';
import { operation } from '../../operation.ts';

const requestSchema = z.strictObject({ from: z.string().optional() });

/** One step of listing the open tasks of an earlier release by whoever has them. */
export const indexOpenTasks = operation(requestSchema, ({ from }, { unindexedTasks }) => unindexedTasks.index(from));
