import * as z from 'zod';
import { operation } from '../../operation.ts';

/** Well within the time of one call, also where the table has to be asked again. */
const ROWS_A_CALL = 500;

const requestSchema = z.strictObject({ from: z.string().optional() });

/** One step of moving what an earlier release stored to where this one puts it; doing it again moves nothing twice. */
export const moveOldRows = operation(requestSchema, ({ from }, { oldLists }) => oldLists.move(ROWS_A_CALL, from));
