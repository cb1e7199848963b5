import * as z from 'zod';
import { type Day, daysBetween, isDay } from '../../../../domain/time/day.ts';
import { OperatorError } from '../../operator-error.ts';

export const askedDaySchema = z.string().refine(isDay, 'is not a date that exists');

/** Three years, and a leap day. */
const MOST_DAYS = 1_096;

/** @throws OperatorError where nothing can be told of the days of a what-if, or they are too many */
export function refuseBadDays({ from, to }: { from: Day; to: Day }, today: Day): void {
  const refuse = (why: string, mend: string) => new OperatorError('bad-days', 'Nothing was asked.', why, mend);
  if (to > today) throw refuse(`${to} has not come yet: today is ${today}.`, 'Name today or an earlier day with --to.');
  if (from > to) throw refuse(`${from} comes after ${to}.`, 'Name with --from a day that is not after that of --to.');
  if (daysBetween(from, to) >= MOST_DAYS) {
    throw refuse(`From ${from} to ${to} are more than three years.`, 'Name a later day with --from.');
  }
}
