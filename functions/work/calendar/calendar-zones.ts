import ICAL from 'ical.js';
import { isTimeZone, readWallClock } from '../../../domain/time/time-zone.ts';

const SECOND_IN_MS = 1000;
const TIMES = ['dtstart', 'dtend', 'recurrence-id', 'rdate', 'exdate'];

/** What a time shows, as if that were UTC. */
const wallClockOf = ({ year, month, day, hour, minute, second }: ICAL.Time) =>
  Date.UTC(year, month - 1, day, hour, minute, second);

/** A zone that the file names without telling of it, by the runtime's own data. */
class RuntimeZone extends ICAL.Timezone {
  private readonly read: (wallClock: number) => number;

  constructor(name: string) {
    super({ tzid: name });
    this.read = readWallClock(name);
  }

  override utcOffset(time: ICAL.Time): number {
    const wallClock = wallClockOf(time);
    return (wallClock - this.read(wallClock)) / SECOND_IN_MS;
  }
}

/** The first zone of an event that nobody knows: neither the file tells of it nor does the runtime know the name. */
export function unknownZoneOf(event: ICAL.Component): string | undefined {
  const named = TIMES.flatMap((name) => event.getAllProperties(name)).map((time) => time.getParameter('tzid'));
  return named.filter((name) => typeof name === 'string').find((name) => !isKnown(event, name));
}

function isKnown(event: ICAL.Component, name: string): boolean {
  if (event.getTimeZoneByID(name) !== null || ICAL.TimezoneService.has(name)) return true;
  if (!isTimeZone(name)) return false;
  ICAL.TimezoneService.register(new RuntimeZone(name), name);
  return true;
}

/** The instant of a time, in ms. A time without a zone, as of an all-day meeting, is one of the company's clock. */
export function instantsIn(timeZone: string): (time: ICAL.Time) => number {
  const read = readWallClock(timeZone);
  return (time) =>
    time.isDate || time.zone === ICAL.Timezone.localTimezone
      ? read(wallClockOf(time))
      : time.toUnixTime() * SECOND_IN_MS;
}
