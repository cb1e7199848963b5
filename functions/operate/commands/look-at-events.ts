import * as z from 'zod';
import { operation } from '../operation.ts';

/** The last day on which each event came, by the product's own name. */
export const lookAtEvents = operation(z.strictObject({}), async (_request, tools) => ({
  lastDays: Object.fromEntries(await tools.readLastDays()),
}));
