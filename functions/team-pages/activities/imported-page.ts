import type { MeetingObstacle } from '../../../domain/activities/calendar/meeting.ts';
import { pageOfAccount } from '../../../domain/links/team-pages.ts';
import type { Locale } from '../../../domain/locale/locale.ts';
import { styleOf } from '../../../domain/locale/style.ts';
import { shorten } from '../../mail/layout/plain-text.ts';
import { type Html, html } from '../../pages/html.ts';
import type { MeetingToLog, SkippedSeries } from '../../work/calendar/meetings-to-log.ts';
import { dataTable } from '../parts/data-table.ts';
import type { TeamPage } from '../team-page.ts';
import { ACTIVITIES_PATH } from './activities-page.ts';
import { activitiesWords } from './words/words.ts';

const MOST_CHARACTERS = 60;
/** A private calendar may be full of what is no meeting with a customer. */
const MOST_SKIPPED = 60;
const MOST_DAYS = 3;

/** What became of a calendar. */
export interface ImportedFacts {
  logged: readonly MeetingToLog[];
  /** So many were on record before. */
  already: number;
  skipped: readonly SkippedSeries[];
  nameOf(account: string): string;
}

/** Which meetings of a calendar were logged, for whom, and which were not and why. */
export function importedPage({ logged, already, skipped, nameOf }: ImportedFacts, locale: Locale): TeamPage {
  const say = activitiesWords(locale);
  const { columns } = say;
  const words = say.calendar;
  const titled = (title: string) => html`<bdi>${title === '' ? words.untitled : shorten(title, MOST_CHARACTERS)}</bdi>`;
  const table = dataTable<MeetingToLog>({
    caption: words.taken,
    showsCaption: true,
    rows: [...logged].sort((a, b) => (a.day < b.day ? 1 : -1)),
    columns: [
      { heading: words.meeting, cell: ({ title }) => titled(title) },
      {
        heading: columns.account,
        cell: ({ account }) =>
          html`<a href="${pageOfAccount(account)}"><bdi>${shorten(nameOf(account), MOST_CHARACTERS)}</bdi></a>`,
      },
      { heading: columns.day, cell: ({ day }) => styleOf(locale).longDay(day) },
      { heading: columns.minutes, isNumber: true, cell: ({ minutes }) => minutes },
    ],
  });
  const shown = skipped.slice(0, MOST_SKIPPED);
  const rest = skipped.length - shown.length;
  const leftOut = dataTable<SkippedSeries>({
    caption: words.leftOut(skipped.length),
    rows: shown,
    columns: [
      { heading: words.meeting, cell: ({ meeting }) => titled(meeting) },
      { heading: columns.day, cell: ({ days }) => daysOf(days, locale) },
      { heading: words.reason, cell: ({ obstacle }) => obstacleText(obstacle, nameOf, locale) },
    ],
  });
  return {
    at: 'activities',
    heading: words.heading,
    body: html`${already > 0 && html`<p>${words.already(already)}</p>`}
${logged.length > 0 && table}
<section aria-labelledby="left-out"><h2 id="left-out">${words.leftOut(skipped.length)}</h2>
${skipped.length === 0 ? html`<p>${words.noneLeftOut}</p>` : html`<p class="hint">${words.leftOutHint}</p>${leftOut}${rest > 0 && html`<p class="hint">${words.more(rest)}</p>`}`}</section>
<p><a class="go" href="${ACTIVITIES_PATH}">${say.leave}</a></p>`,
  };
}

function daysOf(days: readonly string[], locale: Locale): Html {
  const { day } = styleOf(locale);
  const rest = days.length - MOST_DAYS;
  const told = days.slice(0, MOST_DAYS).map((one) => day(one));
  return html`${[...told, ...(rest > 0 ? [activitiesWords(locale).calendar.more(rest)] : [])].join(', ')}`;
}

function obstacleText(obstacle: MeetingObstacle, nameOf: (account: string) => string, locale: Locale): string {
  const say = activitiesWords(locale).calendar;
  switch (obstacle.why) {
    case 'several-accounts':
      return say.severalAccounts(obstacle.accounts.map(nameOf));
    case 'unknown-zone':
      return say.unknownZone(shorten(obstacle.zone, MOST_CHARACTERS));
    default:
      return say.obstacles[obstacle.why];
  }
}
