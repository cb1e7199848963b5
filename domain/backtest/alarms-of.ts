import { type Activity, touchKinds } from '../activities/activity.ts';
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
  done: { activities: readonly Activity[]; episodes: readonly Episode[] },
  { signals, leadInDays, from }: Asked,
): Pick<AccountRecord, 'alarms' | 'daysSeen' | 'unknown'> {
  const places = new Map(signals.map((signal, place) => [signal, place]));
  const byEpisode = new Map<string, Alarm>();
  const acts = actsOf(done);
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

/** Something that was done; about a signal, or about the customer as a whole. */
interface Act {
  day: Day;
  about?: { signal: string; subject: string | null };
}

const touches: ReadonlySet<string> = new Set(touchKinds);

/** Who finds that there is nothing to do has looked, but not acted. */
const NOTHING_DONE: ReadonlySet<string> = new Set(['not-needed', 'false-alarm']);

function actsOf({ activities, episodes }: { activities: readonly Activity[]; episodes: readonly Episode[] }): Act[] {
  const byId = new Map(episodes.map((episode) => [episode.id, episode]));
  return activities.flatMap(({ day, kind, task }): Act[] => {
    if (touches.has(kind)) return [{ day }];
    if (kind !== 'task' || task === undefined || NOTHING_DONE.has(task.outcome ?? '')) return [];
    const about = byId.get(task.episode);
    return about === undefined ? [] : [{ day, about: { signal: about.signal, subject: about.subject } }];
  });
}

/** The episode that was worked on may have opened a day or so apart from the one that the days make now. */
const isAbout = ({ about }: Act, signal: string, subject: string | null) =>
  about === undefined || (about.signal === signal && about.subject === subject);
