import type { Act } from '../activities/acts.ts';
import type { Episode } from '../episodes/episodes.ts';
import { addDays, type Day, daysBetween } from '../time/day.ts';
import { type AccountRecord, type Alarm, SINCE_BEFORE } from './account-record.ts';

interface Asked {
  signals: readonly string[];
  leadInDays: number;
  from: Day;
}

/** What is looked at of a day that was lived through. */
interface CourseDay {
  day: Day;
  opened: readonly Pick<Episode, 'id' | 'signal' | 'subject'>[];
  closed: readonly Pick<Episode, 'id'>[];
  /** Signals that could tell of nothing; `null` of who has left. */
  unknown: ReadonlyMap<string, unknown> | null;
}

/** What the signals raised in a course of days, whether somebody acted on it, and on how many days they knew nothing. */
export function alarmsOf(
  course: Iterable<CourseDay>,
  done: Done,
  { signals, leadInDays, from }: Asked,
): Pick<AccountRecord, 'alarms' | 'daysSeen' | 'unknown'> {
  const places = new Map(signals.map((signal, place) => [signal, place]));
  const byEpisode = new Map<string, Alarm>();
  const acts = aboutSignals(done);
  const blind: Record<number, [first: number, last: number][]> = {};
  let daysSeen = 0;
  let firstDay: Day | undefined;
  for (const { day, opened, closed, unknown } of course) {
    firstDay ??= day;
    const number = daysBetween(from, day);
    if (day >= from && unknown !== null) daysSeen += 1;
    for (const signal of unknown?.keys() ?? []) {
      const place = places.get(signal);
      if (place === undefined) continue;
      blind[place] ??= [];
      noteDay(blind[place], number);
    }
    for (const { id, signal, subject } of opened) {
      const place = places.get(signal);
      if (place === undefined) continue;
      const until = addDays(day, leadInDays);
      byEpisode.set(id, {
        signal: place,
        day: day === firstDay ? SINCE_BEFORE : number,
        openUntil: Number.MAX_SAFE_INTEGER,
        isActedOn: acts.some((act) => act.day >= day && act.day <= until && isAbout(act, signal, subject)),
      });
    }
    for (const { id } of closed) {
      const alarm = byEpisode.get(id);
      if (alarm !== undefined) alarm.openUntil = number - 1;
    }
  }
  return { alarms: [...byEpisode.values()], daysSeen, unknown: blind };
}

function noteDay(spans: [first: number, last: number][], day: number): void {
  const latest = spans.at(-1);
  if (latest?.[1] === day - 1) latest[1] = day;
  else spans.push([day, day]);
}

/** What the team did, and the episodes on record that it was done for. */
interface Done {
  acts: readonly Act[];
  episodes: readonly Episode[];
}

/** Something that was done; about a signal, or about the customer as a whole. */
interface ActAbout {
  day: Day;
  about?: { signal: string; subject: string | null };
}

function aboutSignals({ acts, episodes }: Done): ActAbout[] {
  const byId = new Map(episodes.map((episode) => [episode.id, episode]));
  return acts.flatMap(({ day, episode }): ActAbout[] => {
    if (episode === undefined) return [{ day }];
    const about = byId.get(episode);
    return about === undefined ? [] : [{ day, about: { signal: about.signal, subject: about.subject } }];
  });
}

/** The episode that was worked on may have opened a day or so apart from the one that the days make now. */
const isAbout = ({ about }: ActAbout, signal: string, subject: string | null) =>
  about === undefined || (about.signal === signal && about.subject === subject);
