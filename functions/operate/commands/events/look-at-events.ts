import { isStillOver } from '../../../../domain/sources/usage-limits.ts';
import { nothing, operation, todayOf } from '../../operation.ts';

/** The last day on which each event came, by the product's own name; and which sources send more than is looked at. */
export const lookAtEvents = operation(nothing, async (_request, tools) => {
  const [lastDays, overLimits] = await Promise.all([tools.readLastDays(), tools.readOverLimits()]);
  const today = todayOf(tools);
  return {
    lastDays: Object.fromEntries(lastDays),
    overLimits: overLimits.filter((over) => isStillOver(over, today)),
  };
});
