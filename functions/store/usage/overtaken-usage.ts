import type { Day } from '../../../domain/time/day.ts';
import { isChangedLate } from '../../../domain/usage/late-usage.ts';
import type { Item } from '../item.ts';
import { dayOfUsage, overtakenUsageSortKey } from '../keys.ts';

/** The day on which a usage day changed last, where that came late. */
export const changedOnOf = (head: Item | undefined): Day | undefined => head?.late?.S;

/** Of a usage day that is written: whether that comes late. */
export function markIfLate(head: Item, today: Day): void {
  if (isChangedLate(dayOfUsage(head.sk?.S as string), today)) head.late = { S: today };
}

/**
 * A usage day as it takes the place of another one, and where it changes it late what stood there: once for each day on
 * which it changes, whatever came in what order on that one. What loads years at once finds no day there, or one that
 * changed today, so it costs not a write more.
 */
export function overtaking(head: Item, existing: Item | undefined): { head: Item; overtaken?: Item } {
  const [is, was] = [changedOnOf(head), changedOnOf(existing)];
  // Of two runs around midnight the one that began earlier changes it on the later day, too.
  const changedOn = is === undefined || (was !== undefined && was > is) ? was : is;
  if (existing === undefined || changedOn === undefined) return { head };
  const marked = { ...head, late: { S: changedOn } };
  return changedOn === was ? { head: marked } : { head: marked, overtaken: overtakenOf(existing, changedOn) };
}

/** A day in several rows is kept without its users: a transaction would not hold them twice. */
function overtakenOf({ parts, h: _, c, ...before }: Item, changedOn: Day): Item {
  const sk = { S: overtakenUsageSortKey(dayOfUsage(before.sk?.S as string), changedOn) };
  return { ...before, sk, ...(parts === undefined && c !== undefined && { c }) };
}
