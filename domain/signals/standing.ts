import { addDays, type Day, LAST_DAY } from '../time/day.ts';
import type { UsageAhead } from '../usage/usage-course.ts';
import type { UsageHistory } from '../usage/usage-history.ts';
import { isVerdict, type Reading, type Said, type SignalContext } from './reading.ts';

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

/** One of a condition's subjects, and what is said of it on the day of a history, without the numbers behind it. */
export interface Judged {
  subject: string | null;
  saidOn(usage: UsageHistory): Said;
}

/**
 * Of kinds that look at usage alone, and whose subjects stay the same: whatever else they look at is looked up once for
 * all of the days to come.
 */
export function untilJudgedOtherwise<Condition>(judgedBy: (condition: Condition, context: SignalContext) => Judged[]) {
  return (condition: Condition, context: SignalContext, ahead: UsageAhead): Day => {
    const { asOf, episodes, open, usage } = context;
    const judged = judgedBy(condition, context);
    const isJudged = (subject: string | null) => judged.some((one) => one.subject === subject);
    for (const subject of open.keys()) if (!isJudged(subject)) return addDays(asOf, 1);
    const watched = judged.map(({ subject, saidOn }) => ({
      now: saidOn(usage),
      saidOn,
      isOpen: open.has(subject),
      mayOpen: !episodes.some((episode) => episode.subject === subject),
    }));
    return ahead.nextDayWhere((then) => watched.some((one) => isSaidOtherwise(one, one.saidOn(then))));
  };
}

interface Watched extends Pick<Judged, 'saidOn'> {
  now: Said;
  isOpen: boolean;
  mayOpen: boolean;
}

function isSaidOtherwise({ now, isOpen, mayOpen }: Watched, said: Said): boolean {
  if (isOpen && said === 'recovers') return true;
  if (said === now) return false;
  if (!isVerdict(said) || !isVerdict(now)) return true;
  return !isOpen && said === 'trips' && mayOpen;
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
