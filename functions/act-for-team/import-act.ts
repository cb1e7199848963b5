import { accountsOfMeetings } from '../../domain/activities/calendar/account-of-meeting.ts';
import type { LastAct } from '../../domain/sign-in/last-act.ts';
import { isDay } from '../../domain/time/day.ts';
import { html } from '../pages/html.ts';
import { NO_TEXT } from '../pages/read-form.ts';
import { decodeContact } from '../store/accounts/account-items.ts';
import { decodeEach } from '../store/left-out.ts';
import { accountActWords } from '../team-pages/account/words/words.ts';
import { ACTIVITIES_PATH } from '../team-pages/activities/activities-page.ts';
import { calendarForm } from '../team-pages/activities/calendar-form.ts';
import { importedPage } from '../team-pages/activities/imported-page.ts';
import { activitiesWords } from '../team-pages/activities/words/words.ts';
import { FILE_FIELD } from '../team-pages/notices.ts';
import type { TeamPage } from '../team-pages/team-page.ts';
import { knownGuests } from '../work/calendar/known-guests.ts';
import { logMeetings } from '../work/calendar/log-meetings.ts';
import { guestsOfMeetings, type MeetingToLog, meetingsToLog, spanToLog } from '../work/calendar/meetings-to-log.ts';
import type { CalendarMeetings, Span } from '../work/calendar/read-calendar.ts';
import type { ActRequest, TakeTeamAct } from './act-request.ts';
import type { TeamActTools } from './tools.ts';

/** All of them can be taken back with one press. */
const MOST_AT_ONCE = 300;
/** Each is asked for its contacts, while somebody waits. */
const MOST_ACCOUNTS = 10_000;

/** What a form has logged so far: a busy store lets it be tried again, and what it put there stays its own. */
const loggedBy = new WeakMap<URLSearchParams, MeetingToLog[]>();

/**
 * Logs the meetings with customers that stand in one's own calendar, each once however often it is handed in. Fields:
 * `calendar`, the text of an .ics file; `since` and `until`, the first and the last day; `activity`, what kind they were,
 * and `playbook`, the version whose kinds were on offer.
 */
export const importCalendar: TakeTeamAct = async (request, tools) => {
  const { reader, form } = request;
  const { member, locale } = reader;
  const { clock, now } = tools;
  const [playbook, { entries }] = await Promise.all([
    tools.records.playbook(form.get('playbook') ?? undefined),
    tools.board.read(),
  ]);
  const kinds = playbook?.activities ?? {};
  const say = activitiesWords(locale).calendar;
  const again = (complaint: string) => askedAgain(request, tools, { kinds, complaint });
  const text = form.get(FILE_FIELD) ?? '';
  const [since = '', until = ''] = ['since', 'until'].map((name) => form.get(name) ?? '');
  const name = form.get('activity') ?? '';
  const kind = Object.hasOwn(kinds, name) ? kinds[name] : undefined;
  if (text.trim() === '') return again(say.refused['no-file']);
  if (text === NO_TEXT) return again(say.refused['not-text']);
  if (name !== '' && kind === undefined) return again(accountActWords(locale).log.refused['no-activity']);
  if (!isDay(since) || !isDay(until) || until < since) return again(say.refused['bad-day']);
  if (entries.length > MOST_ACCOUNTS) return again(say.tooManyAccounts);
  const read = await meetingsIn(text, spanToLog({ from: since, to: until }, clock, now()), clock.timeZone);
  if (read === null) return again(say.refused['not-a-calendar']);
  const known = await knownGuests(
    entries.map(({ account }) => account),
    guestsOfMeetings(read.meetings),
    { listings: tools.listings, contactsIn: (items) => decodeEach(items, decodeContact) },
  );
  const accountOf = accountsOfMeetings(known, member.email);
  const { toLog, skipped } = meetingsToLog(read, accountOf, { person: member.id, clock });
  if (toLog.length > MOST_AT_ONCE) return again(say.tooMany(toLog.length, MOST_AT_ONCE));
  if (toLog.length === 0 && skipped.length === 0) return again(say.refused['nothing-found']);

  const logged = loggedBy.get(form) ?? [];
  loggedBy.set(form, logged);
  await logMeetings(tools, toLog, {
    person: member.id,
    activity: kind && { name, kind },
    onLogged: (meeting) => void logged.push(meeting),
  });
  const names = new Map(entries.map((entry) => [entry.account, entry.name]));
  const nameOf = (account: string) => names.get(account) ?? account;
  const done: LastAct = {
    at: now(),
    text: say.told(logged.length),
    undo: logged.map(({ id, day, account }) => ({
      ...{ account, activity: { id, day, kind: 'meeting' }, name: say.one(nameOf(account), day) },
    })),
  };
  await tools.signIns.remember({ session: reader.session, act: done });
  return { ...importedPage({ logged, already: toLog.length - logged.length, skipped, nameOf }, locale), done };
};

/** `null` for what is no calendar. Few ever hand one in: what reads it is loaded then. */
async function meetingsIn(text: string, span: Span, timeZone: string): Promise<CalendarMeetings | null> {
  const { NotACalendarError, readCalendar } = await import('../work/calendar/read-calendar.ts');
  try {
    return readCalendar(text, span, timeZone);
  } catch (error) {
    if (error instanceof NotACalendarError) return null;
    throw error;
  }
}

/** Nothing was logged: why, and the form; a file has to be chosen anew. */
function askedAgain(
  { reader: { locale }, form, formOf }: ActRequest,
  { clock, now }: TeamActTools,
  { kinds, complaint }: Pick<Parameters<typeof calendarForm>[0], 'kinds'> & { complaint: string },
): TeamPage {
  const say = activitiesWords(locale);
  const playbook = form.get('playbook') ?? undefined;
  const drawing = { form: formOf, locale, today: clock.dayOf(now()), kinds, playbook };
  return {
    at: 'activities',
    heading: say.calendar.heading,
    isForReading: true,
    body: html`<div class="notice" role="alert"><p><b>${complaint}</b> ${accountActWords(locale).notYet}</p></div>${calendarForm(drawing, form)}<p><a href="${ACTIVITIES_PATH}">${say.leave}</a></p>`,
    status: 422,
  };
}
