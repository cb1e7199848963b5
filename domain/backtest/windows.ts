import { type AccountRecord, isWithin, overlap, type Span } from './account-record.ts';

/** The question's numbers, in days of the period: its first is 0. */
export interface Frame {
  lead: number;
  horizon: number;
  /** The period's last day. */
  last: number;
}

/**
 * What a warning on a day would have come to. `unfinished`: the days that it warns of are not over, so nobody knows yet;
 * that nothing has happened so far is no "nothing happened", and so also whom it already happened to has to wait.
 * `too-late`: it happened within the lead. `gone`: the customer left within the lead, before the days that are asked about.
 */
export type Fate = 'not-there' | 'unfinished' | 'happened' | 'too-late' | 'gone' | 'nothing';

export function fateOf({ customer, outcomes }: AccountRecord, day: number, { lead, horizon, last }: Frame): Fate {
  if (day < 0 || !isWithin(customer, day)) return 'not-there';
  if (day + lead + horizon > last) return 'unfinished';
  let isTooLate = false;
  for (const outcome of outcomes) {
    if (outcome > day + lead && outcome <= day + lead + horizon) return 'happened';
    if (outcome > day && outcome <= day + lead) isTooLate = true;
  }
  if (isTooLate) return 'too-late';
  return isWithin(customer, day + lead) ? 'nothing' : 'gone';
}

/**
 * How the signal's alarms lay to an outcome. `earlier`: it had opened before the horizon, and was open in it. `unknown`: it
 * had no data on any day on which it could have warned.
 */
export type Warning =
  | { kind: 'caught' | 'too-late'; daysAhead: number }
  | { kind: 'earlier' | 'missed' | 'unknown'; daysAhead?: undefined };

/**
 * @param alarms of one signal, in the order of their days
 * @param blind spans of days on which the signal could tell of nothing
 */
export function warningOf(
  alarms: readonly Pick<AccountRecord['alarms'][number], 'day' | 'openUntil'>[],
  outcome: number,
  blind: readonly Span[],
  { lead, horizon }: Frame,
): Warning {
  const [first, lastInTime] = [outcome - lead - horizon, outcome - lead - 1];
  const inTime = alarms.find(({ day }) => day >= first && day <= lastInTime);
  if (inTime) return { kind: 'caught', daysAhead: outcome - inTime.day };
  // What opened long before and is still open was no news any more, but it was no silence either.
  if (alarms.some(({ day, openUntil }) => day < first && openUntil >= first)) return { kind: 'earlier' };
  const late = alarms.find(({ day }) => day > lastInTime && day < outcome);
  if (late) return { kind: 'too-late', daysAhead: outcome - late.day };
  return { kind: overlap(blind, [[first, lastInTime]]) === horizon ? 'unknown' : 'missed' };
}
