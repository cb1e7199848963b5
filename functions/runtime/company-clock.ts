import { isTimeZone, type LocalClock, localClock } from '../../domain/time/time-zone.ts';

const MINUTE_IN_MS = 60_000;
const MIDWINTER = Date.UTC(2026, 0, 1);
const MIDSUMMER = Date.UTC(2026, 6, 1);

/**
 * The company's clock, for a process that has no other time zone: it is made the process's own. That tells the same
 * offsets as `Intl`, whose loading takes longer than that of the AWS SDK's client.
 *
 * @throws RangeError when there is no such time zone
 */
export function companyClock(timeZone: string): LocalClock {
  process.env.TZ = timeZone;
  // A process whose zone does not exist lives in UTC and doesn't say so.
  if (ownOffset(MIDWINTER) === 0 && ownOffset(MIDSUMMER) === 0 && !isTimeZone(timeZone)) {
    throw new RangeError(`there is no time zone ${timeZone}`);
  }
  return localClock(timeZone, ownOffset);
}

const ownOffset = (timeInMs: number) => -new Date(timeInMs).getTimezoneOffset() * MINUTE_IN_MS;
