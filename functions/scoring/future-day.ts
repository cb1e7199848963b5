import type { Day } from '../../domain/time/day.ts';

/** Days are scored in order: who is scored for a day to come is not scored again until it is over. */
export class FutureDayError extends Error {
  override readonly name = 'FutureDayError';
  readonly code = 'future-day';

  constructor(asOf: Day, today: Day) {
    super(`${asOf} has not come yet (today is ${today}): nothing was scored; name today or an earlier day`);
  }
}

/** An earlier release scored the account for a day to come. */
export class ScoredAheadError extends Error {
  override readonly name = 'ScoredAheadError';
  readonly code = 'scored-ahead';

  constructor(lastScoredDay: Day) {
    super(
      `it was scored for ${lastScoredDay}, a day to come, and would not be scored before it is over: put it back to today with "score --rewind"`,
    );
  }
}

export function refuseFutureDay(asOf: Day, today: Day): void {
  if (asOf > today) throw new FutureDayError(asOf, today);
}
