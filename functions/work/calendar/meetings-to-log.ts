import { createHash } from 'node:crypto';
import { ACTIVITIES_KEPT_IN_DAYS } from '../../../domain/activities/activity.ts';
import type { AccountOfMeeting } from '../../../domain/activities/calendar/account-of-meeting.ts';
import {
  type Meeting,
  type MeetingObstacle,
  minutesOf,
  type SkippedMeeting,
} from '../../../domain/activities/calendar/meeting.ts';
import { groupedBy } from '../../../domain/collections/grouped-by.ts';
import { addDays, type Day } from '../../../domain/time/day.ts';
import type { LocalClock } from '../../../domain/time/time-zone.ts';
import type { CalendarMeetings, Span } from './read-calendar.ts';

/** A meeting that is to be logged. */
export interface MeetingToLog {
  id: string;
  account: string;
  day: Day;
  minutes: number;
  title: string;
}

/** What of a series is left out for one reason, which is told once. */
export interface SkippedSeries {
  line: number;
  meeting: string;
  days: Day[];
  obstacle: MeetingObstacle;
}

/** Activities of an earlier day are not kept. */
export const earliestLogged = (today: Day): Day => addDays(today, 1 - ACTIVITIES_KEPT_IN_DAYS);

/** What is past by now, and can be logged still. */
export function spanToLog(
  { from, to }: { from?: Day | undefined; to?: Day | undefined },
  clock: LocalClock,
  nowInMs: number,
): Span {
  const earliest = earliestLogged(clock.dayOf(nowInMs));
  return {
    from: clock.startOf(from === undefined || from < earliest ? earliest : from),
    to: Math.min(nowInMs, to === undefined ? nowInMs : clock.startOf(addDays(to, 1))),
  };
}

/** All who stand in the meetings, each once. */
export const guestsOfMeetings = (meetings: readonly Meeting[]): string[] => [
  ...new Set(meetings.flatMap(({ guests }) => guests.map(({ address }) => address))),
];

/** Which meetings of a calendar are logged, for which accounts, and what is left out and why. */
export function meetingsToLog(
  { meetings, skipped }: CalendarMeetings,
  accountOf: (meeting: Meeting) => AccountOfMeeting,
  { person, clock }: { person: string; clock: Pick<LocalClock, 'dayOf'> },
): { toLog: MeetingToLog[]; skipped: SkippedSeries[] } {
  const toLog: MeetingToLog[] = [];
  const unmatched: SkippedMeeting[] = [];
  for (const meeting of meetings) {
    const found = accountOf(meeting);
    const { line, title, startsAt } = meeting;
    if (found === null) continue;
    if ('obstacle' in found) unmatched.push({ line, meeting: title, startsAt, obstacle: found.obstacle });
    else {
      const when = { day: clock.dayOf(startsAt), minutes: minutesOf(meeting) };
      toLog.push({ id: idOf(person, meeting), account: found.account, ...when, title });
    }
  }
  return { toLog, skipped: bySeries([...skipped, ...unmatched], clock) };
}

/** Two of the team who were at the same meeting log it both; the same calendar twice says nothing new. */
function idOf(person: string, { uid, recurrence }: Meeting): string {
  const said = JSON.stringify([person, uid, recurrence]);
  return createHash('sha256').update(said).digest('base64url').slice(0, 22);
}

function bySeries(skipped: SkippedMeeting[], clock: Pick<LocalClock, 'dayOf'>): SkippedSeries[] {
  const series = groupedBy(skipped, ({ line, obstacle }) => `${line} ${JSON.stringify(obstacle)}`);
  return [...series.values()]
    .map((meetings) => {
      const { line, meeting, obstacle } = meetings[0];
      const days = meetings.flatMap(({ startsAt }) => (startsAt === undefined ? [] : [clock.dayOf(startsAt)]));
      return { line, meeting, days, obstacle };
    })
    .sort((a, b) => a.line - b.line);
}
