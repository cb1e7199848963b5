import type { Command } from 'commander';
import pMap from 'p-map';
import { ACTIVITIES_KEPT_IN_DAYS } from '../../../domain/activities/activity.ts';
import { accountsOfMeetings } from '../../../domain/activities/calendar/account-of-meeting.ts';
import type { MeetingObstacle } from '../../../domain/activities/calendar/meeting.ts';
import { quoted } from '../../../domain/names/quoted.ts';
import type { Day } from '../../../domain/time/day.ts';
import { localClock } from '../../../domain/time/time-zone.ts';
import { OperatorError } from '../../../functions/operate/operator-error.ts';
import {
  earliestLogged,
  guestsOfMeetings,
  type MeetingToLog,
  meetingsToLog,
  type SkippedSeries,
  spanToLog,
} from '../../../functions/work/calendar/meetings-to-log.ts';
import type { CalendarMeetings, Span } from '../../../functions/work/calendar/read-calendar.ts';
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

/** What is told of a series that is left out. */
interface LeftOut extends Pick<SkippedSeries, 'line' | 'meeting' | 'days'> {
  reason: string;
}

export function addImportCalendar(importing: Command, act: Act): void {
  importing
    .command('calendar')
    .description(
      `log the meetings of somebody's calendar that were held with customers, ${ACTIVITIES_KEPT_IN_DAYS} days back at most`,
    )
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
  const read = await meetingsIn(text, spanToLog(days, clock, now), timeZone);
  const accountOf = await knownToAccounts(session, person, guestsOfMeetings(read.meetings));
  const earliest = earliestLogged(clock.dayOf(now));
  if (days.from !== undefined && days.from < earliest) {
    screen.note(
      `Activities are kept for ${ACTIVITIES_KEPT_IN_DAYS} days: what was before ${earliest} is not looked at.`,
    );
  }
  const found = meetingsToLog(read, accountOf, { person, clock });
  const skipped = found.skipped.map(leftOut);
  if (dryRun) showMeetings(screen, found.toLog, skipped);
  else {
    const counts = await logMeetings(session, found.toLog, { person, activity });
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

/** With what to write in its place where a file is none of a calendar. */
async function meetingsIn(text: string, span: Span, timeZone: string): Promise<CalendarMeetings> {
  const { NotACalendarError, readCalendar } = await import('../../../functions/work/calendar/read-calendar.ts');
  try {
    return readCalendar(text, span, timeZone);
  } catch (error) {
    if (!(error instanceof NotACalendarError)) throw error;
    throw new OperatorError(
      error.code,
      'Nothing was imported.',
      'The file is no calendar in the form of iCalendar, or ends before its end.',
      'Export the calendar as an .ics file, as Google, Outlook and Apple write it.',
      { cause: error },
    );
  }
}

function showMeetings(screen: Session['screen'], toLog: MeetingToLog[], skipped: LeftOut[]): void {
  const meetings = toLog.map(({ title, account, day, minutes }) => ({ meeting: title, account, day, minutes }));
  screen.show({ meetings, skipped }, () =>
    screen.table(
      ['DAY', 'ACCOUNT', 'MINUTES', 'MEETING'],
      meetings.map(({ day, account, minutes, meeting }) => [day, account, `${minutes}`, quoted(meeting)]),
    ),
  );
}

async function logMeetings(
  session: Session,
  meetings: MeetingToLog[],
  { person, activity }: Pick<Asked, 'person' | 'activity'>,
) {
  const counts = { imported: 0, unchanged: 0 };
  await pMap(
    meetings,
    async ({ title: _, ...meeting }) => {
      const said = { ...meeting, kind: 'meeting' as const, by: person, activity };
      const { unchanged } = await session.installation().operate('add-activity', said);
      counts[unchanged ? 'unchanged' : 'imported'] += 1;
      session.screen.status(`calendar: ${counts.imported + counts.unchanged} of ${meetings.length} …`);
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

async function knownToAccounts(session: Session, person: string, addresses: string[]) {
  let own = '';
  const known = await allPages(session.screen, async (from) => {
    const page = await session.installation().operate('find-guests', { person, addresses, from });
    own = page.own;
    return page;
  });
  return accountsOfMeetings(known, own);
}

const leftOut = ({ line, meeting, days, obstacle }: SkippedSeries): LeftOut => ({
  ...{ line, meeting: meeting === '' ? 'without a title' : meeting, days, reason: obstacleText(obstacle) },
});

export function obstacleText(obstacle: MeetingObstacle): string {
  switch (obstacle.why) {
    case 'several-accounts':
      return `its guests belong to several accounts: ${obstacle.accounts.join(', ')}`;
    case 'unknown-zone':
      return `is in the time zone "${obstacle.zone}", which the file does not explain`;
    default:
      return obstacleTexts[obstacle.why];
  }
}

const obstacleTexts: Record<Exclude<MeetingObstacle['why'], 'several-accounts' | 'unknown-zone'>, string> = {
  'all-day': 'is an all-day entry, which says nothing of how long it took',
  'no-time': 'takes no time, as a reminder does',
  'too-long': 'takes longer than a day',
  broken: 'can not be understood: it breaks the rules of iCalendar',
  'several-rules': 'repeats by several rules at once',
  'too-often': 'repeats too often for a meeting',
  'nobody-known': 'none of its guests is known as a contact of one account',
  'only-us': 'nobody from outside took part',
};

function daysShown(days: Day[]): string {
  if (days.length === 0) return '';
  const more = days.length - MOST_DAYS_SHOWN;
  return ` on ${days.slice(0, MOST_DAYS_SHOWN).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
