import { addDays, type Day, LAST_DAY } from '../time/day.ts';
import type { UsageAhead } from '../usage/usage-course.ts';
import type { Reading, SignalContext } from './reading.ts';

/** Of kinds that look at nothing that time or usage changes. */
export const standsForGood = (): Day => LAST_DAY;

/** Of kinds that look at the score, which is another one each day. */
export const standsForADay = (_: unknown, { asOf }: SignalContext): Day => addDays(asOf, 1);

/** The first of some days that is still to come. */
export function firstAfter(asOf: Day, ...days: Day[]): Day {
  let first = LAST_DAY;
  for (const day of days) if (day > asOf && day < first) first = day;
  return first;
}

/** Of kinds that look at usage and the day alone, by reading them of the days to come. */
export function untilReadOtherwise<Condition>(read: (condition: Condition, context: SignalContext) => Reading[]) {
  return (condition: Condition, context: SignalContext, ahead: UsageAhead): Day => {
    const now = read(condition, context);
    // One for all days: none of them keeps it.
    const then = { ...context };
    return ahead.nextDayWhere((usage) => {
      then.asOf = usage.asOf;
      then.usage = usage;
      return saysOtherwise(read(condition, then), now, context);
    });
  };
}

/** Whether something begins, ends, or can be told no more, or again. */
function saysOtherwise(then: Reading[], now: Reading[], context: SignalContext): boolean {
  return then.length !== now.length || then.some((reading, i) => isOther(reading, now[i] as Reading, context));
}

function isOther(then: Reading, now: Reading, { episodes, open }: SignalContext): boolean {
  const { subject, verdict, reason } = then;
  if (subject !== now.subject || reason !== now.reason) return true;
  if (open.has(subject)) return verdict === 'recovers';
  // What trips already and did not open waits for others of its signal to end.
  return verdict === 'trips' && now.verdict !== 'trips' && !episodes.some((episode) => episode.subject === subject);
}
