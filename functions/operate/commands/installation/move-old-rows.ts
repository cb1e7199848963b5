import * as z from 'zod';
import { auditOf, change } from '../../operation.ts';

/** Well within the time of one call, also where the table has to be asked again. */
const ROWS_A_CALL = 500;

const requestSchema = z.strictObject({ from: z.string().optional() });

export const PART_OF_MIGRATE = 'a step of migrate, which is on record as one';

/** One step of moving what an earlier release stored to where this one puts it; doing it again moves nothing twice. */
export const moveOldRows = change(requestSchema, ['rows-migrated'], async ({ from }, tools) => {
  if (from === undefined) await tools.auditLog.add(auditOf(tools, 'rows-migrated', {}));
  return tools.oldLists.move(ROWS_A_CALL, from);
});
