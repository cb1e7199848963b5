import ICAL from 'ical.js';
import {
  type Guest,
  type Meeting,
  type MeetingObstacle,
  minutesOf,
  type SkippedMeeting,
} from '../../../domain/activities/calendar/meeting.ts';
import { MINUTES_OF_A_DAY } from '../../../domain/activities/minutes.ts';
import { groupedBy } from '../../../domain/collections/grouped-by.ts';
import { instantsIn, unknownZoneOf } from './calendar-zones.ts';

/** From one instant on, until before another, in ms. */
export interface Span {
  from: number;
  to: number;
}

export interface CalendarMeetings {
  meetings: Meeting[];
  skipped: SkippedMeeting[];
}

/** A series that had more by then is none of meetings. */
const MOST_OF_A_SERIES = 20_000;

interface Entry {
  event: ICAL.Component;
  line: number;
}

/** One that took place, or would have. */
interface Occurrence {
  event: ICAL.Event;
  recurrence: ICAL.Time | null;
  start: ICAL.Time;
  end: ICAL.Time;
}

type InstantOf = ReturnType<typeof instantsIn>;

/** What of the entries of an event can't be read. */
class NotUnderstood extends Error {
  constructor(readonly obstacle: MeetingObstacle) {
    super(obstacle.why);
  }
}

/** The file is none in the form of iCalendar, or ends before its end. */
export class NotACalendarError extends Error {
  override readonly name = 'NotACalendarError';
  readonly code = 'not-a-calendar';
}

/**
 * The meetings of an iCalendar file (RFC 5545) that began and ended within the span, each by itself, also of series; without
 * those that were cancelled. What can't be a meeting of some length, or can't be understood, is told.
 */
export function readCalendar(text: string, span: Span, timeZone: string): CalendarMeetings {
  const instantOf = instantsIn(timeZone);
  const read = entriesByUid(text).map((entries) => {
    try {
      return meetingsOf(entries, span, instantOf);
    } catch (error) {
      const { line, event } = entries[0] as Entry;
      const obstacle: MeetingObstacle = error instanceof NotUnderstood ? error.obstacle : { why: 'broken' };
      return { meetings: [], skipped: [{ line, meeting: titleOf(event), obstacle }] };
    }
  });
  return { meetings: read.flatMap(({ meetings }) => meetings), skipped: read.flatMap(({ skipped }) => skipped) };
}

function meetingsOf(entries: Entry[], span: Span, instantOf: InstantOf): CalendarMeetings {
  const found: CalendarMeetings = { meetings: [], skipped: [] };
  for (const { entry, event, recurrence, start, end } of occurrencesOf(entries, span, instantOf)) {
    const [startsAt, endsAt] = [instantOf(start), instantOf(end)];
    if (startsAt < span.from || startsAt >= span.to || endsAt > span.to) continue;
    if (statusOf(event.component) === 'CANCELLED') continue;
    const { line } = entry;
    const title = titleOf(event.component);
    const why = start.isDate ? 'all-day' : noLength({ startsAt, endsAt });
    if (why !== undefined) found.skipped.push({ line, meeting: title, startsAt, obstacle: { why } });
    else {
      const which = { uid: event.uid, recurrence: recurrence === null ? null : instantOf(recurrence) };
      found.meetings.push({ ...which, line, title, startsAt, endsAt, guests: guestsOf(event.component) });
    }
  }
  return found;
}

/** Of each event its entries, in the order of the file: itself or its series, and what is otherwise with single ones. */
function entriesByUid(text: string): Entry[][] {
  const lines = text.split('\n').flatMap((line, i) => (/^BEGIN:VEVENT\s*$/i.test(line) ? [i + 1] : []));
  const events = calendarsIn(text)
    .filter((calendar) => !/^cancel$/i.test(`${calendar.getFirstPropertyValue('method')}`))
    .flatMap(eventsIn);
  const entries = events.map((event, i) => ({ event, line: lines[i] ?? 1 }));
  // Without a UID, which it must have, an entry is at least not another one.
  return [...groupedBy(entries, ({ event, line }) => uidOf(event) || `line ${line}`).values()];
}

/**
 * The entries of a calendar, each beside its zones alone: for every time in a zone that the file doesn't tell of the library
 * would look through all other entries, which takes minutes where there are ten thousand.
 */
function eventsIn(calendar: ICAL.Component): ICAL.Component[] {
  const zones = calendar.getAllSubcomponents('vtimezone').map(({ jCal }) => jCal);
  const beside = new ICAL.Component(['vcalendar', [], zones] as never);
  return calendar.getAllSubcomponents('vevent').map(({ jCal }) => new ICAL.Component(jCal, beside));
}

function calendarsIn(text: string): ICAL.Component[] {
  try {
    const parsed = ICAL.parse(text);
    const all = Array.isArray(parsed[0]) ? (parsed as unknown[][]) : [parsed];
    const calendars = all.map((one) => new ICAL.Component(one as never));
    if (calendars.length > 0 && calendars.every(({ name }) => name === 'vcalendar')) return calendars;
    throw new RangeError('holds something else');
  } catch (error) {
    throw new NotACalendarError('the text is no calendar', { cause: error });
  }
}

function* occurrencesOf(entries: Entry[], span: Span, instantOf: InstantOf) {
  const zone = entries.map(({ event }) => unknownZoneOf(event)).find((name) => name !== undefined);
  if (zone !== undefined) throw new NotUnderstood({ why: 'unknown-zone', zone });
  const changes = entries.filter(({ event }) => event.hasProperty('recurrence-id'));
  const series = entries.filter((entry) => !changes.includes(entry)).reduce<Entry | undefined>(later, undefined);
  const changed = changes.map((entry) => ({ entry, event: new ICAL.Event(entry.event, { exceptions: [] }) }));
  if (series === undefined) {
    // Who was invited to one meeting of a series only has nothing of the rest.
    for (const { entry, event } of changed) yield { entry, ...asItself(event, event.recurrenceId) };
    return;
  }
  // Left to itself the library takes changes of other series, too.
  const event = new ICAL.Event(series.event, { exceptions: changed.map((change) => change.event) });
  if (!event.isRecurring()) {
    yield { entry: series, ...asItself(event, null) };
    return;
  }
  // RFC 5545 advises against more than one, and the library loses meetings of the other.
  if (series.event.getAllProperties('rrule').length > 1) throw new NotUnderstood({ why: 'several-rules' });
  const entryOf = new Map(changed.map(({ entry, event: change }) => [change, entry]));
  const isExcluded = excludedFrom(series.event, instantOf);
  const until = lastOfInterest(
    changed.map((change) => change.event),
    span,
    instantOf,
  );
  const seen = new Set<number>();
  let count = 0;
  for (const recurrence of recurrencesOf(event)) {
    if (instantOf(recurrence) > until) return;
    if (count === MOST_OF_A_SERIES) throw new NotUnderstood({ why: 'too-often' });
    count += 1;
    // What is added by hand may be in the series already.
    if (seen.has(instantOf(recurrence)) || isExcluded(recurrence)) continue;
    seen.add(instantOf(recurrence));
    const { item, startDate, endDate } = event.getOccurrenceDetails(recurrence);
    yield { entry: entryOf.get(item) ?? series, event: item, recurrence, start: startDate, end: endDate };
  }
}

function* recurrencesOf(event: ICAL.Event): Generator<ICAL.Time> {
  // Of a series without a rule the library leaves out the first, which is its DTSTART.
  if (!event.component.hasProperty('rrule')) yield event.startDate;
  const iterator = event.iterator();
  for (let next = iterator.next(); next; next = iterator.next()) yield next;
}

/** Of two that tell of the same the one with the higher SEQUENCE; else the later. */
function later(one: Entry | undefined, other: Entry): Entry {
  const sequenceOf = ({ event }: Entry) => Number(event.getFirstPropertyValue('sequence') ?? 0);
  return one === undefined || sequenceOf(other) >= sequenceOf(one) ? other : one;
}

const asItself = (event: ICAL.Event, recurrence: ICAL.Time | null): Occurrence => ({
  event,
  recurrence,
  start: event.startDate,
  end: event.endDate,
});

/**
 * What the series says that it leaves out, by time or by day. The library looks at one such time for each meeting, and so
 * overlooks those behind one that is told twice or that fits none.
 */
function excludedFrom(series: ICAL.Component, instantOf: InstantOf): (recurrence: ICAL.Time) => boolean {
  const times = series.getAllProperties('exdate').flatMap((excluded) => excluded.getValues() as ICAL.Time[]);
  const days = new Set(times.filter(({ isDate }) => isDate).map(String));
  const instants = new Set(times.filter(({ isDate }) => !isDate).map(instantOf));
  return (recurrence) => instants.has(instantOf(recurrence)) || days.has(`${recurrence}`.slice(0, 10));
}

/** How far a series has to be followed, since what would have been later may have been moved into the span. */
function lastOfInterest(changes: ICAL.Event[], { to }: Span, instantOf: InstantOf): number {
  const moved = changes.map((change) => ({ from: instantOf(change.recurrenceId), to: instantOf(change.startDate) }));
  const earlier = Math.max(0, ...moved.map((move) => move.from - move.to));
  return to + earlier;
}

function noLength(meeting: Pick<Meeting, 'startsAt' | 'endsAt'>): 'no-time' | 'too-long' | undefined {
  const minutes = minutesOf(meeting);
  if (minutes < 1) return 'no-time';
  return minutes > MINUTES_OF_A_DAY ? 'too-long' : undefined;
}

function guestsOf(event: ICAL.Component): Guest[] {
  const people = [...event.getAllProperties('organizer'), ...event.getAllProperties('attendee')];
  return people.flatMap((person) => {
    const kind = `${person.getParameter('cutype') ?? ''}`.toUpperCase();
    const address = addressOf(person);
    if (address === undefined || kind === 'ROOM' || kind === 'RESOURCE') return [];
    return [{ address, hasDeclined: `${person.getParameter('partstat')}`.toUpperCase() === 'DECLINED' }];
  });
}

/** Apple calls people by an id of its own and tells their address beside. */
function addressOf(person: ICAL.Property): string | undefined {
  const value = `${person.getFirstValue()}`.trim();
  const address = /^mailto:/i.test(value) ? value.slice('mailto:'.length) : `${person.getParameter('email') ?? ''}`;
  return /^[^\s@]+@[^\s@]+$/.test(address) ? address.toLowerCase() : undefined;
}

const uidOf = (event: ICAL.Component) => `${event.getFirstPropertyValue('uid') ?? ''}`;
const statusOf = (event: ICAL.Component) => `${event.getFirstPropertyValue('status') ?? ''}`.toUpperCase();
const titleOf = (event: ICAL.Component) => `${event.getFirstPropertyValue('summary') ?? ''}`.trim();
