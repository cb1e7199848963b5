import * as z from 'zod';
import { operation } from '../../operation.ts';

/** How many rows still lie where an earlier release put them. */
export const countOldRows = operation(z.strictObject({}), async (_request, { oldLists }) => ({
  count: await oldLists.count(),
}));
