import { addDays, addMonths, type Day, dayNumber, weekdayOf } from '../time/day.ts';
import type { LocalClock } from '../time/time-zone.ts';
import type { UsageEvent } from '../usage/usage-event.ts';
import { rhythm, type Story, type StoryEvents } from './story.ts';

/** The one source that sends the events of all stories. */
export const SOURCE = 'product';

const MINUTE_IN_MS = 60_000;

/** The days on which something happens, in their order; none where the row doesn't say when. */
export function daysOf({ on, from, to, every = 'day' }: StoryEvents): Day[] {
  if (on !== undefined) return [on].flat().sort();
  if (from === undefined || to === undefined) return [];
  const [, word, count, unit = `${word}s`] = rhythm.exec(every) ?? [];
  const days: Day[] = [];
  for (let n = 0; ; n += 1) {
    const steps = n * Number(count ?? 1);
    const day = unit === 'months' ? addMonths(from, steps) : addDays(from, unit === 'weeks' ? 7 * steps : steps);
    if (day > to) return days;
    if (word !== 'weekday' || isWeekday(day)) days.push(day);
  }
}

/** How many events a row stands for. */
export function eventCount(row: StoryEvents): number {
  return daysOf(row).length * usersOf(row).length * row.times;
}

/** What arrives of the story's events: nothing in its silences. */
export function eventsOf({ events, silences }: Story, account: string, clock: LocalClock): UsageEvent[] {
  const isSilent = (day: Day) => silences.some(({ from, to }) => from <= day && day <= to);
  return events.flatMap((row, index) =>
    daysOf(row)
      .filter((day) => !isSilent(day))
      .flatMap((day) => {
        const time = clock.startOf(day) + minutesOf(row.at) * MINUTE_IN_MS;
        return usersOf(row).flatMap((user, u) =>
          Array.from({ length: row.times }, (_, n): UsageEvent => {
            const { event, value, subject, comment } = row;
            // A row's events follow each other, so that of several values the last one written is the latest.
            const id = `${index + 1}-${dayNumber(day)}-${u + 1}-${n + 1}`;
            return { id, account, user, event, time: time + n, value, subject, comment, source: SOURCE };
          }),
        );
      }),
  );
}

const isWeekday = (day: Day) => weekdayOf(day) !== 0 && weekdayOf(day) !== 6;

const usersOf = ({ user }: StoryEvents): (string | undefined)[] => (user === undefined ? [undefined] : [user].flat());

function minutesOf(at: string): number {
  const [hours, minutes] = at.split(':').map(Number) as [number, number];
  return hours * 60 + minutes;
}
