import { nothing, operation } from '../../operation.ts';

/** How many rows still lie where an earlier release put them. */
export const countOldRows = operation(nothing, async (_request, { oldLists }) => ({
  count: await oldLists.count(),
}));
