import { groupedBy } from '../../collections/grouped-by.ts';
import type { Day } from '../../time/day.ts';
import type { Meanings } from '../meanings.ts';
import { isOtherUsers } from '../newcomers.ts';
import { type Reply, surveyEvents, type UsageDay } from '../tally/usage-tally.ts';

/** Something a person was asked or said in a survey, and the day of it. */
export interface DatedReply {
  day: Day;
  reply: Reply;
}

/** A day on which somebody did something. */
export interface DayOfUser {
  day: Day;
  /** The latest time of it (ms), where one is on record. */
  time: number | null;
}

/** By the names used in the playbook, in the order of the days. */
export function repliesByEvent(days: readonly UsageDay[], meanings: Meanings): Map<string, DatedReply[]> {
  const dated = days.flatMap(({ day, replies }) => replies.map((reply): DatedReply => ({ day, reply })));
  return groupedBy(dated, ({ reply }) => meanings.of(reply.name).event);
}

/** Who did the event, or said something in it, on which of these days; the days in their order. */
export function daysByUser(days: readonly UsageDay[], event: string, meanings: Meanings): Map<string, DayOfUser[]> {
  const byUser = new Map<string, DayOfUser[]>();
  for (const { day, names, users, did, replies } of days) {
    // A survey's own names make nobody active, so that no user has to be looked at for them.
    const meant = names.map((name) => meanings.of(name).event === event && !surveyEvents.has(name));
    if (meant.includes(true)) {
      for (let u = 0; u < users.length; u += 1) {
        const user = users[u] as string;
        const isMeant = (did[u] as readonly number[]).some((n) => meant[n]);
        if (isMeant && !isOtherUsers(user)) addDay(byUser, user, day, null);
      }
    }
    for (const { name, user, time } of replies) {
      if (user !== undefined && meanings.of(name).event === event) addDay(byUser, user, day, time);
    }
  }
  return byUser;
}

/** Adds a day that is no older than those the user has. */
function addDay(byUser: Map<string, DayOfUser[]>, user: string, day: Day, time: number | null): void {
  const days = byUser.get(user);
  if (days === undefined) {
    byUser.set(user, [{ day, time }]);
    return;
  }
  const last = days.at(-1) as DayOfUser;
  if (last.day !== day) days.push({ day, time });
  else if (time !== null && (last.time === null || time > last.time)) last.time = time;
}
