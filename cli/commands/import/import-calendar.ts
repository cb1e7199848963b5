import { createHash } from 'node:crypto';
import type { Command } from 'commander';
import pMap from 'p-map';
import { ACTIVITIES_KEPT_IN_DAYS } from '../../../domain/activities/activity.ts';
import { accountsOfMeetings } from '../../../domain/activities/calendar/account-of-meeting.ts';
import { type Meeting, minutesOf, type SkippedMeeting } from '../../../domain/activities/calendar/meeting.ts';
import { groupedBy } from '../../../domain/collections/grouped-by.ts';
import { quoted } from '../../../domain/names/quoted.ts';
import { addDays, type Day } from '../../../domain/time/day.ts';
import { type LocalClock, localClock } from '../../../domain/time/time-zone.ts';
import { OperatorError } from '../../../functions/operate/operator-error.ts';
import { parseDay } from '../../arguments.ts';
import { readText } from '../../read-text.ts';
import { type Act, allPages, type Session } from '../../session.ts';

const IN_FLIGHT = 4;
const MOST_DAYS_SHOWN = 3;

interface Asked {
  person: string;
  from?: Day;
  to?: Day;
  activity?: string;
  dryRun?: boolean;
}

/** A meeting that is to be logged. */
interface Touch {
  id: string;
  account: string;
  day: Day;
  minutes: number;
  title: string;
}

interface SkippedSeries extends Omit<SkippedMeeting, 'startsAt'> {
  days: Day[];
}

export function addImportCalendar(importing: Command, act: Act): void {
  importing
    .command('calendar')
    .description("log the meetings of somebody's calendar that were held with customers")
    .argument('<file>', 'an .ics file, as Google, Outlook and Apple export it')
    .requiredOption('--person <id>', 'the colleague whose calendar it is')
    .option('--from <date>', `from that day on; ${ACTIVITIES_KEPT_IN_DAYS} days back unless given`, parseDay)
    .option('--to <date>', 'until that day', parseDay)
    .option('--activity <name>', 'what kind of activity they were, as the playbook lists it')
    .option('--dry-run', 'show what would be logged')
    .action(act(importCalendar));
}

async function importCalendar(
  session: Session,
  path: string,
  { person, activity, dryRun, ...days }: Asked,
): Promise<undefined> {
  const { screen } = session;
  const text = await textOfCalendar(path);
  const { timeZone, now } = await session.installation().operate('describe', {});
  const clock = localClock(timeZone);
  const { readCalendar } = await import('./read-calendar.ts');
  const read = readCalendar(text, spanOf(days, clock, now), timeZone);
  const { touches, unmatched } = await touchesOf(session, person, read.meetings, clock);
  const skipped = bySeries([...read.skipped, ...unmatched], clock);
  if (dryRun) showTouches(screen, touches, skipped);
  else {
    const counts = await logTouches(session, touches, { person, activity });
    screen.show(
      { ...counts, skipped },
      () => `calendar: ${counts.imported} imported, ${counts.unchanged} unchanged, ${skipped.length} skipped`,
    );
  }
  for (const { line, meeting, days: on, reason } of skipped) {
    screen.note(`line ${line}, ${quoted(meeting)}${daysShown(on)}: ${reason}`);
  }
  if (skipped.length > 0) {
    const byHand = `sakimawari activity add ACCOUNT --kind meeting --day DATE --minutes N --by ${person}`;
    screen.note(
      `What was with a customer all the same: import the missing contacts and run this again, or log it: ${byHand}`,
    );
  }
}

function showTouches(screen: Session['screen'], touches: Touch[], skipped: SkippedSeries[]): void {
  const meetings = touches.map(({ title, account, day, minutes }) => ({ meeting: title, account, day, minutes }));
  screen.show({ meetings, skipped }, () =>
    screen.table(
      ['DAY', 'ACCOUNT', 'MINUTES', 'MEETING'],
      meetings.map(({ day, account, minutes, meeting }) => [day, account, `${minutes}`, quoted(meeting)]),
    ),
  );
}

async function logTouches(
  session: Session,
  touches: Touch[],
  { person, activity }: Pick<Asked, 'person' | 'activity'>,
) {
  const counts = { imported: 0, unchanged: 0 };
  await pMap(
    touches,
    async ({ title: _, ...touch }) => {
      const said = { ...touch, kind: 'meeting' as const, by: person, activity };
      const { unchanged } = await session.installation().operate('add-activity', said);
      counts[unchanged ? 'unchanged' : 'imported'] += 1;
      session.screen.status(`calendar: ${counts.imported + counts.unchanged} of ${touches.length} …`);
    },
    { concurrency: IN_FLIGHT },
  );
  return counts;
}

async function textOfCalendar(path: string): Promise<string> {
  try {
    return await readText(path);
  } catch (error) {
    if (!(error instanceof OperatorError) || error.code === 'no-file') throw error;
    throw new OperatorError(
      error.code,
      `${path} can't be read.`,
      'It is no text in UTF-8, as a calendar in the form of iCalendar is.',
      error.code === 'not-text'
        ? 'Google exports calendars in a ZIP archive: unpack it, and import an .ics file that it holds.'
        : 'Save it in UTF-8 and run the command again.',
      { cause: error },
    );
  }
}

/** What is past by now, and can be logged still. */
function spanOf({ from, to }: Pick<Asked, 'from' | 'to'>, clock: LocalClock, now: number) {
  const earliest = addDays(clock.dayOf(now), 1 - ACTIVITIES_KEPT_IN_DAYS);
  return {
    from: clock.startOf(from === undefined || from < earliest ? earliest : from),
    to: Math.min(now, to === undefined ? now : clock.startOf(addDays(to, 1))),
  };
}

async function touchesOf(session: Session, person: string, meetings: Meeting[], clock: LocalClock) {
  const addresses = [...new Set(meetings.flatMap(({ guests }) => guests.map(({ address }) => address)))];
  let own = '';
  const known = await allPages(session.screen, async (from) => {
    const page = await session.installation().operate('find-guests', { person, addresses, from });
    own = page.own;
    return page;
  });
  const accountOf = accountsOfMeetings(known, own);
  const touches: Touch[] = [];
  const unmatched: SkippedMeeting[] = [];
  for (const meeting of meetings) {
    const found = accountOf(meeting);
    const { line, title, startsAt } = meeting;
    if (found === null) continue;
    if ('reason' in found) unmatched.push({ line, meeting: title, startsAt, reason: found.reason });
    else {
      const when = { day: clock.dayOf(startsAt), minutes: minutesOf(meeting) };
      touches.push({ id: idOf(person, meeting), account: found.account, ...when, title });
    }
  }
  return { touches, unmatched };
}

/** Two of the team who were at the same meeting log it both; the same calendar twice says nothing new. */
function idOf(person: string, { uid, recurrence }: Meeting): string {
  const said = JSON.stringify([person, uid, recurrence]);
  return createHash('sha256').update(said).digest('base64url').slice(0, 22);
}

/** A series that is skipped for one reason is told of once. */
function bySeries(skipped: SkippedMeeting[], clock: LocalClock): SkippedSeries[] {
  const series = groupedBy(skipped, ({ line, reason }) => `${line} ${reason}`);
  return [...series.values()]
    .map((meetings) => {
      const { line, meeting, reason } = meetings[0];
      const days = meetings.flatMap(({ startsAt }) => (startsAt === undefined ? [] : [clock.dayOf(startsAt)]));
      return { line, meeting, days, reason };
    })
    .sort((a, b) => a.line - b.line);
}

function daysShown(days: Day[]): string {
  if (days.length === 0) return '';
  const more = days.length - MOST_DAYS_SHOWN;
  return ` on ${days.slice(0, MOST_DAYS_SHOWN).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
